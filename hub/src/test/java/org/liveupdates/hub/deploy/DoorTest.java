package org.liveupdates.hub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code run.sh} keeps an archive of the classes of a start. */
class DoorTest {
    @TempDir
    Path root;

    private Path target;

    @BeforeEach
    void aProjectThatIsBuilt() throws IOException {
        Files.copy(Path.of("run.sh"), root.resolve("run.sh"), StandardCopyOption.COPY_ATTRIBUTES);
        List<Path> sources = List.of(
                Files.writeString(root.resolve("pom.xml"), ""), Files.createDirectories(root.resolve("hub/src/main")));
        for (Path source : sources) {
            Files.setLastModifiedTime(source, FileTime.fromMillis(0)); // older than any jar
        }
        target = Files.createDirectories(root.resolve("hub/target"));
        Installed.in(target);
    }

    @Test
    void makesItOnceSilentlyAndStartsWithoutOneThatDoesNotFit() throws IOException {
        assertThat(run()).isEqualTo("live updates hub dev\n");
        assertThat(fromArchive()).isTrue();

        FileTime made = Files.getLastModifiedTime(archive());
        Files.setLastModifiedTime(target.resolve("live-updates-hub.jar"), FileTime.fromMillis(1_000_000_000_000L));

        assertThat(run()).isEqualTo("live updates hub dev\n");
        assertThat(fromArchive()).isFalse();
        assertThat(Files.getLastModifiedTime(archive())).isEqualTo(made);
    }

    @Test
    void remembersThatItCannotBeMade() throws IOException {
        Files.writeString(target.resolve("live-updates-hub.jar"), "no jar");

        assertThat(run()).contains("live-updates-hub.jar");

        assertThat(archive()).isEmptyFile();
    }

    private String run() {
        try (Program door = Program.start(
                Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + root.resolve("loaded")),
                List.of("bash", root.resolve("run.sh").toString(), "--version"))) {
            door.exitCode();
            return door.out() + door.err();
        }
    }

    /** Whether the last run had its classes from there. */
    private boolean fromArchive() throws IOException {
        return Files.readString(root.resolve("loaded")).contains(".hub.Main source: shared objects file (top)");
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(it -> it.toString().contains(".jsa"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
