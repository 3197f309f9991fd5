package org.liveupdates.hub.protocol.bryntum;

/** A change of which nothing was applied. Its message is a sentence for the client, free of JSON and of limited length. */
public final class RefusedChange extends Exception {
    private static final long serialVersionUID = 1;

    RefusedChange(String reason) {
        super(reason, null, false, false); // a client's mistake needs no stack trace
    }

    /** The sentence for the client. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
