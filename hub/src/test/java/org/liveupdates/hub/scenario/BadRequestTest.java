package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.Watcher;

/** What is not even a batch of messages, or no request at all: a short answer in plain text, and nobody else notices. */
class BadRequestTest {
    private static final String PUBLISH = "[{\"channel\":\"/service/x\",\"data\":1}]";

    private static HubRelay hub;
    private static RawHttp http;
    private static LogBook log;

    private Watcher page;

    @BeforeAll
    static void start() {
        hub = new HubRelay();
        http = new RawHttp(hub.port());
        log = new LogBook();
    }

    @AfterAll
    static void stop() {
        assertThat(log.alarms()).isEmpty();
        assertThat(log.lines()).as("nobody fills the log").allMatch(line -> line.startsWith("Refused"));
        log.close();
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

    static List<String> malformed() {
        return List.of(
                "",
                " ",
                "\n",
                "hello",
                "[",
                "]",
                "[{",
                "{",
                "{\"channel\":",
                "[{\"channel\":\"/broadcast\",\"data\":1}",
                "[{\"channel\":\"/broadcast\",\"data\":1}]]",
                "[{\"channel\":\"/broadcast\",\"data\":1}] x",
                "{\"channel\":\"/broadcast\",\"data\":1}{}",
                "[{\"channel\":\"/broadcast\",\"data\":1},]",
                "[{\"channel\":\"/broadcast\",\"data\":01}]",
                "[{\"channel\":\"/broadcast\",\"data\":NaN}]",
                "[{\"channel\":\"/broadcast\",\"data\":'x'}]",
                "[{channel:\"/broadcast\",\"data\":1}]",
                "[{\"channel\":\"/broadcast\",\"data\":\"\u0001\"}]",
                "[{\"channel\":\"/broadcast\",\"data\":\"\n\"}]",
                "[{\"channel\":\"/broadcast\",\"data\":\"\\x\"}]",
                "[{\"channel\":\"/broadcast\",\"data\":}]",
                "[{\"channel\":\"/broadcast\",\"data\"}]",
                "[{\"channel\":\"/broadcast\",\"data\":/**/1}]",
                "[{\"channel\":\"/broadcast\",\"data\":undefined}]",
                "42",
                "\"x\"",
                "true",
                "-",
                "1e",
                "\ufeff[]",
                "\u0000",
                "<xml/>",
                "PING",
                "a=b",
                "GET / HTTP/1.1");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isRefusedWhenItIsNotJson(String body) {
        badRequest(http.post("/sync", body));
        badRequest(http.postAs("/sync", "application/x-www-form-urlencoded", "message=" + RawHttp.encoded(body)));
        badRequest(http.get("/sync?message=" + RawHttp.encoded(body), "Sec-Fetch-Site: same-origin"));
        try (RawSocket socket = new RawSocket(hub.url())) {
            String clientId = socket.handshake();
            socket.send(body);
            assertThat(socket.publish("/service/x", "1").path("successful").asBoolean())
                    .as("still usable")
                    .isTrue();
            assertThat(socket.subscribe("/update").path("clientId").asText()).isEqualTo(clientId);
            assertThat(socket.messages().get(1).toString())
                    .isEqualTo("{\"error\":\"400::Bad request\",\"successful\":false}");
            socket.frames().forEach(Inside::staysHidden);
        }
    }

    /** As Faye: whatever holds no message is answered by none. */
    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "[null]", "[null,null]", " [ ] ", "[      ]", "\t[\n]\r\n"})
    void isNotOneWithoutMessages(String json) {
        assertThat(http.post("/sync", json).body()).isEqualTo("[]");
        assertThat(http.postAs("/sync", "application/x-www-form-urlencoded", "message=" + RawHttp.encoded(json))
                        .body())
                .isEqualTo("[]");
        assertThat(http.get("/sync?jsonp=cb&message=" + RawHttp.encoded(json), "Sec-Fetch-Site: same-origin")
                        .body())
                .isEqualTo("/**/cb([]);");
        try (RawSocket socket = new RawSocket(hub.url())) {
            socket.handshake();
            socket.send(json);
            assertThat(socket.publish("/service/x", "1").path("successful").asBoolean())
                    .as("still usable")
                    .isTrue();
            assertThat(socket.messages()).hasSize(2);
        }
    }

