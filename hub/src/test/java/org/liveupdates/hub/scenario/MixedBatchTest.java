package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawConnection;

/** A batch whose messages name several sessions, which no honest client sends. */
class MixedBatchTest {
    private static final int ROUNDS = 300;

    private HubRelay hub;

    @BeforeEach
    void start() {
        hub = new HubRelay();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void isRelayed() {
        try (Page watcher = Page.listening(Wire.WEBSOCKET, hub.url(), "/update")) {
            RawBayeux raw = new RawBayeux(hub.url());
            assertThat(raw.post("[%s,%s]".formatted(publish(session(), 2), publish(session(), 3)))
                            .body())
                    .doesNotContain("\"successful\":false");
            assertThat(watcher.heardUpTo("/update", "3")).hasSize(2);
        }
    }

    /** Each of two batches that arrive at once comes in the turn of one session, and has something for the other. */
    @Test
    void doesNotLockTheHub() {
        String a = session();
        String b = session();
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawConnection connection = new RawConnection(hub.port());
            connections.add(connection);
            for (int round = 0; round < ROUNDS; round++) {
                String first = publish(i % 2 == 0 ? a : b, 2);
                String second = publish(i % 2 == 0 ? b : a, 2);
                connection.send(RawConnection.post("/sync", "[" + first + "," + second + "]"));
            }
        }
        for (RawConnection connection : connections) {
            connection.await("HTTP/1.1 200 OK", ROUNDS, Duration.ofSeconds(30));
            connection.close();
        }
    }

    private String session() {
        RawBayeux raw = new RawBayeux(hub.url());
        raw.handshake();
        return raw.clientId();
    }

    private static String publish(String clientId, int number) {
        return "{\"channel\":\"/broadcast\",\"clientId\":\"%s\",\"data\":%d,\"id\":\"%d\"}"
                .formatted(clientId, number, number);
    }
}
