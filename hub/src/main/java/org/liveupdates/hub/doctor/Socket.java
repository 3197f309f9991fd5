package org.liveupdates.hub.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A page's WebSocket. */
final class Socket implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebSocket socket;
    private final StringBuilder part = new StringBuilder();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    Socket(Deployment deployment, URI address) throws Broken, InterruptedException {
        socket = deployment.open(address, this);
    }

    void say(String text) {
        socket.sendText(text, true);
    }

    /** The first message in answer that is a reply on this channel. */
    JsonNode reply(String channel, long seconds) throws Broken, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        String text = heard.poll(seconds, TimeUnit.SECONDS);
        while (text != null) {
            for (JsonNode message : read(text)) {
                if (message.path("channel").asText().equals(channel)) {
                    return message;
                }
            }
            text = heard.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        throw Broken.unanswered(seconds);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return JSON.createArrayNode();
        }
    }

    /** Completes when the connection has ended, by whom ever. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            heard.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        gone.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        gone.complete(null);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
