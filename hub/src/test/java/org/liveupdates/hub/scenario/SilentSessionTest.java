package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawConnection;
import org.liveupdates.hub.testkit.RawSocket;

/** A session whose page says nothing any more. The only place in the hub with room for one session is what it leaves free. */
class SilentSessionTest {
    private HubRelay hub;
    private RawBayeux page;

    @BeforeEach
    void start() {
        hub = new HubRelay("--timeout=1s", "--session-timeout=1100ms", "--max-sessions=1");
        page = new RawBayeux(hub.url());
        page.handshake();
        page.subscribe("/update");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void isFreedAfterItsHandshake() {
        assertThat(isFull(hub)).isTrue();
        assertFreed();
    }

    @Test
    void isFreedAfterItsPollWasAnswered() {
        page.connect().join();
        page.connect().join();
        assertFreed();
    }

    @Test
    void isFreedAfterItsSocketWasCut() {
        try (RawSocket socket = onSocket()) {
            socket.connect();
            socket.connect();
        }
        assertFreed();
    }

    @Test
    void isFreedThoughItsSocketIsStillOpen() {
        try (RawSocket socket = onSocket()) {
            socket.publish("/foo", "1");
            assertFreed();
        }
    }

    @Test
    void isFreedAfterASecondSocketTookOverAHeldConnectAndWasCut() {
        try (RawSocket first = onSocket()) {
            first.connect();
            first.connect();
            first.publish("/foo", "1");
            try (RawSocket second = onSocket()) {
                second.publish("/foo", "2");
            }
            assertFreed();
        }
    }

    @Test
    void isFreedAfterItsEventStreamWasCut() {
        page.connect().join();
        try (RawConnection stream = stream()) {
            stream.await("retry");
        }
        assertFreed();
    }

    @Test
    void isFreedThoughItsEventStreamIsStillOpen() {
        page.connect().join();
        try (RawConnection stream = stream()) {
            assertFreed();
            stream.await("\r\n0\r\n\r\n");
        }
    }

    @Test
    void isUnknownAfterwardsAndToldToShakeHandsAgain() {
        assertFreed();
        JsonNode answer = page.connect().join().path(0);
        assertThat(answer.path("successful").asBoolean()).isFalse();
        assertThat(answer.path("error").asText()).isEqualTo("401:" + page.clientId() + ":Unknown client");
        assertThat(answer.path("advice").path("reconnect").asText()).isEqualTo("handshake");
        assertThat(answer.has("clientId")).isFalse();
        assertThat(page.subscribe("/update").path("error").asText())
                .isEqualTo("401:" + page.clientId() + ":Unknown client");
    }

    @Test
    void isNotOneThatGoesOnPolling() {
        try (HubRelay roomy = roomy()) {
            List<Page> pages = Stream.of(Wire.values())
                    .map(wire -> Page.listening(wire, roomy.url(), "/update"))
                    .toList();
            assertStaysFull(roomy, () -> pages.get(Wire.EVENTSOURCE.ordinal()).connect(""));
            new RawBayeux(roomy.url()).publishBare("/broadcast", "1");
            for (Page polling : pages) {
                assertThat(polling.heardUpTo("/update", "1")).hasSize(1);
                polling.close();
            }
        }
    }

    @Test
    void isNotOneThatSaysSomethingElse() {
        try (HubRelay roomy = roomy()) {
            Map<String, RawBayeux> pages = new HashMap<>();
            for (String says : List.of(
                    "\"channel\":\"/broadcast\",\"data\":1",
                    "\"channel\":\"/meta/subscribe\",\"subscription\":\"/foo\"",
                    "\"channel\":\"/meta/subscribe\",\"subscription\":\"no name\"",
                    "\"channel\":\"/meta/unsubscribe\",\"subscription\":\"/foo\"")) {
                RawBayeux other = new RawBayeux(roomy.url());
                other.handshake();
                pages.put(says, other);
            }
            assertStaysFull(
                    roomy,
                    () -> pages.forEach(
                            (says, other) -> other.post("{%s,\"clientId\":\"%s\"}".formatted(says, other.clientId()))));
        }
    }

    /** Its sessions live twice as long, so that a page that goes on speaking is in time also when the machine is busy. */
    private static HubRelay roomy() {
        return new HubRelay("--timeout=1s", "--session-timeout=2s", "--max-sessions=4");
    }

    /** For longer than any session lives that says nothing. */
    private static void assertStaysFull(HubRelay hub, Runnable life) {
        Awaitility.await()
                .during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    life.run();
                    return isFull(hub);
                });
    }

    private RawSocket onSocket() {
        RawSocket socket = new RawSocket(hub.url());
        socket.takeOver(page.clientId());
        return socket;
    }

    private RawConnection stream() {
        RawConnection stream = new RawConnection(hub.port());
        stream.send(RawConnection.get("/sync/" + page.clientId(), "Accept: text/event-stream"));
        return stream;
    }

    private static boolean isFull(HubRelay hub) {
        return !new RawBayeux(hub.url()).handshake().path("successful").asBoolean();
    }

    private void assertFreed() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(8))
                .until(() -> !isFull(hub));
    }
}
