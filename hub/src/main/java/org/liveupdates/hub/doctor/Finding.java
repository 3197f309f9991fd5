package org.liveupdates.hub.doctor;

import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param level how bad it is
 * @param subject what was looked at, in a word or two
 * @param sentence what was seen
 * @param problem what has to be changed, if anything has
 */
public record Finding(Level level, String subject, String sentence, Optional<Problem> problem) {
    /** How bad something is. */
    public enum Level {
        /** As it has to be. */
        FINE,
        /** Works, and could be better. */
        NOTE,
        /** Pages will notice. */
        BAD
    }

    static Finding fine(String subject, String sentence) {
        return new Finding(Level.FINE, subject, sentence, Optional.empty());
    }

    static Finding note(String subject, String sentence) {
        return new Finding(Level.NOTE, subject, sentence, Optional.empty());
    }

    static Finding note(String subject, String sentence, Problem problem) {
        return new Finding(Level.NOTE, subject, sentence, Optional.of(problem));
    }

    static Finding bad(String subject, String sentence) {
        return new Finding(Level.BAD, subject, sentence, Optional.empty());
    }

    static Finding bad(String subject, String sentence, Problem problem) {
        return new Finding(Level.BAD, subject, sentence, Optional.of(problem));
    }
}
