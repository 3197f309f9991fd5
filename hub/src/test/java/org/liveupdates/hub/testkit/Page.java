package org.liveupdates.hub.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A page of a browser, played as bare text on one transport: it has shaken hands, counts its messages as Faye does, and keeps every
 * text that comes. What is sent is what the caller wrote.
 */
public abstract class Page implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The transports that a page can listen by. */
    public enum Wire {
        WEBSOCKET("websocket"),
        LONG_POLLING("long-polling"),
        CALLBACK_POLLING("callback-polling"),
        EVENTSOURCE("eventsource");

        final String type;

        Wire(String type) {
            this.type = type;
        }
    }

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Wire wire;
    private String clientId = "";

    Page(Wire wire) {
        this.wire = wire;
    }

    /** Opens one and shakes hands. */
    public static Page open(Wire wire, URI url) {
        Page page = resume(wire, url, "");
        JsonNode answer =
                page.ask("\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"%s\"]"
                        .formatted(wire.type));
        page.clientId = answer.path("clientId").asText();
        return page;
    }

    /** Opens one that goes on with the session of another. */
    public static Page resume(Wire wire, URI url, String clientId) {
        Page page =
                switch (wire) {
                    case WEBSOCKET -> new SocketPage(url);
                    case EVENTSOURCE -> new StreamPage(url);
                    default -> new PollingPage(wire, url);
                };
        page.clientId = clientId;
        return page;
    }

    /** Opens one that is subscribed and hears. */
    public static Page listening(Wire wire, URI url, String... channels) {
        Page page = open(wire, url);
        for (String channel : channels) {
            page.subscribe(channel);
        }
        page.listen();
        return page;
    }

    /** Sends a text and gives the text that answers it. */
    abstract String exchange(String json, String id);

    /** Begins to receive, as the transport does it, until the page is closed. */
    public abstract void listen();

    /** Stops to ask for more, and returns when no question of this page is on its way any more. What comes is still kept. */
    public abstract void pause();

    public final String clientId() {
        return clientId;
    }

    public final JsonNode subscribe(String channel) {
        return ask("\"channel\":\"/meta/subscribe\",\"subscription\":\"%s\",\"clientId\":\"%s\""
                .formatted(channel, clientId));
    }

    public final JsonNode unsubscribe(String channel) {
        return ask("\"channel\":\"/meta/unsubscribe\",\"subscription\":\"%s\",\"clientId\":\"%s\""
                .formatted(channel, clientId));
    }

    public final JsonNode publish(String channel, String dataJson) {
        return publish(channel, dataJson, nextId());
    }

    public final JsonNode publish(String channel, String dataJson, String id) {
        return ask("\"channel\":\"%s\",\"clientId\":\"%s\",\"data\":%s".formatted(channel, clientId, dataJson), id);
    }

    public final JsonNode disconnect() {
        return ask("\"channel\":\"/meta/disconnect\",\"clientId\":\"%s\"".formatted(clientId));
    }

    /** One {@code /meta/connect}, with more fields or none. */
    public final JsonNode connect(String moreFields) {
        return connectAs(nextId(), moreFields);
    }

    public final JsonNode connectAs(String id, String moreFields) {
        return ask(connectFields() + moreFields, id);
    }

    final String connectFields() {
        return "\"channel\":\"/meta/connect\",\"clientId\":\"%s\",\"connectionType\":\"%s\""
                .formatted(clientId, wire.type);
    }

    /** Sends one message with these fields and a new id, and gives the answer to it. */
    public final JsonNode ask(String fields) {
        return ask(fields, nextId());
    }

    private JsonNode ask(String fields, String id) {
        String answer = exchange("[{%s,\"id\":\"%s\"}]".formatted(fields, id), id);
        return StreamSupport.stream(RawBayeux.parse(answer).spliterator(), false)
                .filter(message ->
                        message.has("successful") && message.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no answer to " + fields + " but " + answer));
    }

    /** Faye counts all messages of a client in base 36, beginning at 1. */
    final String nextId() {
        return Integer.toString(ids.incrementAndGet(), 36);
    }

    final void keep(String text) {
        texts.add(text);
    }

    /** Every text that has come so far: frames, answers of polls, events of the stream. */
    public final List<String> texts() {
        return List.copyOf(texts);
    }

    /** Data of the messages of a channel so far, in order. */
    public final List<JsonNode> heard(String channel) {
        return texts.stream()
                .map(RawBayeux::parse)
                .flatMap(text -> StreamSupport.stream(text.spliterator(), false))
                .filter(message ->
                        message.has("data") && message.path("channel").asText().equals(channel))
                .map(message -> message.get("data"))
                .toList();
    }

    /** Waits until what was heard on the channel ends with this, and gives all that was heard. */
    public final List<JsonNode> heardUpTo(String channel, String lastDataJson) {
        JsonNode last = RawBayeux.parse(lastDataJson);
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> heard(channel).contains(last));
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(this + " did not hear " + lastDataJson + " but " + texts, late);
        }
        return heard(channel);
    }

    @Override
    public abstract void close();

    @Override
    public String toString() {
        return "page by " + wire.type;
    }
}
