package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RemoteEventsPage;

/** The README's examples of back ends, run as they stand there, in every language that this machine has. */
class PublishExamplesTest {
    /** How an example is run; {@code FILE} stands for it. */
    enum Language {
        SH("sh", "sh", "curl", "sh FILE"),
        JS("js", "cjs", "node", "node FILE"),
        PYTHON("python", "py", "python3", "python3 FILE"),
        PHP("php", "php", "php", "php FILE"),
        CSHARP("csharp", "cs", "mcs", "mcs -r:System.Net.Http.dll -out:announce.exe FILE && mono announce.exe"),
        JAVA("java", "java", "java", "java FILE");

        final String fence;
        final String ending;
        final String program;
        final String command;

        Language(String fence, String ending, String program, String command) {
            this.fence = fence;
            this.ending = ending;
            this.program = program;
            this.command = command;
        }

        boolean isInstalled() {
            return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }

    @TempDir
    Path folder;

    static List<Language> installed() {
        return Stream.of(Language.values()).filter(Language::isInstalled).toList();
    }

    @ParameterizedTest
    @MethodSource("installed")
    void reachesThePages(Language language) throws Exception {
        try (HubRelay hub = new HubRelay();
                RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t", "events")) {
            Path file = folder.resolve("Announce." + language.ending);
            Files.writeString(file, example(language).replace("localhost:8008", "localhost:" + hub.port()));
            assertThat(run(language.command.replace("FILE", file.toString()))).contains("{\"pages\":1}");
            JsonNode event = page.awaitEvent("update-event").path("value").path("event");
            assertThat(event.path("text").asText()).isEqualTo("Lunch");
            assertThat(event.path("end_date").asText()).isEqualTo("2027-05-11 13:00");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isInTheReadme(Language language) throws IOException {
        assertThat(example(language)).contains("/publish", "Bearer TOKEN");
    }

    @Test
    void someLanguagesAreHere() {
        assertThat(installed()).contains(Language.JAVA);
    }

    private static String example(Language language) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String section = readme.substring(readme.indexOf("<!-- publish -->"), readme.indexOf("<!-- /publish -->"));
        Matcher block = Pattern.compile("```" + language.fence + "\n(.*?)```", Pattern.DOTALL)
                .matcher(section);
        assertThat(block.find()).as("an example in %s", language.fence).isTrue();
        return block.group(1);
    }

    private String run(String command) throws Exception {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out);
    }
}
