package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;

/**
 * Dialogues of RemoteEvents pages and back ends with a hub, as written in {@code transcripts/remoteevents}, over real
 * connections: what is not written there must not be said. Random ids are written as {@code …}.
 */
class RemoteDialoguesTest {
    private static final Path FOLDER = Path.of("hub/src/test/resources/transcripts/remoteevents");

    static Stream<Path> dialogues() throws IOException {
        return Files.list(FOLDER).sorted();
    }

    @ParameterizedTest
    @MethodSource
    void dialogues(Path file) throws IOException {
        List<String> script = Files.readAllLines(file, StandardCharsets.UTF_8);
        assertThat(script).anyMatch(line -> line.contains(" ← "));
        String[] settings = script.get(0).startsWith("--") ? script.get(0).split(";") : new String[0];
        List<String> happened = new ArrayList<>();
        try (Stage stage = new Stage(new HubRelay(settings))) {
            for (String line : script) {
                if (!line.contains(" ← ")) {
                    happened.add(line);
                    happened.addAll(stage.after(line));
                }
            }
        }
        assertThat(String.join("\n", happened)).isEqualTo(String.join("\n", script));
    }

    private static final class Stage implements AutoCloseable {
        private static final String SETTLED = "{\"action\":\"call\",\"body\":[{\"id\":\"settled\"}]}";
        private static final Pattern REQUEST = Pattern.compile("(GET|POST) (\\S+)(?: ([\\w-]+: \\S+))?(?: (.*))?");

        private final HubRelay hub;
        private final RawHttp http;
        private final Map<String, RawSocket> pages = new LinkedHashMap<>();
        private final Map<String, Integer> read = new LinkedHashMap<>();
        private final List<String> said = new ArrayList<>();
        private boolean stopped;

        Stage(HubRelay hub) {
            this.hub = hub;
            this.http = new RawHttp(hub.port());
        }

        List<String> after(String line) {
            said.clear();
            String[] parts = line.split(" → ", 2);
            if (line.equals("the hub stops")) {
                hub.stop();
                stopped = true;
                pages.forEach((name, page) -> await().until(page.closed()::isDone));
            } else if (parts.length == 2) {
                say(parts[0], parts[1]);
            } else {
                return List.of();
            }
            List.copyOf(pages.keySet()).forEach(this::listen);
            return List.copyOf(said);
        }

        private void say(String name, String words) {
            Matcher request = REQUEST.matcher(words);
            if (words.startsWith("WebSocket ")) {
                open(name, words.substring("WebSocket ".length()));
            } else if (request.matches()) {
                ask(name, request);
            } else if (words.equals("(leaves)")) {
                pages.get(name).sayGoodbye();
            } else {
                pages.get(name).send(words);
            }
        }

        private void open(String name, String target) {
            try {
                pages.put(name, new RawSocket(hub.url(target)));
                read.put(name, 0);
            } catch (CompletionException x) {
                assertThat(x).hasCauseInstanceOf(WebSocketHandshakeException.class);
                said.add(name + " ← "
                        + ((WebSocketHandshakeException) x.getCause())
                                .getResponse()
                                .statusCode());
            }
        }

        private void ask(String name, Matcher request) {
            String[] headers = request.group(3) == null ? new String[0] : new String[] {request.group(3)};
            String target = request.group(2);
            HttpAnswer answer = request.group(1).equals("GET")
                    ? http.get(target, headers)
                    : http.post(target, String.valueOf(request.group(4)), headers);
            said.add(name + " ← " + answer.status() + " " + answer.body());
        }

        /** Waits until all that was to be said has come, which is when a question is answered that was put behind it. */
        private void listen(String name) {
            RawSocket page = pages.get(name);
            int before = read.get(name);
            if (!page.closed().isDone()) {
                page.send(SETTLED);
            }
            await(name)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> page.closed().isDone()
                            || page.frames().stream().skip(before).anyMatch(it -> it.contains("\"settled\"")));
            List<String> frames = page.frames();
            frames.stream()
                    .skip(before)
                    .filter(it -> !it.contains("\"settled\""))
                    .map(it -> it.replaceAll("(\"start\",\"body\":\")[\\w-]{22}\"", "$1…\""))
                    .forEach(it -> said.add(name + " ← " + it));
            read.put(name, frames.size());
            if (page.closed().isDone()) {
                said.add(name + " ← (closed " + page.closed().join() + ")");
                pages.remove(name);
            }
        }

        @Override
        public void close() {
            pages.values().forEach(RawSocket::close);
            if (!stopped) {
                hub.close();
            }
        }
    }
}
