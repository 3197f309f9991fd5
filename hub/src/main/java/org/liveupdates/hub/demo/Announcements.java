package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the hub what was saved, as every back end of RemoteEvents pages does: {@code POST <hub>/publish}, one change after the
 * other in the order of the saves. Safe for use by any thread.
 */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Changes that wait for those before them; more are not announced. */
    private static final int MOST = 1000;

    private final Supplier<URI> hub;
    private final HttpClient client;
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean sending;

    /** @param hub its address as pages use it, asked for when there is something to tell */
    Announcements(Supplier<URI> hub) {
        this.hub = hub;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** Takes a change and returns at once. */
    synchronized void tell(Kind kind, String verb, ObjectNode record) {
        if (waiting.size() == MOST) {
            LOG.warn("The demo does not announce a change: {} wait already", MOST);
            return;
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("name", kind.plural());
        event.putObject("value").put("type", verb + "-" + kind.word()).set(kind.word(), record);
        waiting.add(event.toString());
        sendNext();
    }

    private synchronized void sendNext() {
        String event = sending ? null : waiting.poll();
        if (event == null) {
            return;
        }
        sending = true;
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.get() + "/publish"))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(event))
                .build();
        client.sendAsync(request, BodyHandlers.ofString()).whenComplete(this::sent);
    }

    private void sent(@Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn("The demo could not announce a change: {}", failure.toString());
        } else if (answer != null && answer.statusCode() / 100 != 2) {
            LOG.warn("The demo could not announce a change: {} {}", answer.statusCode(), answer.body());
        }
        synchronized (this) {
            sending = false;
        }
        sendNext();
    }
}
