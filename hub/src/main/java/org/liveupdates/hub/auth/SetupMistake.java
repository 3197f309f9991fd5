package org.liveupdates.hub.auth;

import java.io.IOException;
import java.util.List;

/** A file or an address that the operator named is not as it must be; the message is sentences for him, one a line. */
public final class SetupMistake extends IOException {
    private static final long serialVersionUID = 1L;

    /** One sentence. */
    public SetupMistake(String sentence) {
        super(sentence);
    }

    /** Several, told together. */
    public SetupMistake(List<String> sentences) {
        super(String.join("\n", sentences));
    }
}
