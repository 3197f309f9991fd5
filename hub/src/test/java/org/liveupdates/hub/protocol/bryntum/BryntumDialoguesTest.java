package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dialogues as written in {@code transcripts/bryntum}: what is not written there must not be said. */
class BryntumDialoguesTest {
    private static final Path FOLDER = Path.of("hub/src/test/resources/transcripts/bryntum");
    private static final Pattern PAUSE = Pattern.compile("\\((\\d+) s later\\)");

    static Stream<Path> dialogues() throws IOException {
        return Files.list(FOLDER).sorted();
    }

    @ParameterizedTest
    @MethodSource
    void dialogues(Path file) throws IOException {
        List<String> script = Files.readAllLines(file, StandardCharsets.UTF_8);
        assertThat(script).anyMatch(line -> line.contains(" ← "));
        String[] settings = script.get(0).startsWith("--") ? script.get(0).split(";") : new String[0];
        BryntumStage stage = new BryntumStage(Users.anybody(), settings);
        List<String> happened = new ArrayList<>();
        for (String line : script) {
            if (!line.contains(" ← ")) {
                happened.add(line);
                happened.addAll(after(stage, line));
            }
        }
        assertThat(String.join("\n", happened)).isEqualTo(String.join("\n", script));
    }

    private static List<String> after(BryntumStage stage, String line) {
        Matcher pause = PAUSE.matcher(line);
        String[] parts = line.split(" → ", 2);
        if (pause.matches()) {
            return stage.pass(Long.parseLong(pause.group(1)));
        }
        return parts.length == 2 && !line.startsWith("#") ? stage.say(parts[0], parts[1]) : List.of();
    }
}
