package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawConnection;

/** The bytes of an event stream. */
class EventStreamTest {
    private HubRelay hub;
    private RawBayeux page;
    private RawBayeux backEnd;

    @BeforeEach
    void start() {
        hub = new HubRelay("--timeout=1s", "--session-timeout=20s");
        page = new RawBayeux(hub.url());
        page.handshake();
        page.subscribe("/update");
        backEnd = new RawBayeux(hub.url());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sync/", "/liveUpdates/", "/a/b/c/"})
    void beginsWithItsHeadAtEveryPath(String path) {
        try (RawConnection stream = open(path)) {
            String received = stream.await("retry: 5000\r\n\r\n");
            assertThat(received).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(received.toLowerCase(Locale.ROOT))
                    .contains("\r\ncontent-type: text/event-stream")
                    .contains("\r\ncache-control: no-cache, no-store\r\n")
                    .contains("\r\nx-content-type-options: nosniff\r\n")
                    .contains("\r\nx-accel-buffering: no\r\n");
        }
    }

    @Test
    void carriesUpdatesAsOneLineEach() {
        try (RawConnection stream = open("/sync/")) {
            stream.await("retry");
            backEnd.post("{\"channel\":\"/broadcast\",\n\"data\":{\r\"a\":\n[1,\r\n2]}}");
            stream.await("data: [{\"data\":{ \"a\": [1,  2]},\"channel\":\"/update\"}]\r\n\r\n");
        }
    }

    @Test
    void carriesWhatWasWaitingAndGivesItOnce() {
        backEnd.publishBare("/broadcast", "1");
        backEnd.publishBare("/broadcast", "2");
        try (RawConnection stream = open("/sync/")) {
            String received = stream.await(
                    "data: [{\"data\":1,\"channel\":\"/update\"},{\"data\":2,\"channel\":\"/update\"}]\r\n\r\n");
            assertThat(received.indexOf("retry")).isLessThan(received.indexOf("data: "));
            backEnd.publishBare("/broadcast", "3");
            assertThat(stream.await("\"data\":3"))
                    .containsOnlyOnce("\"data\":1")
                    .containsOnlyOnce("\"data\":2");
        }
    }

    @Test
    void givesASignOfLifeOncePerHold() {
        try (RawConnection stream = open("/sync/")) {
            stream.await(":\r\n\r\n");
            Awaitility.await().until(() -> stream.received().split(":\r\n\r\n", -1).length > 3);
        }
    }

    @Test
    void goesOnInANewOneWithTheSameSession() {
        try (RawConnection first = open("/sync/")) {
            first.await("retry");
            try (RawConnection second = open("/sync/")) {
                second.await("retry");
                first.await("\r\n0\r\n\r\n");
                backEnd.publishBare("/broadcast", "1");
                second.await("\"data\":1");
                assertThat(first.received()).doesNotContain("\"data\":1");
            }
        }
    }

    @RepeatedTest(20)
    void isTheOnlyOneOfItsSessionThoughSeveralAreOpenedAtOnce() {
        List<RawConnection> streams =
                Stream.generate(() -> new RawConnection(hub.port())).limit(8).toList();
        streams.forEach(
                stream -> stream.send(RawConnection.get("/sync/" + page.clientId(), "Accept: text/event-stream")));
        Awaitility.await()
                .until(() -> streams.stream().filter(EventStreamTest::hasEnded).count() == 7);
        backEnd.publishBare("/broadcast", "1");
        Awaitility.await().until(() -> streams.stream()
                .anyMatch(stream -> stream.received().contains("\"data\":1")));
        streams.forEach(RawConnection::close);
    }

    @Test
    void goesOnAfterItsConnectionWasCut() {
        try (RawConnection first = open("/sync/")) {
            first.await("retry");
        }
        try (RawConnection second = open("/sync/")) {
            second.await("retry");
            backEnd.publishBare("/broadcast", "1");
            second.await("\"data\":1");
        }
    }

    @Test
    void isRefusedToUnknownClients() {
        try (RawConnection stream = new RawConnection(hub.port())) {
            stream.send(RawConnection.get("/sync/nobody", "Accept: text/event-stream"));
            assertThat(stream.await("Unknown client")).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void endsWhenThePageSaysGoodbye() {
        try (RawConnection stream = open("/sync/")) {
            stream.await("retry");
            page.disconnect();
            stream.await("\r\n0\r\n\r\n");
        }
    }

    @Test
    void carriesManyLargeUpdatesToAPageThatReadsThemAll() {
        String large = "\"" + "x".repeat(100_000) + "\"";
        try (RawConnection stream = open("/sync/")) {
            stream.await("retry");
            for (int i = 0; i < 50; i++) {
                backEnd.publishBare("/broadcast", large);
            }
            backEnd.publishBare("/broadcast", "\"end\"");
            String received = stream.await("\"data\":\"end\"");
            assertThat(received.split("\"data\":\"x", -1)).hasSize(51);
        }
    }

    /** One that is replaced before its first byte was written is an empty answer. */
    private static boolean hasEnded(RawConnection stream) {
        String received = stream.received();
        return received.endsWith("\r\n0\r\n\r\n") || received.contains("Content-Length: 0\r\n");
    }

    private RawConnection open(String path) {
        RawConnection stream = new RawConnection(hub.port());
        stream.send(RawConnection.get(path + page.clientId(), "Accept: text/event-stream"));
        return stream;
    }
}
