package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawConnection;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RemoteEventsPage;

/** Whoever reaches the door of RemoteEvents and does not behave: it costs the hub little, and no token gets into the log. */
class RudeKnocksTest {
    @Test
    void callsAreAnsweredUpToABatch() {
        try (HubRelay hub = new HubRelay("--max-batch=3");
                RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t")) {
            RawHttp http = new RawHttp(hub.port());
            assertThat(http.post("/api/v1", "[{\"id\":\"1\"},2,3]").body()).contains("\"id\":\"1\"");
            assertThat(http.post("/api/v1", "[1,2,3,4]").status()).isEqualTo(413);
            page.socket().send("{\"action\":\"call\",\"body\":[1,2,3,4]}");
            assertThat(page.awaitAction("error").path("body").asText()).contains("max-batch");
        }
    }

    @Test
    void bodiesThatComeByteByByteAreRefusedAfterAWhile() {
        try (HubRelay hub = new HubRelay("--timeout=1s", "--session-timeout=20s");
                RawConnection slow = new RawConnection(hub.port())) {
            slow.send(RawConnection.post("/api/v1", "x".repeat(100_000)).replace("x", ""));
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        if (slow.received().isEmpty()) {
                            slow.send(" ");
                        }
                        return !slow.received().isEmpty();
                    });
            assertThat(slow.await("Too slow")).startsWith("HTTP/1.1 408 ");
            assertThat(slow.ends()).isTrue();
        }
    }
}
