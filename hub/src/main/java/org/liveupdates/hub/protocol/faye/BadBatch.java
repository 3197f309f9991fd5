package org.liveupdates.hub.protocol.faye;

/** What came cannot be taken as Bayeux messages at all. */
final class BadBatch extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final boolean tooLarge;

    private BadBatch(String text, boolean tooLarge) {
        super(text, null, false, false);
        this.text = text;
        this.tooLarge = tooLarge;
    }

    /** Not JSON, or not messages: HTTP 400. */
    static BadBatch malformed(String text) {
        return new BadBatch(text, false);
    }

    /** Over a limit: HTTP 413, WebSocket 1009. */
    static BadBatch tooLarge(String text) {
        return new BadBatch(text, true);
    }

    /** What to tell the client. */
    String text() {
        return text;
    }

    boolean isTooLarge() {
        return tooLarge;
    }
}
