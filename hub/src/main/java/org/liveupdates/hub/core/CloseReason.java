package org.liveupdates.hub.core;

/** Why the hub ends a page's connection. The same constant goes to the log and the close frame. */
public enum CloseReason {
    /** More undelivered updates than one page may have: it reads too slowly or is gone. */
    SLOW_PAGE(4008, "slow page"),

    /** Its token has expired, or the application does not know its session any more. */
    UNAUTHORIZED(1008, "Unauthorized"),

    /** It has said good-bye in its protocol's words. */
    LOGOUT(1000, "logout"),

    /** The hub stops; it or another one will be there again. */
    STOPPING(1001, "hub stops");

    private final int code;
    private final String text;

    CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** WebSocket close code: of RFC 6455, or from the range 4000-4999 that it leaves to applications (7.4.2). */
    public int code() {
        return code;
    }

    /** Reason phrase for close frame and log. */
    public String text() {
        return text;
    }
}
