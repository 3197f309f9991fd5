package org.liveupdates.hub.demo;

/** What a page wanted to save cannot be kept; the message is for who wrote the page. */
final class BadRow extends Exception {
    private static final long serialVersionUID = 1;

    BadRow(String message) {
        super(message);
    }
}
