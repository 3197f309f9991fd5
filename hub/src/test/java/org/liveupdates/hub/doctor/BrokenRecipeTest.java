package org.liveupdates.hub.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.ProxyServer;
import org.liveupdates.hub.testkit.Tools;

/** An application with the recipe of the old hub's article, on Express 4. */
class BrokenRecipeTest {
    private static final Path README = Path.of("proxy-examples", "README.md");

    @Test
    void passesNoWebSockets() {
        Examined found = examine();

        assertThat(found.findings())
                .as(found.text())
                .filteredOn(finding -> finding.level() == Finding.Level.BAD)
                .extracting(Finding::subject)
                .containsExactly("WebSocket", "RemoteEvents", "Bryntum");
        assertThat(found.text())
                .contains("through Node")
                .contains(Advice.on(Problem.NO_UPGRADE).lines(ProxyKind.NODE))
                .doesNotContain("  nginx ");
    }

    @Test
    void bringsNoMessagesBehindABodyParser() {
        Examined found = examine("parser");

        assertThat(found.findings()).as(found.text()).anySatisfy(finding -> {
            assertThat(finding.subject()).isEqualTo("POST");
            assertThat(finding.problem()).contains(Problem.BODY_EATEN);
        });
        assertThat(found.text()).contains(Advice.on(Problem.BODY_EATEN).lines(ProxyKind.NODE));
    }

    /** Word for word, but for what is another in each run: the port and the seconds that were waited. */
    @Test
    void isTheTranscriptOfTheExamples() throws IOException {
        String readme = Files.readString(README);
        int start = readme.indexOf("$ ./run.sh doctor ");
        assertThat(start).as("a transcript in " + README).isNotNegative();
        String shown = readme.substring(readme.indexOf('\n', start) + 1, readme.indexOf("```", start));
        assertThat(same(shown)).isEqualTo(same(examine().text()));
    }

    private static String same(String text) {
        return text.replaceAll("localhost:\\d+", "localhost:PORT")
                .replaceAll("version \\S+", "version V")
                .replaceAll("\\d+ s\\b", "N s")
                .strip();
    }

    private static Examined examine(String... more) {
        try (HubRelay hub = new HubRelay("--timeout=2s", "--session-timeout=30s")) {
            int port = ProxyServer.freePort();
            List<Object> command = new ArrayList<>(
                    List.of(Tools.node(), Tools.JS.resolve("article-recipe.js"), "express-4", port, hub.port()));
            command.addAll(List.of(more));
            try (ProxyServer application = ProxyServer.start(ProxyServer.folder(), port, command.toArray())
                    .awaitPort()) {
                return Examined.begin(application.port(), "/liveUpdates").join();
            }
        }
    }
}
