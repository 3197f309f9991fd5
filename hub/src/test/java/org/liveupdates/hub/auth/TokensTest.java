package org.liveupdates.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.testkit.LogBook;

/** Files of tokens, and what an operator is told of a wrong one. */
class TokensTest {
    private final Path file;

    TokensTest(@TempDir Path dir) {
        this.file = dir.resolve("tokens");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        gina                                             | write a name and a token
        gina 0123456789abcde                             | the token is shorter than 16 characters
        gina 0123456789abcd&f                            | a token has letters, digits and . _ ~ - only
        gina 0123456789abcdef admin                      | behind the token stand rooms=A,B or entities=A,B or read-only or expires=TIME
        gina 0123456789abcdef rooms=                     | a name is missing in rooms= or entities=
        gina 0123456789abcdef entities=a,,b              | a name is missing in rooms= or entities=
        gina 0123456789abcdef expires=tomorrow           | write the time as expires=2030-12-31T23:00:00Z
        """)
    void tellAWrongLineByItsNumberWithoutTheToken(String line, String complaint) throws Exception {
        Files.writeString(file, "# first\n" + line + "\n");
        assertThatThrownBy(() -> Tokens.read(file, Tokens.OF_PAGES))
                .isInstanceOf(SetupMistake.class)
                .hasMessage(file + ", line 2: " + complaint + ".");
    }

    @Test
    void tellAllWrongLinesTogether() throws Exception {
        Files.writeString(file, "a 0123456789abcdef\nb\nc 0123456789abcdef\n");
        assertThatThrownBy(() -> Tokens.read(file, Tokens.OF_PAGES))
                .hasMessage(file + ", line 2: write a name and a token.\n" + file
                        + ", line 3: the token is there already.");
    }

    @Test
    void areNotEmptyAndReadable() throws Exception {
        Files.writeString(file, "# nothing\n\n");
        assertThatThrownBy(() -> Tokens.read(file, Tokens.OF_PAGES))
                .hasMessage(file + " has no token: write NAME TOKEN, one a line.");
        Path gone = file.resolveSibling("gone");
        assertThatThrownBy(() -> new SecretFile<>(gone, it -> Tokens.read(it, Tokens.OF_PAGES)))
                .hasMessage(gone + " cannot be read.");
    }

    @Test
    void areBestReadByTheirOwnerAlone() throws Exception {
        Files.writeString(file, "gina 0123456789abcdef");
        try (LogBook log = new LogBook()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            new SecretFile<>(file, it -> Tokens.read(it, Tokens.OF_PAGES));
            assertThat(log.lines()).isEmpty();
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            new SecretFile<>(file, it -> Tokens.read(it, Tokens.OF_PAGES));
            assertThat(log.lines()).containsExactly(file + " can be read by everybody on this machine: chmod 600 it");
        }
    }
}
