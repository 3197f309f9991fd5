package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawConnection;
import org.liveupdates.hub.testkit.RawSocket;

/** A hub that is stopped while pages are connected. */
class StoppingHubTest {
    @Test
    @Timeout(20)
    void letsGoOfEveryConnectionAtOnceAndCanBeStartedAgain() {
        try (HubRelay hub = new HubRelay("--timeout=10m", "--session-timeout=20m")) {
            RawSocket idle = new RawSocket(hub.url());
            idle.handshake();
            RawSocket held = new RawSocket(hub.url());
            held.handshake();
            held.connect();
            held.connect();
            held.publish("/foo", "1");
            RawBayeux polling = new RawBayeux(hub.url());
            polling.handshake();
            polling.connect().join();
            CompletableFuture<?> poll = polling.connect();
            RawConnection stream = new RawConnection(hub.port());
            stream.send(RawConnection.get("/sync/" + polling.clientId(), "Accept: text/event-stream"));
            stream.await("retry");
            RawConnection halfSent = new RawConnection(hub.port());
            halfSent.send(RawConnection.post("/sync", "[]").replace("[]", "["));
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(hub::stop);
            assertThat(idle.closed()).succeedsWithin(Duration.ofSeconds(10));
            assertThat(held.closed()).succeedsWithin(Duration.ofSeconds(10));
            assertThat(stream.ends()).isTrue();
            assertThat(halfSent.ends()).isTrue();
            assertThat(poll.handle((answer, failure) -> true)).succeedsWithin(10, TimeUnit.SECONDS);
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(10));
            hub.start();
            try (Page page = Page.listening(Wire.WEBSOCKET, hub.url(), "/update")) {
                new RawBayeux(hub.url()).publishBare("/broadcast", "1");
                assertThat(page.heardUpTo("/update", "1")).hasSize(1);
            }
            // With nothing remembered: a page of the former life shakes hands again.
            assertThat(polling.connect()
                            .join()
                            .path(0)
                            .path("advice")
                            .path("reconnect")
                            .asText())
                    .isEqualTo("handshake");
        }
    }
}
