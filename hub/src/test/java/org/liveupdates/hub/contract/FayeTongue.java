package org.liveupdates.hub.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.SocketPage;
import org.liveupdates.hub.testkit.StalledPage;

/** Old pages on WebSockets. */
final class FayeTongue implements Tongue {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Ear listen(HubRelay hub, String mount) {
        SocketPage page = (SocketPage) Page.open(Wire.WEBSOCKET, hub.url(mount + "/sync"));
        JsonNode answer = page.subscribe("/update");
        if (!answer.path("successful").asBoolean()) {
            page.close();
            throw new AssertionError("refused: " + answer);
        }
        page.listen();
        return new FayeEar(page);
    }

    @Override
    public Mouth speak(HubRelay hub, String mount) {
        Page page = Page.listening(Wire.WEBSOCKET, hub.url(mount + "/sync"));
        return new Mouth() {
            @Override
            public void say(String text) {
                JsonNode answer = page.publish("/broadcast", "\"" + text + "\"");
                assertThat(answer.path("successful").asBoolean())
                        .as(answer.toString())
                        .isTrue();
            }

            @Override
            public void close() {
                page.close();
            }
        };
    }

    @Override
    public StalledPage stall(HubRelay hub) {
        StalledPage page = StalledPage.onSocket(hub.port());
        page.send(
                "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]}]");
        String clientId = page.readUntil("}]").replaceAll("(?s).*\"clientId\":\"([^\"]+)\".*", "$1");
        page.send(
                ("[{\"channel\":\"/meta/connect\",\"clientId\":\"%s\",\"connectionType\":\"websocket\",\"advice\":{\"timeout\":0}},"
                                + "{\"channel\":\"/meta/subscribe\",\"clientId\":\"%s\",\"subscription\":\"/update\"}]")
                        .formatted(clientId, clientId));
        page.readUntil("\"/update\"");
        return page;
    }

    @Override
    public String slowLine() {
        return "Session ended: slow page";
    }

    @Override
    public List<Blunder> blunders() {
        return List.of(
                new Blunder("not json", "400"),
                new Blunder("[", "400"),
                new Blunder("7", "400"),
                new Blunder(
                        "[{\"channel\":\"/meta/subscribe\",\"clientId\":\"nobody\",\"subscription\":\"/x\"}]",
                        "401:nobody:Unknown client"));
    }

    @Override
    public String blunder(HubRelay hub, String text) {
        try (RawSocket socket = new RawSocket(hub.url())) {
            socket.send(text);
            await(text).until(() -> !socket.frames().isEmpty());
            return socket.frames().toString();
        }
    }

    @Override
    public List<String> shout(HubRelay hub, int bytes) {
        String message = "[{\"channel\":\"/broadcast\",\"data\":\"" + "x".repeat(bytes) + "\"}]";
        try (RawSocket socket = new RawSocket(hub.url())) {
            socket.handshake();
            socket.send(message);
            return List.of(
                    String.valueOf(socket.closed().join()),
                    new RawHttp(hub.port()).post("/sync", message).body());
        }
    }

    @Override
    public List<String> refusals() {
        return List.of("1009", "max-message");
    }

    private static final class FayeEar implements Ear {
        private final SocketPage page;
        private final List<String> heard = new ArrayList<>();
        private int read;

        FayeEar(SocketPage page) {
            this.page = page;
        }

        @Override
        public synchronized List<String> heard() {
            List<String> texts = page.texts();
            for (; read < texts.size(); read++) {
                for (JsonNode message : parse(texts.get(read))) {
                    if (message.path("channel").asText().equals("/update")) {
                        heard.add(message.path("data").asText());
                    }
                }
            }
            return List.copyOf(heard);
        }

        private static JsonNode parse(String text) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException x) {
                throw new AssertionError(text, x);
            }
        }

        @Override
        public void leave() {
            page.pause();
            page.disconnect();
        }

        @Override
        public CompletableFuture<Integer> closed() {
            return page.closed();
        }

        @Override
        public void close() {
            page.close();
        }
    }
}
