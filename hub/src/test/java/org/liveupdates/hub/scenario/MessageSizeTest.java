package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.Watcher;

/** What is too large, too deep or too much at once: refused with the name of the setting, and nobody else notices. */
class MessageSizeTest {
    private static final int LIMIT = 64 * 1024;

    private static HubRelay hub;
    private static RawHttp http;

    private Watcher page;

    @BeforeAll
    static void start() {
        hub = new HubRelay("--max-message=64KiB", "--max-batch=100", "--max-nesting=20");
        http = new RawHttp(hub.port());
    }

    @AfterAll
    static void stop() {
        hub.stop();
    }

    @BeforeEach
    void listen() {
        page = new Watcher(hub.url(), "/update");
    }

    @AfterEach
    void leavesOthersAlone() {
        new RawBayeux(hub.url()).publishBare("/broadcast", "\"marker\"");
        page.awaitData("marker");
        assertThat(page.heard()).extracting(Object::toString).containsExactly("\"marker\"");
        page.close();
    }

    @Test
    void isAnnouncedByTheLengthOfABody() {
        HttpAnswer answer = http.post("/sync", publish(LIMIT + 1));
        tooLarge(answer, "max-message");
    }

    @Test
    void isRefusedBeforeTheBodyIsSent() {
        HttpAnswer answer = http.bytes(("POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Expect: 100-continue\r\nContent-Length: 999999999999\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        tooLarge(answer, "max-message");
    }

    @Test
    void isFoundOutInABodyOfUnknownLength() {
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        HttpAnswer answer = http.bytes(("POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(40) + "0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        tooLarge(answer, "max-message");
    }

    /** The refusal must not wait for the end of a body that has none. */
    @Test
    void isFoundOutInABodyWithoutAnEnd() {
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        HttpAnswer answer = http.bytes(("POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20))
                .getBytes(StandardCharsets.US_ASCII));
        tooLarge(answer, "max-message");
    }

    @Test
    void isNotABodyOfTheExactSize() {
        HttpAnswer answer = http.post("/sync", toService(LIMIT));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path(0).path("successful").asBoolean()).isTrue();
    }

    @Test
    void isCountedInBytes() {
        String umlauts = toService(0).replace("\"\"", "\"" + "\u00e4".repeat(LIMIT / 2) + "\"");
        assertThat(umlauts.length()).isLessThan(LIMIT);
        tooLarge(http.post("/sync", umlauts), "max-message");
    }

    @Test
    void endsTheWebSocketItCameBy() throws Exception {
        try (RawSocket socket = new RawSocket(hub.url())) {
            socket.handshake();
            assertThat(socket.publish("/service/x", "\"" + "x".repeat(LIMIT - 1000) + "\"")
                            .path("successful")
                            .asBoolean())
                    .isTrue();
            send(socket, publish(LIMIT + 1));
            assertThat(socket.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1009);
        }
    }

    static Stream<String> tooMany() {
        String publish = "{\"channel\":\"/broadcast\",\"data\":1}";
        return Stream.of(
                "[" + (publish + ",").repeat(100) + publish + "]",
                "[" + "{},".repeat(9999) + "{}]",
                "[" + "1,".repeat(9999) + "1]");
    }

    @ParameterizedTest
    @MethodSource("tooMany")
    void isABatchOfTooMany(String batch) throws Exception {
        tooLarge(http.post("/sync", batch), "max-batch");
        tooLarge(http.postAs("/sync", "application/x-www-form-urlencoded", "message=" + batch), "max-batch");
        try (RawSocket socket = new RawSocket(hub.url())) {
            send(socket, batch);
            assertThat(socket.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1009);
        }
    }

    @Test
    void isABatchSpreadOverTheFieldsOfAForm() {
        String field =
                "message=" + RawHttp.encoded("[" + "{\"channel\":\"/broadcast\",\"data\":1},".repeat(50) + "null]");
        tooLarge(
                http.postAs("/sync", "application/x-www-form-urlencoded", field + "&" + field + "&" + field),
                "max-batch");
        tooLarge(http.get("/sync?" + field + "&" + field + "&" + field, "Sec-Fetch-Site: same-origin"), "max-batch");
    }

    @Test
    void isNotABatchOfTheExactNumber() {
        String batch = "[" + "{\"channel\":\"/service/x\",\"data\":1},".repeat(99)
                + "{\"channel\":\"/service/x\",\"data\":1}]";
        assertThat(http.post("/sync", batch).json()).hasSize(100);
    }

    static List<String> tooDeep() {
        return List.of(
                "[{\"channel\":\"/broadcast\",\"data\":" + "[".repeat(21) + "]".repeat(21) + "}]",
                "[{\"channel\":\"/broadcast\",\"data\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}]",
                "[{\"channel\":\"/broadcast\",\"data\":1,\"ext\":" + "{\"a\":".repeat(9_000) + "1" + "}".repeat(9_000)
                        + "}]",
                "[{\"channel\":\"/broadcast\",\"data\":1,\"advice\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}]",
                "[{\"channel\":\"/broadcast\",\"data\":1,\"id\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}]",
                "[".repeat(10_000) + "]".repeat(10_000),
                "[".repeat(10_000),
                "{\"data\":".repeat(7_000));
    }

    @ParameterizedTest
    @MethodSource("tooDeep")
    void isWhatIsNestedTooDeep(String json) {
        HttpAnswer answer = Inside.staysHidden(http.post("/sync", json));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("max-nesting");
        try (RawSocket socket = new RawSocket(hub.url())) {
            send(socket, json);
            socket.handshake();
            assertThat(socket.publish("/service/x", "1").path("successful").asBoolean())
                    .as("still usable")
                    .isTrue();
        }
    }

    @Test
    void isNotWhatIsNestedJustAsDeepAsAllowed() {
        HttpAnswer answer =
                http.post("/sync", "[{\"channel\":\"/service/x\",\"data\":" + "[".repeat(20) + "]".repeat(20) + "}]");
        assertThat(answer.json().path(0).path("successful").asBoolean()).isTrue();
    }

    /** Turning a long text of digits into a number takes time that grows with the square of its length (CWE-407). */
    @Test
    void isNoNumberThatIsCostlyToRead() {
        HubRelay roomy = new HubRelay("--max-message=16MiB");
        try {
            RawBayeux bayeux = new RawBayeux(roomy.url());
            bayeux.handshake();
            String digits = "9".repeat(4_000_000);
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                for (String field : List.of(
                        "\"advice\":{\"timeout\":" + digits + "}",
                        "\"advice\":{\"timeout\":0." + digits + "}",
                        "\"advice\":{\"timeout\":1e999999999}",
                        "\"subscription\":" + digits,
                        "\"subscription\":[" + digits + "]",
                        "\"supportedConnectionTypes\":[" + digits + "]",
                        "\"id\":" + digits)) {
                    bayeux.post("[{\"channel\":\"/meta/connect\",\"clientId\":\"" + bayeux.clientId()
                            + "\",\"connectionType\":\"callback\"," + field + "}]");
                    bayeux.post("[{\"channel\":\"/meta/subscribe\",\"clientId\":\"" + bayeux.clientId() + "\"," + field
                            + "}]");
                }
            });
            assertThat(bayeux.publish("/broadcast", digits).path("successful").asBoolean())
                    .as("data are never read as numbers")
                    .isTrue();
        } finally {
            roomy.stop();
        }
    }

    /** Sends what the hub may hang up on before it has all of it. */
    private static void send(RawSocket socket, String text) {
        try {
            socket.send(text);
        } catch (java.util.concurrent.CompletionException hungUp) {
            // then the close code tells why
        }
    }

    private static void tooLarge(HttpAnswer answer, String setting) {
        assertThat(Inside.staysHidden(answer).status()).as("%s", answer).isEqualTo(413);
        assertThat(answer.body()).contains(setting);
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
    }

    private static String publish(int size) {
        return filled("[{\"channel\":\"/broadcast\",\"data\":\"\"}]", size);
    }

    private static String toService(int size) {
        return filled("[{\"channel\":\"/service/x\",\"data\":\"\"}]", size);
    }

    private static String filled(String json, int size) {
        return json.replace("\"\"", "\"" + "x".repeat(Math.max(0, size - json.length())) + "\"");
    }
}
