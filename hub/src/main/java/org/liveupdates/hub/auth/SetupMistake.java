package org.liveupdates.hub.auth;

import java.io.IOException;
import java.util.List;

/** What the operator named to authenticate by is not as it must be; the message is sentences for him, one a line. */
public final class SetupMistake extends IOException {
    private static final long serialVersionUID = 1L;

    SetupMistake(String sentence) {
        super(sentence);
    }

    SetupMistake(List<String> sentences) {
        super(String.join("\n", sentences));
    }
}
