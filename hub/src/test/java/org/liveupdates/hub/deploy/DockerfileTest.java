package org.liveupdates.hub.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveupdates.hub.testkit.ProxyServer;

/** The Dockerfile's steps, each by itself, where no image can be made. */
class DockerfileTest {
    private static final String TEXT = Installed.example("Dockerfile");

    /** One instruction a line, without comments. */
    private static final List<String> LINES =
            TEXT.replace("\\\n", " ").lines().filter(it -> !it.startsWith("#")).toList();

    @TempDir
    Path folder;

    @Test
    void copiesWhatExistsAndItsIgnoreFileLetsThrough() {
        List<String> let = Installed.example("Dockerfile.dockerignore")
                .lines()
                .filter(it -> it.startsWith("!"))
                .map(it -> it.substring(1))
                .toList();
        List<String> copied = all("COPY")
                .filter(it -> !it.startsWith("--from="))
                .map(it -> it.split(" ")[0])
                .toList();

        assertThat(copied).isNotEmpty().isEqualTo(let).allSatisfy(it -> assertThat(Path.of(it))
                .exists());
    }

    @Test
    void buildsAsTheDoorDoes() throws IOException {
        String maven = all("RUN").findFirst().orElseThrow();

        assertThat(Files.readString(Path.of("run.sh")).replace(" -f \"$root/pom.xml\"", ""))
                .contains(maven);
    }

    @Test
    void namesOnlySettingsThatExist() {
        assertThat(Installed.unknownSettings(TEXT)).isEmpty();
    }

    @Test
    void startsFromTheArchiveIsHealthyAndEndsWhenTold() throws IOException {
        Installed installed = Installed.in(folder);
        String training = all("RUN").skip(1).findFirst().orElseThrow();
        try (Program run = Program.start(Map.of(), List.of("sh", "-c", installed.here(training)))) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out() + run.err()).isEmpty();
        }
        Path loaded = folder.resolve("loaded");
        Map<String, String> environment = environment();
        int port = ProxyServer.freePort();
        environment.putAll(Map.of(
                "HUB_HOST", "127.0.0.1",
                "HUB_PORT", "" + port,
                "HUB_PUBLIC_URL", "https://app.example.com",
                "HUB_OPEN", "true",
                "JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded));
        try (Program hub = Program.start(environment, entryPoint(installed))) {
            assertThat(hub.port()).isEqualTo(port);
            assertThat(health(port)).isZero();
            assertThat(hub.exitCodeWhenTold()).isEqualTo(143);
        }
        assertThat(health(port)).isNotZero();
        assertThat(Files.readAllLines(loaded))
                .as("no class of the parser, which takes long")
                .noneMatch(it -> it.contains(" picocli."))
                .as("classes from the archive")
                .filteredOn(it -> it.matches(".* org\\.liveupdates\\.hub\\..* source: shared objects file \\(top\\)"))
                .hasSizeGreaterThan(100);
    }

    @Test
    void doesNotStartBeforeItIsToldWhoComesIn() throws IOException {
        try (Program hub = Program.start(environment(), entryPoint(Installed.in(folder)))) {
            assertThat(hub.exitCode()).isEqualTo(2);
            assertThat(hub.err()).contains("--open");
        }
    }

    @Test
    void trainsAsTheReadmeSays() {
        String training = all("RUN").skip(1).findFirst().orElseThrow();

        assertThat(Installed.example("README.md")).contains(training);
    }

    private static int health(int port) throws IOException {
        String check = all("HEALTHCHECK").findFirst().orElseThrow().replaceFirst(".* CMD ", "");
        try (Program program = Program.start(Map.of("HUB_PORT", "" + port), words(check))) {
            return program.exitCode();
        }
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        all("ENV").map(it -> it.split("=", 2)).forEach(it -> environment.put(it[0], it[1]));
        assertThat(environment).containsEntry("HUB_HOST", "0.0.0.0");
        return environment;
    }

    private static List<String> entryPoint(Installed installed) throws IOException {
        return words(all("ENTRYPOINT").findFirst().orElseThrow()).stream()
                .map(it -> it.equals("java") ? Installed.JAVA.toString() : installed.here(it))
                .toList();
    }

    private static List<String> words(String json) throws IOException {
        return Arrays.asList(new ObjectMapper().readValue(json, String[].class));
    }

    private static Stream<String> all(String instruction) {
        return LINES.stream()
                .filter(it -> it.startsWith(instruction + " "))
                .map(it -> it.substring(instruction.length() + 1).strip());
    }
}
