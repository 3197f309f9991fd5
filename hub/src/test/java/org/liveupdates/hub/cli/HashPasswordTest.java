package org.liveupdates.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.Main;
import org.liveupdates.hub.auth.Passwords;

class HashPasswordTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String input) {
        return Main.run(
                List.of("hash-password"),
                Map.of(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    @Test
    void whatItWritesIsThePasswordsHash() {
        assertThat(run("pässword 1\nmore\n")).isZero();

        String hash = out.toString().strip();
        assertThat(Passwords.isHash(hash)).isTrue();
        assertThat(Passwords.match(hash, "pässword 1")).isTrue();
        assertThat(Passwords.match(hash, "pässword 2")).isFalse();
    }

    @Test
    void anEmptyAndATooLongPasswordAreRefused() {
        assertThat(run("\n")).isEqualTo(1);
        assertThat(run("ä".repeat(37))).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("There is no password").contains("longer than 72 bytes");
    }
}
