package org.liveupdates.hub.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocket.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Bayeux over a WebSocket as bare text: sends what it is told, keeps every frame that comes. */
public final class RawSocket implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final List<JsonNode> messages = new ArrayList<>();
    private int parsed;
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private String clientId = "";
    private int ids;

    /** Opens it; headers are name, value, name, value …, {@code Origin} for instance. */
    public RawSocket(URI url, String... headers) {
        WebSocket.Builder builder = RawBayeux.HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        URI address = URI.create(url.toString().replaceFirst("^http", "ws"));
        socket = builder.buildAsync(address, new Frames())
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    public void send(String text) {
        socket.sendText(text, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Sends one message in several frames. */
    public void sendFragments(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            socket.sendText(parts.get(i), i == parts.size() - 1)
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }
    }

    public String handshake() {
        JsonNode answer =
                ask("\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]");
        clientId = answer.path("clientId").asText();
        return clientId;
    }

    /** Goes on with the session of another connection. */
    public void takeOver(String otherClientId) {
        clientId = otherClientId;
    }

    /** Tells the server that messages may come; one {@code /meta/connect} lasts for the hold time, and is answered then. */
    public void connect() {
        send("[{\"channel\":\"/meta/connect\",\"clientId\":\"%s\",\"connectionType\":\"websocket\",\"id\":\"%d\"}]"
                .formatted(clientId, ++ids));
    }

    /** One {@code /meta/connect} that the server must not hold. */
    public JsonNode connectAtOnce() {
        return ask(
                "\"channel\":\"/meta/connect\",\"clientId\":\"%s\",\"connectionType\":\"websocket\",\"advice\":{\"timeout\":0}"
                        .formatted(clientId));
    }

    public JsonNode subscribe(String channel) {
        return ask("\"channel\":\"/meta/subscribe\",\"clientId\":\"%s\",\"subscription\":\"%s\""
                .formatted(clientId, channel));
    }

    public JsonNode publish(String channel, String dataJson) {
        return ask("\"channel\":\"%s\",\"clientId\":\"%s\",\"data\":%s".formatted(channel, clientId, dataJson));
    }

    /** Sends one message with these fields and a new id, and waits for what the server answers to that id. */
    public JsonNode ask(String fields) {
        String id = String.valueOf(++ids);
        send("[{%s,\"id\":\"%s\"}]".formatted(fields, id));
        return await(
                "answer to " + fields,
                message ->
                        message.has("successful") && message.path("id").asText().equals(id));
    }

    /** The first message, early or late, that fits. */
    public JsonNode await(String what, Predicate<JsonNode> fits) {
        try {
            await(what, () -> messages().stream().anyMatch(fits));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + ": not seen; frames were " + frames, e);
        }
        return messages().stream().filter(fits).findFirst().orElseThrow();
    }

    static void await(String what, Callable<Boolean> seen) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(seen);
    }

    /** Every frame so far, as it came. */
    public List<String> frames() {
        return List.copyOf(frames);
    }

    /** Every message so far, out of the arrays they came in. */
    public List<JsonNode> messages() {
        synchronized (messages) {
            for (; parsed < frames.size(); parsed++) {
                JsonNode frame = RawBayeux.parse(frames.get(parsed));
                if (frame.isArray()) {
                    frame.forEach(messages::add);
                } else {
                    messages.add(frame);
                }
            }
            return List.copyOf(messages);
        }
    }

    /** Data of the messages of a channel so far, in order. */
    public List<JsonNode> heard(String channel) {
        return messages().stream()
                .filter(message ->
                        message.has("data") && message.path("channel").asText().equals(channel))
                .map(message -> message.get("data"))
                .toList();
    }

    /** Completes with the server's close code. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    /** Closes it as a page does and gives the code that the server closes with. */
    public int sayGoodbye() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
        return closed.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Frames implements Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                frames.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            closed.complete(statusCode);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
