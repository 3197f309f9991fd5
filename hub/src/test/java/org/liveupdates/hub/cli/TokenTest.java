package org.liveupdates.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HubRelay;

/** Commands at a hub that lets in only whom it knows. */
class TokenTest {
    private static final String TOKEN = "a-token-of-some-length";

    private final Path folder;
    private final Shell shell = new Shell();

    TokenTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void bringsACommandIn() throws IOException {
        String tokens = file("tokens", "admin " + TOKEN + "\n");
        try (HubRelay hub = new HubRelay("--remote-tokens-file=" + tokens, "--open-old-pages")) {
            String url = hub.url().toString();
            assertThat(shell.run("publish", url, "{}", "--token-file", file("right", TOKEN + "\n")))
                    .isZero();
            assertThat(shell.run("publish", url, "{}", "--token-file", file("wrong", "another-token-of-it")))
                    .isEqualTo(1);
            assertThat(shell.err()).contains("(403::").endsWith("show it a token with --token-file.\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "umlaut-\u00e4"})
    void isOneWordInAFile(String text) throws IOException {
        assertThat(shell.run("publish", "http://localhost:1/", "{}", "--token-file", file("odd", text)))
                .isEqualTo(1);
        assertThat(shell.err()).contains("is not a file with a token");
    }

    @Test
    void mustBeThere() {
        String missing = folder.resolve("missing").toString();
        assertThat(shell.run("watch", "http://localhost:1/", "--token-file", missing))
                .isEqualTo(1);
        assertThat(shell.err()).contains("is not a file with a token");
    }
}
