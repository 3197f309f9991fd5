package org.liveupdates.hub.testkit;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A page on a WebSocket; a new {@code /meta/connect} follows each answer to one. */
public final class SocketPage extends Page implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private volatile String connectId = "";
    private volatile boolean paused;

    SocketPage(URI url) {
        super(Wire.WEBSOCKET);
        URI address = URI.create(url.toString().replaceFirst("^http", "ws"));
        socket = RawBayeux.HTTP
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Override
    String exchange(String json, String id) {
        synchronized (this) {
            send(json);
        }
        String mark = "\"id\":\"" + id + "\"";
        RawSocket.await("answer to " + json, () -> texts().stream().anyMatch(text -> isAnswer(text, mark)));
        return texts().stream().filter(text -> isAnswer(text, mark)).findFirst().orElseThrow();
    }

    private static boolean isAnswer(String text, String mark) {
        return text.contains(mark) && text.contains("\"successful\"");
    }

    private void send(String json) {
        socket.sendText(json, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void listen() {
        paused = false;
        connectAgain();
    }

    private synchronized void connectAgain() {
        if (paused) {
            return;
        }
        connectId = nextId();
        send("[{%s,\"id\":\"%s\"}]".formatted(connectFields(), connectId));
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            String text = parts.toString();
            parts.setLength(0);
            keep(text);
            if (text.contains("/meta/connect") && text.contains("\"id\":\"" + connectId + "\"")) {
                CompletableFuture.runAsync(this::connectAgain);
            }
        }
        from.request(1);
        return null;
    }

    /** Completes with the server's close code. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        paused = true;
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }

    @Override
    public void pause() {
        synchronized (this) {
            paused = true;
        }
        publish("/pause", "0"); // answered after all that was said before
    }

    @Override
    public void close() {
        paused = true;
        socket.abort();
    }
}
