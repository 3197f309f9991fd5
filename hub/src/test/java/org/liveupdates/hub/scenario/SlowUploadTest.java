package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawConnection;

/** A request whose body comes byte by byte: idle time-outs never see it, and it would keep its connection for days. */
class SlowUploadTest {
    private HubRelay hub;

    @BeforeEach
    void start() {
        hub = new HubRelay("--timeout=1s", "--session-timeout=20s");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void isRefusedAfterAWhile() {
        try (RawConnection slow = new RawConnection(hub.port())) {
            slow.send(RawConnection.post("/sync", "x".repeat(100_000)).replace("x", ""));
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
                if (slow.received().isEmpty()) {
                    slow.send(" ");
                }
                return !slow.received().isEmpty();
            });
            assertThat(Inside.staysHidden(slow.await("Too slow"))).startsWith("HTTP/1.1 408 ");
            assertThat(slow.ends()).isTrue();
        }
    }

    /** Not the time counts but the speed: a body that is large may take its time. */
    @Test
    void isNotOneThatTakesLongAndGoesOn() {
        String part = " ".repeat(1000);
        try (RawConnection steady = new RawConnection(hub.port())) {
            steady.send("POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40002\r\n\r\n");
            int[] sent = {0};
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
                steady.send(part);
                return ++sent[0] == 40;
            });
            steady.send("[]");
            assertThat(steady.await("[]")).startsWith("HTTP/1.1 200 ");
        }
    }
}
