package org.liveupdates.hub.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.RemoteEventsPage;
import org.liveupdates.hub.testkit.StalledPage;

/** RemoteEvents pages, and a back end that announces. */
final class RemoteEventsTongue implements Tongue {
    private static final String NAME = "cards";

    @Override
    public Ear listen(HubRelay hub, String mount) {
        return new RemoteEar(new RemoteEventsPage(hub.url(mount), "t", NAME));
    }

    @Override
    public Mouth speak(HubRelay hub, String mount) {
        RawHttp http = new RawHttp(hub.port());
        return new Mouth() {
            @Override
            public void say(String text) {
                HttpAnswer answer = http.post(mount + "/publish", event(text));
                assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
            }

            @Override
            public void close() {
                // each on a connection of its own
            }
        };
    }

    private static String event(String text) {
        return "{\"name\":\"" + NAME + "\",\"value\":{\"text\":\"" + text + "\"}}";
    }

    @Override
    public StalledPage stall(HubRelay hub) {
        StalledPage page = StalledPage.onSocket(hub.port(), "/api/v1?token=t&ws=1");
        page.send("{\"action\":\"subscribe\",\"name\":\"" + NAME + "\"}");
        page.send("{\"action\":\"call\",\"body\":[{\"id\":\"settled\"}]}");
        page.readUntil("functions\"}]}");
        return page;
    }

    @Override
    public String slowLine() {
        return "Page ended: slow page";
    }

    @Override
    public List<Blunder> blunders() {
        return List.of(
                new Blunder("not json", "Not a message"),
                new Blunder("[]", "Not a message"),
                new Blunder("{\"action\":\"subscribe\"}", "A name is a string"),
                new Blunder("{\"action\":\"subscribe\",\"name\":[7]}", "A name is a string"),
                new Blunder("{\"action\":\"unsubscribe\"}", "Name what to unsubscribe"),
                new Blunder("[".repeat(10_000), "Not a message"));
    }

    @Override
    public String blunder(HubRelay hub, String text) {
        try (RawSocket socket = new RawSocket(hub.url("/api/v1?token=t&ws=1"))) {
            socket.send(text);
            await(text).until(() -> socket.frames().size() > 1);
            return socket.frames().get(1);
        }
    }

    @Override
    public List<String> shout(HubRelay hub, int bytes) {
        String body = event("x".repeat(bytes));
        RawHttp http = new RawHttp(hub.port());
        String chunked = "POST /publish HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                + "\r\n0\r\n\r\n";
        try (RemoteEventsPage page = new RemoteEventsPage(hub.url(""), "t")) {
            page.send("{\"action\":\"call\",\"body\":\"" + "x".repeat(bytes) + "\"}");
            return List.of(
                    String.valueOf(page.socket().closed().join()),
                    http.post("/publish", body).toString(),
                    http.bytes(chunked.getBytes(StandardCharsets.US_ASCII)).toString());
        }
    }

    @Override
    public List<String> refusals() {
        return List.of("1009", "max-message");
    }

    private record RemoteEar(RemoteEventsPage page) implements Ear {
        @Override
        public List<String> heard() {
            return page.events().stream()
                    .map(body -> body.path("value").path("text").asText())
                    .toList();
        }

        @Override
        public void leave() {
            page.socket().sayGoodbye();
        }

        @Override
        public CompletableFuture<Integer> closed() {
            return page.socket().closed();
        }

        @Override
        public void close() {
            page.close();
        }
    }
}
