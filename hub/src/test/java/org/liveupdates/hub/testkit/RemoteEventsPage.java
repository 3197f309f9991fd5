package org.liveupdates.hub.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;

/** A RemoteEvents page as bare frames: subscribes, and keeps what comes. */
public final class RemoteEventsPage implements AutoCloseable {
    private final RawSocket socket;

    /** Opens it at {@code api/v1} with a token, and waits for the start. */
    public RemoteEventsPage(URI hub, String token, String... names) {
        this(URI.create(hub.toString().replaceFirst("/$", "") + "/api/v1?token=" + token + "&ws=1"), names);
    }

    private RemoteEventsPage(URI url, String... names) {
        socket = new RawSocket(url);
        socket.await("start", it -> it.path("action").asText().equals("start"));
        for (String name : names) {
            subscribe(name);
        }
    }

    public void subscribe(String name) {
        send("{\"action\":\"subscribe\",\"name\":\"%s\"}".formatted(name));
        settle();
    }

    public void send(String frame) {
        socket.send(frame);
    }

    /** Waits until the hub has taken all that was said so far. */
    public void settle() {
        long before = results();
        socket.send("{\"action\":\"call\",\"body\":[{\"id\":\"settled\",\"name\":\"a.b\",\"args\":[]}]}");
        RawSocket.await("an answer", () -> results() > before);
    }

    private long results() {
        return socket.messages().stream()
                .filter(it -> it.path("action").asText().equals("result"))
                .count();
    }

    /** Waits for the next event with this in its text, and gives the body. */
    public JsonNode awaitEvent(String text) {
        return socket.await(
                        text,
                        it -> it.path("action").asText().equals("event")
                                && it.toString().contains(text))
                .path("body");
    }

    /** Waits for a frame with this action. */
    public JsonNode awaitAction(String action) {
        return socket.await(action, it -> it.path("action").asText().equals(action));
    }

    /** Bodies of all events so far. */
    public List<JsonNode> events() {
        return socket.messages().stream()
                .filter(it -> it.path("action").asText().equals("event"))
                .map(it -> it.path("body"))
                .toList();
    }

    public RawSocket socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }
}
