package org.liveupdates.hub.contract;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.StalledPage;

/** Bryntum pages: those who listen speak the flat dialect, those who announce the wrapped one. */
final class BryntumTongue implements Tongue {
    private static final String LOGIN = "{\"command\":\"login\",\"login\":\"Ann\"}";
    private static final String DATASET = "{\"command\":\"dataset\",\"project\":1}";

    @Override
    public Ear listen(HubRelay hub, String mount) {
        RawSocket socket = new RawSocket(hub.url(mount + "/bryntum"));
        socket.send(LOGIN);
        socket.send(DATASET);
        socket.await("dataset", it -> it.path("command").asText().equals("dataset"));
        return new BryntumEar(socket);
    }

    @Override
    public Mouth speak(HubRelay hub, String mount) {
        RawSocket socket = new RawSocket(hub.url(mount + "/bryntum"));
        socket.send("{\"command\":\"login\",\"data\":{\"login\":\"Wes\"}}");
        socket.send("{\"command\":\"dataset\",\"data\":{\"project\":1}}");
        socket.await("dataset", it -> it.path("command").asText().equals("dataset"));
        return new Mouth() {
            private int said;

            @Override
            public void say(String text) {
                String local = "\"local-" + ++said + "\"";
                socket.send("{\"command\":\"project_change\",\"data\":{\"project\":1,\"revisions\":[{\"revision\":"
                        + local + ",\"changes\":" + changes(text) + "}]}}");
                await(text).pollInterval(Duration.ofMillis(1)).until(() -> socket.frames().stream()
                        .anyMatch(it -> it.contains("\"localRevision\":" + local + ",\"client\"")
                                && it.contains(changes(text))));
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    private static String changes(String text) {
        return "{\"tasks\":{\"updated\":[{\"id\":1,\"name\":\"" + text + "\"}]}}";
    }

    @Override
    public StalledPage stall(HubRelay hub) {
        StalledPage page = StalledPage.onSocket(hub.port(), "/bryntum");
        page.send(LOGIN);
        page.readUntil("\"users\":[");
        page.send(DATASET);
        page.send("{\"command\":\"projects\"}");
        page.readUntil("\"projects\":[{");
        return page;
    }

    @Override
    public String slowLine() {
        return "Page ended: slow page";
    }

    @Override
    public List<Blunder> blunders() {
        return List.of(
                new Blunder("not json", "Not JSON"),
                new Blunder("[]", "Not a message"),
                new Blunder("{}", "The command is missing"),
                new Blunder("{\"command\":\"dataset\"}", "Authentication required"),
                new Blunder("{\"command\":\"login\",\"login\":[7]}", "Wrong username/password"),
                new Blunder("[".repeat(10_000), "max-nesting"));
    }

    @Override
    public String blunder(HubRelay hub, String text) {
        try (RawSocket socket = new RawSocket(hub.url("/bryntum"))) {
            socket.send(text);
            await(text).until(() -> !socket.frames().isEmpty());
            return socket.frames().get(0);
        }
    }

    @Override
    public List<String> shout(HubRelay hub, int bytes) {
        try (RawSocket socket = new RawSocket(hub.url("/bryntum"))) {
            socket.send("{\"command\":\"projectChange\",\"project\":1,\"changes\":" + changes("x".repeat(bytes)) + "}");
            return List.of(String.valueOf(socket.closed().join()));
        }
    }

    @Override
    public List<String> refusals() {
        return List.of("1009");
    }

    private record BryntumEar(RawSocket socket) implements Ear {
        @Override
        public List<String> heard() {
            return socket.messages().stream()
                    .filter(it -> it.path("command").asText().equals("projectChange"))
                    .map(it -> it.at("/changes/tasks/updated/0/name").asText())
                    .toList();
        }

        @Override
        public void leave() {
            socket.sayGoodbye();
        }

        @Override
        public CompletableFuture<Integer> closed() {
            return socket.closed();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
