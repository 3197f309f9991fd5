package org.liveupdates.hub.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ClientScriptTest {
    /** The sources: what was built before may still hold files that are gone. */
    private static final Path FOLDER = Path.of("static", "client");

    @Test
    void isSmallerThanTwelveKilobytesCompressed() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(ClientScript.text("1.0.0", Duration.ofSeconds(25)).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(compressed.size()).isLessThan(12 * 1024);
    }

    @Test
    void carriesVersionAndSettings() throws IOException {
        assertThat(ClientScript.text("1.2.3", Duration.ofMillis(2500)))
                .startsWith("/* live updates hub 1.2.3")
                .endsWith("{\"version\": \"1.2.3\", \"timeout\": 2.5});\n");
    }

    @Test
    void leavesNoFileOfItsFolderOut() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".js")))
                    .containsExactlyInAnyOrderElementsOf(Files.readAllLines(FOLDER.resolve("files.txt")));
        }
    }
}
