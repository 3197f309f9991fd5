package org.liveupdates.hub.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;

/** A subscriber who only listens, over a WebSocket of its own. */
public final class Watcher implements AutoCloseable {
    private final RawSocket socket;
    private final String channel;

    public Watcher(URI url, String channel) {
        this.socket = new RawSocket(url);
        this.channel = channel;
        socket.handshake();
        socket.connect();
        socket.subscribe(channel);
    }

    /** Data of all that was heard so far, in order. */
    public List<JsonNode> heard() {
        return socket.heard(channel);
    }

    /** Waits for data that has the text somewhere in it. */
    public JsonNode awaitData(String text) {
        return socket.await(
                        "data with " + text,
                        message -> message.path("channel").asText().equals(channel)
                                && message.path("data").toString().contains(text))
                .get("data");
    }

    @Override
    public void close() {
        socket.close();
    }
}
