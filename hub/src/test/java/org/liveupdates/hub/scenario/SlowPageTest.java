package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawConnection;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.StalledPage;
import org.liveupdates.hub.testkit.Watcher;

/** A page that does not take its updates: what waits for it is bounded, then its session ends by name, and nobody else notices. */
class SlowPageTest {
    private static final int MANY = 160;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final String FILLING = "x".repeat(64 * 1024);
    private static final Pattern ENDED =
            Pattern.compile("Session ended: slow page \\((\\d+) messages, (\\d+) bytes waiting\\)");

    private HubRelay hub;
    private LogBook log;
    private Watcher healthy;

    @BeforeEach
    void start() {
        hub = new HubRelay("--timeout=1s", "--max-queue=200", "--max-queue-bytes=1MiB");
        log = new LogBook();
        healthy = new Watcher(hub.url(), "/update");
    }

    @AfterEach
    void stop() {
        healthy.close();
        log.close();
        hub.stop();
    }

    @Test
    void isCutOnAWebSocketThatNeverReadsAgain() {
        try (StalledPage page = StalledPage.onSocket(hub.port())) {
            page.send(
                    "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]}]");
            String clientId = clientId(page.readUntil("}]"));
            page.send(
                    "[{\"channel\":\"/meta/subscribe\",\"clientId\":\"" + clientId + "\",\"subscription\":\"/update\"},"
                            + "{\"channel\":\"/meta/connect\",\"clientId\":\"" + clientId
                            + "\",\"connectionType\":\"websocket\"}]");
            page.readUntil("\"/update\"");

            publishMany();
            isEndedByName();
            othersMissedNothing();
            isUnknownNow(clientId);
            await("being cut, since it takes no close frame either")
                    .atMost(Duration.ofSeconds(20))
                    .until(page::isCut);
        }
    }

