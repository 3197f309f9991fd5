package org.liveupdates.hub.doctor;

/** A request that came to nothing; the message is what is told of it. */
final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean silent;

    private Broken(String sentence, boolean silent) {
        super(sentence);
        this.silent = silent;
    }

    static Broken because(String sentence) {
        return new Broken(sentence, false);
    }

    static Broken unanswered(long seconds) {
        return new Broken("no answer within %d s".formatted(seconds), true);
    }

    /** Whether nothing came at all in the time that was given. */
    boolean isSilent() {
        return silent;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
