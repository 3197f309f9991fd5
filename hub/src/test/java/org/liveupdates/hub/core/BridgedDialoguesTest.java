package org.liveupdates.hub.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.protocol.faye.FayeWire;
import org.liveupdates.hub.protocol.remoteevents.BadEvent;
import org.liveupdates.hub.protocol.remoteevents.RemoteEvent;
import org.liveupdates.hub.protocol.remoteevents.RemoteEventsWire;

/**
 * Dialogues between old pages, RemoteEvents pages and their back ends, as written in {@code transcripts/bridge}: what is
 * not written there must not be said.
 */
class BridgedDialoguesTest {
    private static final Path FOLDER = Path.of("hub/src/test/resources/transcripts/bridge");
    private static final Pattern PAUSE = Pattern.compile("\\((\\d+) s later\\)");

    static Stream<Path> dialogues() throws IOException {
        return Files.list(FOLDER).sorted();
    }

    @ParameterizedTest
    @MethodSource
    void dialogues(Path file) throws IOException {
        List<String> script = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<String> written =
                script.stream().filter(line -> line.contains(" ← ")).toList();
        assertThat(written).isNotEmpty();
        String settings = script.get(0).startsWith("--") ? script.get(0) : "";
        Stage stage = new Stage(HubConfig.of(settings.isEmpty() ? new String[0] : settings.split(";")));
        List<String> happened = new ArrayList<>();
        for (String line : script) {
            if (!line.contains(" ← ")) {
                happened.add(line);
                happened.addAll(stage.after(line));
            }
        }
        assertThat(String.join("\n", happened)).isEqualTo(String.join("\n", script));
    }

    private static final class Stage {
        private static final String ROOM = "main";

        private final FayeWire old;
        private final RemoteEventsWire remote;
        private final List<String> said = new ArrayList<>();
        private long now;
        private final Hub hub = new Hub(1 << 20, it -> {}, () -> now);

        Stage(HubConfig config) {
            old = new FayeWire(config, ROOM);
            remote = new RemoteEventsWire(config, ROOM);
            hub.add(ROOM, this::toOldPages);
            hub.add(ROOM, this::toNewPages);
        }

        List<String> after(String line) {
            said.clear();
            Matcher pause = PAUSE.matcher(line);
            String[] parts = line.split(" → ", 2);
            if (pause.matches()) {
                now += TimeUnit.SECONDS.toNanos(Long.parseLong(pause.group(1)));
            } else if (parts.length == 2 && parts[0].equals("back end")) {
                publish(parts[1]);
            } else if (parts.length == 2) {
                Object sender = parts[0].equals("old back end") ? null : parts[0];
                hub.publish(ROOM, "/update", new Origin("faye", sender), parts[1], old.read(parts[1]));
            }
            return List.copyOf(said);
        }

        private void publish(String body) {
            try {
                for (RemoteEvent event : remote.read(body)) {
                    hub.publish(ROOM, event.name(), new Origin("remote", null), event.value(), event.changes());
                }
            } catch (BadEvent x) {
                said.add("back end ← " + x.getMessage());
            }
        }

        private int toOldPages(Update update) {
            if (update.origin().protocol().equals("faye")) {
                said.add("old pages ← the same");
            } else {
                old.write(update.changes()).forEach(it -> said.add("old pages ← " + it));
            }
            return 1;
        }

        private int toNewPages(Update update) {
            boolean own = !update.origin().protocol().equals("faye");
            List<RemoteEvent> events = own ? remote.pass(update) : remote.write(update.changes());
            events.forEach(it -> said.add("new pages ← " + it.frame()));
            return 1;
        }
    }
}