    @Test
    void isToldTheReasonOnAWebSocketThatReadsOnInTime() {
        try (StalledPage page = StalledPage.onSocket(hub.port())) {
            page.send(
                    "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]}]");
            String clientId = clientId(page.readUntil("}]"));
            page.send("[{\"channel\":\"/meta/connect\",\"clientId\":\"" + clientId
                    + "\",\"connectionType\":\"websocket\",\"advice\":{\"timeout\":0}},"
                    + "{\"channel\":\"/meta/subscribe\",\"clientId\":\"" + clientId
                    + "\",\"subscription\":\"/update\"}]");
            page.readUntil("\"/update\"");

            publish(() -> !log.linesWith("Session ended").isEmpty());
            isEndedByName();
            byte[] end = page.readToTheEnd();
            assertThat(endsWithCode(end, 4008))
                    .as(new String(end, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .isTrue();
        }
    }

    @Test
    void isEndedWhenItDoesNotPollAgain() {
        RawBayeux page = new RawBayeux(hub.url());
        page.handshake();
        page.subscribe("/update");
        publishMany();
        isEndedByName();
        othersMissedNothing();

        JsonNode answer = page.connect().join().path(0);
        assertThat(answer.path("successful").asBoolean()).isFalse();
        assertThat(answer.path("error").asText()).isEqualTo("401:" + page.clientId() + ":Unknown client");
        assertThat(answer.path("advice").path("reconnect").asText()).isEqualTo("handshake");
    }

    @Test
    void isEndedByTheNumberOfSmallMessagesToo() {
        RawBayeux page = new RawBayeux(hub.url());
        page.handshake();
        page.subscribe("/update");
        RawBayeux backEnd = new RawBayeux(hub.url());
        for (int i = 0; i < 200; i++) {
            backEnd.publishBare("/broadcast", String.valueOf(i));
        }
        assertThat(log.linesWith("Session ended")).isEmpty();
        backEnd.publishBare("/broadcast", "200");
        isEndedByName();
        isUnknownNow(page.clientId());
    }

    @Test
    void isEndedOnAnEventStream() {
        RawBayeux session = new RawBayeux(hub.url());
        session.handshake();
        session.subscribe("/update");
        try (StalledPage page = StalledPage.onEvents(hub.port(), session.clientId())) {
            page.readUntil("retry: 5000\r\n");
            publishMany();
            isEndedByName();
            othersMissedNothing();
            isUnknownNow(session.clientId());
            await("being cut").atMost(Duration.ofSeconds(40)).until(page::isCut);
        }
    }

    /** It may have left its socket open: the way to the page is the one that it asked by last. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesItsEventStreamWhenItHasMovedThereFromAWebSocket(boolean late) {
        String out = "/" + "o".repeat(100); // makes one update larger than the queue
        try (HubRelay patient = new HubRelay(
                        "--timeout=10m",
                        "--session-timeout=20m",
                        "--max-message=1KiB",
                        "--max-queue-bytes=1KiB",
                        "--relay=/in:" + out);
                RawSocket before = new RawSocket(patient.url());
                RawConnection stream = new RawConnection(patient.port())) {
            String clientId = before.handshake();
            before.subscribe(out);
            if (!late) {
                before.connect();
                before.publish("/nothing", "0"); // answered after the connect has been taken
            }
            stream.send(RawConnection.get("/sync/" + clientId, "Accept: text/event-stream"));
            stream.await("retry");
            if (late) {
                before.connect(); // and takes the way back to the socket
                before.publish("/nothing", "0");
            }
            new RawBayeux(patient.url()).publishBare("/in", "\"" + "x".repeat(980) + "\"");
            isEndedByName();
            stream.await("\r\n0\r\n\r\n");
            assertThat(before.closed()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(4008);
        }
    }

    /** One that reads, however much there is, is never taken for slow. */
    @Test
    void isNotOneThatReads() {
        publishMany();
        othersMissedNothing();
        assertThat(log.linesWith("Session ended")).isEmpty();
    }

    /** So fast that the healthy page just keeps up, on whatever machine. */
    private void publishMany() {
        publish(() -> false);
    }

    private void publish(BooleanSupplier enough) {
        RawBayeux backEnd = new RawBayeux(hub.url());
        for (int i = 0; i < MANY && !enough.getAsBoolean(); i++) {
            JsonNode answer = backEnd.publishBare("/broadcast", "[" + i + ",\"" + FILLING + "\"]");
            assertThat(answer.path("successful").asBoolean()).isTrue();
            if (i % 4 == 3) {
                healthy.awaitData("[" + i + ",");
            }
        }
    }

    private void isEndedByName() {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !log.linesWith("Session ended").isEmpty());
        assertThat(log.linesWith("Session ended")).singleElement().satisfies(line -> {
            Matcher matcher = ENDED.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            assertThat(Integer.parseInt(matcher.group(1))).isLessThanOrEqualTo(200);
            assertThat(Integer.parseInt(matcher.group(2))).isLessThan(MAX_BYTES + FILLING.length() + 1024);
        });
    }

    private void othersMissedNothing() {
        healthy.awaitData("[" + (MANY - 1) + ",");
        List<Integer> heard =
                healthy.heard().stream().map(data -> data.path(0).asInt()).toList();
        assertThat(heard).isEqualTo(IntStream.range(0, MANY).boxed().toList());
    }

    private void isUnknownNow(String clientId) {
        String answer = new RawBayeux(hub.url())
                .post("[{\"channel\":\"/meta/connect\",\"connectionType\":\"long-polling\",\"clientId\":\"" + clientId
                        + "\"}]")
                .body();
        assertThat(answer).contains("401:" + clientId + ":Unknown client", "\"reconnect\":\"handshake\"");
    }

    private static String clientId(String answer) {
        Matcher matcher = Pattern.compile("\"clientId\":\"([^\"]+)\"").matcher(answer);
        assertThat(matcher.find()).as(answer).isTrue();
        return matcher.group(1);
    }

    private static boolean endsWithCode(byte[] stream, int code) {
        byte[] reason = "slow page".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] frame = new byte[4 + reason.length];
        frame[0] = (byte) 0x88;
        frame[1] = (byte) (2 + reason.length);
        frame[2] = (byte) (code >> 8);
        frame[3] = (byte) code;
        System.arraycopy(reason, 0, frame, 4, reason.length);
        int start = stream.length - frame.length;
        return start >= 0 && java.util.Arrays.equals(frame, java.util.Arrays.copyOfRange(stream, start, stream.length));
    }
}
