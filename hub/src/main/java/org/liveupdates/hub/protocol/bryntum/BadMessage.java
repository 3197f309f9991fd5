package org.liveupdates.hub.protocol.bryntum;

/** What came is no message. The text is a sentence for the client's developer. */
final class BadMessage extends Exception {
    private static final long serialVersionUID = 1;

    BadMessage(String sentence) {
        super(sentence, null, false, false); // a client's mistake needs no stack trace
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
