package org.liveupdates.hub.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** A page with an {@code EventSource}; what it says itself goes by POST. */
final class StreamPage extends PollingPage {
    private volatile InputStream events;

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
        connect("");
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
