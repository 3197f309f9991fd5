package org.liveupdates.hub.config;

import java.util.List;

/** Everything that is wrong with the settings, one sentence each, so that one start shows all of it. */
public final class ConfigMistakes extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> sentences;

    ConfigMistakes(List<String> sentences) {
        super(String.join("\n", sentences));
        this.sentences = List.copyOf(sentences);
    }

    /** The sentences, each saying what to change. */
    public List<String> sentences() {
        return sentences;
    }
}
