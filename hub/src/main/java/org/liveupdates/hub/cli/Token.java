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
        try {
            String token = Files.readString(file).strip();
            if (token.matches("[\\x21-\\x7e]+")) {
                return token;
            }
        } catch (IOException unreadable) {
            // The sentence below says what is wanted.
        }
        throw new Failure("%s is not a file with a token: write the token into it, and nothing else.".formatted(file));
    }
}
