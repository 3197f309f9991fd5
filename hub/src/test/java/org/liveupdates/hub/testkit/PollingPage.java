package org.liveupdates.hub.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page that polls: by POST, or by scripts whose address carries the messages. */
class PollingPage extends Page {
    private static final Pattern SCRIPT = Pattern.compile("/\\*\\*/cb\\((.*)\\);", Pattern.DOTALL);

    final URI url;
    private final boolean scripts;
    private volatile CompletableFuture<?> poll = CompletableFuture.completedFuture(null);
    private volatile boolean paused;

    PollingPage(Wire wire, URI url) {
        super(wire);
        this.url = url;
        this.scripts = wire == Wire.CALLBACK_POLLING;
    }

    @Override
    String exchange(String json, String id) {
        return send(json).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    final CompletableFuture<String> send(String json) {
        HttpRequest.Builder request;
        if (scripts) {
            String query = "?jsonp=cb&message=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
            request = HttpRequest.newBuilder(URI.create(url + query)).header("Sec-Fetch-Site", "same-origin");
        } else {
            request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(json));
        }
        return RawBayeux.HTTP
                .sendAsync(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString())
                .thenApply(this::content);
    }

    private String content(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError("answered " + response.statusCode() + ": " + response.body());
        } else if (!scripts) {
            return response.body();
        }
        Matcher script = SCRIPT.matcher(response.body());
        if (!script.matches()) {
            throw new AssertionError("no script but " + response.body());
        }
        return script.group(1);
    }

    @Override
    public void listen() {
        paused = false;
        poll();
    }

    private synchronized void poll() {
        poll = send("[{%s,\"id\":\"%s\"}]".formatted(connectFields(), nextId())).thenAccept(text -> {
            keep(text);
            if (!paused && isSuccess(text)) {
                poll();
            }
        });
    }

    private static boolean isSuccess(String answers) {
        JsonNode last = RawBayeux.parse(answers);
        return last.path(last.size() - 1).path("successful").asBoolean();
    }

    @Override
    public void pause() {
        paused = true;
        RawSocket.await("end of the last poll", () -> {
            // It takes the place of one that is held.
            String id = nextId();
            keep(exchange("[{%s,\"id\":\"%s\",\"advice\":{\"timeout\":0}}]".formatted(connectFields(), id), id));
            return poll.isDone();
        });
    }

    @Override
    public void close() {
        paused = true;
        disconnect();
    }
}
