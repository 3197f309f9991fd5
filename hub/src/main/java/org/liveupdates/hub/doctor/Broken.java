package org.liveupdates.hub.doctor;

import com.fasterxml.jackson.databind.JsonNode;

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

    static Broken refused(String what, JsonNode reply) {
        return new Broken(
                "the %s is refused (%s)".formatted(what, reply.path("error").asText("no reply")), false);
    }

    /** Whether the hub itself said that this visitor may not. */
    boolean isForbidden() {
        return sentence().contains("(403");
    }

    /** Whether nothing came at all in the time that was given. */
    boolean isSilent() {
        return silent;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
