package org.liveupdates.hub.demo;

/** What a page wanted to save is no event; the message is for who wrote the page. */
final class BadEvent extends Exception {
    private static final long serialVersionUID = 1;

    BadEvent(String message) {
        super(message);
    }
}
