package org.liveupdates.hub.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A page with an {@code EventSource}; what it says itself goes by POST. */
final class StreamPage extends PollingPage {
    private volatile InputStream events;
    private volatile boolean closed;

    StreamPage(URI url) {
        super(Wire.EVENTSOURCE, url);
    }

    @Override
    public void listen() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/" + clientId()))
                .header("Accept", "text/event-stream")
                .build();
        events = RawBayeux.HTTP
                .sendAsync(request, BodyHandlers.ofInputStream())
                .join()
                .body();
        TcpProxy.daemon("reads events", this::read);
        stayKnown();
    }

    /** A {@code /meta/connect} as often as the hub advises, as genuine pages do; the hub forgets one that is silent. */
    private void stayKnown() {
        JsonNode answer = connect("");
        if (!closed && answer.path("successful").asBoolean()) {
            long ms = answer.path("advice").path("interval").asLong();
            assertThat(ms).as("%s", answer).isPositive();
            CompletableFuture.runAsync(this::stayKnown, CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS));
        }
    }

    private void read() {
        Scanner lines = new Scanner(events, StandardCharsets.UTF_8).useDelimiter("\r\n");
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("data: ")) {
                keep(line.substring("data: ".length()));
            }
        }
    }

    @Override
    public void pause() {
        // a stream asks for nothing
    }

    @Override
    public void close() {
        closed = true;
        super.close();
        if (events != null) {
            try {
                events.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
