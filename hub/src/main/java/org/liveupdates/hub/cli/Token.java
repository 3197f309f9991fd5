package org.liveupdates.hub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By what a command is known to a hub that asks. From a file: other users of the machine see command lines. */
final class Token {
    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token to show to the hub, where not everybody comes in.")
    private @Nullable Path file;

    /** The token, empty when none was named. */
    String read() throws Failure {
        if (file == null) {
            return "";
        }
        return line(file, "[\\x21-\\x7e]+", "a token");
    }

    /**
     * What a file holds.
     *
     * @param pattern of the whole, blanks around it left out
     * @param what as it is called in the sentence about another content
     */
    static String line(Path file, String pattern, String what) throws Failure {
        try {
            String line = Files.readString(file).strip();
            if (line.matches(pattern)) {
                return line;
            }
        } catch (IOException unreadable) {
            // The sentence below says what is wanted.
        }
        throw new Failure("%s is not a file with %s: write %s into it, and nothing else."
                .formatted(file, what, what.replaceFirst("^a ", "the ")));
    }
}
