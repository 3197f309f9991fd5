package org.liveupdates.hub.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveUpdatesScriptTest {
    /** The sources: what was built before may still hold files that are gone. */
    private static final Path FOLDER = Path.of("static", "live_updates");

    @Test
    void beginsWithItsUse() throws IOException {
        assertThat(LiveUpdatesScript.text())
                .startsWith("/*\n * live_updates.js: ")
                .containsOnlyOnce("dp.live_updates(\"/liveUpdates\"")
                .endsWith("})(window);\n");
    }

    @Test
    void leavesNoFileOfItsFolderOut() throws IOException {
        List<String> joined = new ArrayList<>(Files.readAllLines(FOLDER.resolve("files.txt")));
        joined.add("title.js");
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".js")))
                    .containsExactlyInAnyOrderElementsOf(joined);
        }
    }
}