    @Test
    void isAHandshakeAmongOtherMessages() {
        String handshake =
                "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]}";
        String publish = "{\"channel\":\"/broadcast\",\"data\":1}";
        for (String batch : List.of(
                "[" + handshake + "," + publish + "]", "[" + publish + "," + handshake + "]",
                "[" + handshake + "," + handshake + "]", "[1," + handshake + "]")) {
            HttpAnswer answer = Inside.staysHidden(http.post("/sync", batch));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("a handshake must be the only message");
            badRequest(http.get("/sync?message=" + RawHttp.encoded(batch), "Sec-Fetch-Site: same-origin"));
            try (RawSocket socket = new RawSocket(hub.url())) {
                socket.send(batch);
                socket.handshake();
                assertThat(socket.publish("/service/x", "1").path("successful").asBoolean())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cb", "$", "$cb", "Abc", "foo.bar", "Faye._fn", "__jsonp1__", "a.b.c", "jsonpcallback", "class"})
    void isNotACallbackThatIsAName(String callback) {
        HttpAnswer answer = jsonp(RawHttp.encoded(callback));
        assertThat(answer.body())
                .isEqualTo("/**/" + callback + "([{\"channel\":\"/service/x\",\"successful\":true}]);");
        assertThat(answer.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=f.txt");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alert(1)",
                "1x",
                "a..b",
                ".a",
                "a.",
                "a[0]",
                "a b",
                "a-b",
                "a;b",
                "a\nb",
                "a\u0000",
                "<script>",
                "a/**/",
                "*/",
                "\u00e4",
                "a\u2028",
                "\ufeffcb",
                "a,b",
                "a=b",
                "eval`1`",
                "\ud83d\ude00",
                "%3Cscript%3E",
                "cb\r\nX-Injected: 1"
            })
    void isACallbackThatIsNoName(String callback) {
        HttpAnswer answer = badRequest(jsonp(RawHttp.encoded(callback)));
        assertThat(answer.headers()).noneMatch(line -> line.startsWith("X-Injected"));
        assertThat(answer.body()).doesNotContain(callback);
        badRequest(jsonp(RawHttp.encoded(callback) + "&jsonp=cb"));
        badRequest(jsonp("cb&jsonp=" + RawHttp.encoded(callback)));
    }

    @Test
    void isACallbackWithoutAnEnd() {
        badRequest(jsonp("a".repeat(1000)));
        badRequest(jsonp("a.".repeat(500) + "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message=%",
                "message=%5",
                "message=%zz",
                "message=%-1",
                "message=[%",
                "message=%u0041",
                "message=%%5B%5D"
            })
    void isEncodedWrongly(String field) {
        badRequest(http.postAs("/sync", "application/x-www-form-urlencoded", field));
        badRequest(http.get("/sync?" + field, "Sec-Fetch-Site: same-origin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "%c3", "%c3%28", "%ed%a0%80", "%f8%88%80%80%80", "%c0%af"})
    void isNotTextThatIsWellFormed(String bytes) {
        String json = "[{\"channel\":\"/service/x\",\"data\":\"" + bytes + "\"}]";
        String encoded = RawHttp.encoded(json).replace("%25", "%");
        // Where a body is bad text, the bad part is replaced, as Faye does; a URL is refused.
        assertThat(http.postAs("/sync", "application/x-www-form-urlencoded", "message=" + encoded)
                        .status())
                .isEqualTo(200);
        assertThat(http.get("/sync?message=" + encoded, "Sec-Fetch-Site: same-origin")
                        .status())
                .isIn(200, 400);
        assertThat(raw(json, bytes).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json-rpc",
                "text/plain",
                "text/html",
                "x",
                "/",
                ";",
                "a/b;c=\"",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/json; charset=utf-16",
                "application/json; charset=nonsense",
                "application/octet-stream"
            })
    void isNotOneThatOnlyHasTheWrongType(String type) {
        assertThat(http.postAs("/sync", type, PUBLISH)
                        .json()
                        .path(0)
                        .path("successful")
                        .asBoolean())
                .isTrue();
        assertThat(http.postAs("/sync", type, "message=" + RawHttp.encoded(PUBLISH))
                        .json())
                .hasSize(1);
    }

    @Test
    void isAFormWithoutAMessage() {
        for (String form : List.of(
                "foo=1", "Message=[]", "%6Dessage=%5B%5D", "xmessage=[]", "message", "&&", "=", "[message=[]")) {
            badRequest(http.postAs("/sync", "application/x-www-form-urlencoded", form));
        }
    }

    @ParameterizedTest
    @CsvSource({"PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "HEAD", "post", "FOO"})
    void isOneByAnyOtherMethod(String method) {
        HttpAnswer answer = Inside.staysHidden(
                http.ask(method + " /sync HTTP/1.1", "Host: localhost", "Content-Length: 0", "X-Secret: s3cret"));
        assertThat(answer.status()).isIn(400, 405, 501);
        assertThat(answer.toString()).doesNotContain("s3cret");
    }

    @Test
    void isOneWithoutAMessage() {
        badRequest(http.get("/sync"));
        badRequest(http.get("/sync?message", "Sec-Fetch-Site: same-origin"));
        badRequest(http.get("/sync?message=", "Sec-Fetch-Site: same-origin"));
        badRequest(http.get("/sync?jsonp=cb"));
    }

    @Test
    void isAHeadWithoutAnEnd() {
        HttpAnswer long1 = Inside.staysHidden(http.get("/sync", "X: " + "x".repeat(70_000)));
        assertThat(long1.status()).isEqualTo(431);
        HttpAnswer long2 = Inside.staysHidden(http.get("/sync?message=" + "x".repeat(70_000)));
        assertThat(long2.status()).isIn(414, 431);
        assertThat(http.get(
                                "/sync?message=" + RawHttp.encoded("[" + " ".repeat(18_000) + "]"),
                                "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(200);
    }

    static List<String> garbage() {
        return List.of(
                "hello\r\n\r\n",
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
                "GET / HTTP/1.1\r\n: x\r\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "GET x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http:// HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "CONNECT evil.com:443 HTTP/1.1\r\nHost: evil.com:443\r\n\r\n",
                "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                "POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]x",
                "POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n[]",
                "POST /sync HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST /sync HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "POST /sync HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n\r\n",
                "POST /sync HTTP/1.1\r\nHost: localhost\r\nExpect: nonsense\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void isNoHttpAtAll(String bytes) {
        HttpAnswer answer = Inside.staysHidden(http.bytes(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(answer.status())
                .satisfiesAnyOf(
                        status -> assertThat(status).isZero(),
                        status -> assertThat(status).isBetween(400, 505),
                        status -> assertThat(bytes).startsWith("OPTIONS *"));
    }

    /** RFC 9112, section 2.2. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\n", "\n\n\n\n"})
    void isNotOneAfterEmptyLines(String lines) {
        String request = "POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n[]";
        assertThat(http.bytes((lines + request).getBytes(StandardCharsets.US_ASCII))
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void isNoiseOnThePort() {
        Random noise = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[1 + noise.nextInt(3000)];
            noise.nextBytes(bytes);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(bytes);
            request.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(Inside.staysHidden(http.bytes(request.toByteArray())).status())
                    .matches(status -> status < 200 || status >= 400);
        }
    }

    private static HttpAnswer jsonp(String callback) {
        return http.get(
                "/sync?message=" + RawHttp.encoded(PUBLISH) + "&jsonp=" + callback, "Sec-Fetch-Site: same-origin");
    }

    private static HttpAnswer badRequest(HttpAnswer answer) {
        assertThat(Inside.staysHidden(answer).status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.header("Content-Type")).matches("text/plain; ?charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.body()).startsWith("Bad request").hasSizeLessThan(100);
        return answer;
    }

    /** Posts JSON in which the percent-encoded part stands as the bytes that it means. */
    private static HttpAnswer raw(String json, String percent) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json.substring(0, json.indexOf(percent)).getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i < percent.length(); i += 3) {
            body.write(Integer.parseInt(percent.substring(i, i + 2), 16));
        }
        body.writeBytes(json.substring(json.indexOf(percent) + percent.length()).getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                ("POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.size() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body.toByteArray());
        return http.bytes(request.toByteArray());
    }
}
