package org.liveupdates.hub.cli;

/** Something the person at the command line can mend; the message is the one sentence that says how. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    /** A failure that is told with this sentence. */
    public Failure(String sentence) {
        super(sentence);
    }
}
