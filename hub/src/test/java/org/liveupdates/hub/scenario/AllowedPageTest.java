package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;

/** A page whose origin may use the hub, in every way in which pages ask; and what CORS tells its browser. */
class AllowedPageTest {
    private static final String PUBLISH = "[{\"channel\":\"/broadcast\",\"data\":1}]";
    private static final String QUERY = "/sync?message=" + RawHttp.encoded(PUBLISH);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "https://localhost:3000",
                "HTTP://LOCALHOST:3000",
                "http://dev.localhost:5173",
                "http://localhost.",
                "http://127.0.0.1:8080",
                "http://127.1.2.3",
                "http://[::1]:8080",
                "http://[0:0:0:0:0:0:0:1]",
                "https://app.example.com",
                "http://app.example.com:8443",
                "https://APP.example.com",
                "https://[fd00::7]",
                "http://192.168.7.9:3000",
                "https://partner.example:8443",
                "https://Partner.Example:8443"
            })
    void comesInEveryWay(String origin) {
        try (HubRelay hub = new HubRelay(
                "--public-url=https://app.example.com",
                "--public-url=https://[fd00::7]",
                "--open",
                "--allowed-origins=https://Partner.example:8443")) {
            RawHttp http = new RawHttp(hub.port());
            String host = "Host: 192.168.7.9:8008";
            RawBayeux session = new RawBayeux(hub.url());
            session.handshake();

            welcome(http.post("/sync", PUBLISH, host, "Origin: " + origin), origin);
            welcome(http.get(QUERY, host, "Origin: " + origin), origin);
            welcome(
                    http.ask(
                            "OPTIONS /sync HTTP/1.1",
                            host,
                            "Connection: close",
                            "Origin: " + origin,
                            "Access-Control-Request-Method: POST"),
                    origin);
            assertThat(http.get(QUERY, host, "Referer: " + origin + "/a?b").status())
                    .isEqualTo(200);
            assertThat(http.upgrade("/sync", host, "Origin: " + origin).status())
                    .isEqualTo(101);
        }
    }

    @Test
    void isAnyWithTheStar() {
        try (HubRelay hub = new HubRelay("--allowed-origins=*")) {
            RawHttp http = new RawHttp(hub.port());
            for (String origin : List.of("http://evil.com", "null", "https://a.b:1")) {
                welcome(http.post("/sync", PUBLISH, "Origin: " + origin), origin);
                assertThat(http.upgrade("/sync", "Origin: " + origin).status()).isEqualTo(101);
            }
            assertThat(http.get(QUERY).status()).isEqualTo(200);
            assertThat(http.get(QUERY, "Referer: http://evil.com/").status()).isEqualTo(200);
            assertThat(http.get(QUERY, "Sec-Fetch-Site: cross-site").status()).isEqualTo(200);
        }
    }

    @Test
    void isAnOpaqueOneWhenItIsListed() {
        try (HubRelay hub = new HubRelay("--allowed-origins=null")) {
            RawHttp http = new RawHttp(hub.port());
            welcome(http.post("/sync", PUBLISH, "Origin: null"), "null");
            assertThat(http.upgrade("/sync", "Origin: null").status()).isEqualTo(101);
            assertThat(http.post("/sync", PUBLISH, "Origin: http://evil.com").status())
                    .isEqualTo(403);
            assertThat(http.get(QUERY, "Referer: http://evil.com/").status()).isEqualTo(403);
            assertThat(http.get(QUERY).status()).isEqualTo(403);
        }
    }

    @Test
    void isOneThatTheBrowserCallsTheHubsOwn() {
        try (HubRelay hub = new HubRelay()) {
            RawHttp http = new RawHttp(hub.port());
            String behindProxy = "Origin: https://app.example.com";
            assertThat(http.post("/sync", PUBLISH, behindProxy, "Sec-Fetch-Site: same-origin")
                            .status())
                    .isEqualTo(200);
            assertThat(http.upgrade("/sync", behindProxy, "Sec-Fetch-Site: same-origin")
                            .status())
                    .isEqualTo(101);
            assertThat(http.get(QUERY, "Sec-Fetch-Site: same-origin").status()).isEqualTo(200);
        }
    }

    @Test
    void isNoPageAtAllWithoutAnOrigin() {
        try (HubRelay hub = new HubRelay()) {
            RawHttp http = new RawHttp(hub.port());
            HttpAnswer answer = http.post("/sync", PUBLISH);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).noneMatch(line -> line.startsWith("Access-Control"));
            assertThat(answer.all("Vary")).contains("Origin");
            assertThat(http.upgrade("/sync").status()).isEqualTo(101);
        }
    }

    @Test
    void mayReadWhyItWasRefused() {
        try (HubRelay hub = new HubRelay("--max-message=1KiB")) {
            RawHttp http = new RawHttp(hub.port());
            String origin = "Origin: http://localhost:3000";
            String large = "x".repeat(2000);
            String chunked = "POST /sync HTTP/1.1\r\nHost: localhost\r\n" + origin
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + large + "\r\n0\r\n\r\n";

            for (HttpAnswer answer : List.of(
                    http.post("/sync", "[{", origin),
                    http.get("/sync", origin),
                    http.get("/sync?message=%zz", origin),
                    http.get(QUERY + "&jsonp=alert(1)", origin),
                    http.get("/sync/unknown", "Accept: text/event-stream", origin),
                    http.post("/sync", large, origin),
                    http.bytes(chunked.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                    http.ask("PUT /sync HTTP/1.1", "Host: localhost", "Connection: close", origin))) {
                assertThat(Inside.staysHidden(answer).status()).isBetween(400, 413);
                speaksCors(answer, "http://localhost:3000");
                assertThat(answer.header("Content-Type")).startsWith("text/plain");
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            }
            HttpAnswer unknown = http.post(
                    "/sync",
                    "[{\"channel\":\"/meta/connect\",\"clientId\":\"x\",\"connectionType\":\"long-polling\"}]",
                    origin);
            assertThat(unknown.body()).contains("401:x:Unknown client");
            speaksCors(unknown, "http://localhost:3000");
        }
    }

    @Test
    void learnsBeforehandWhatItMaySend() {
        try (HubRelay hub = new HubRelay()) {
            HttpAnswer answer = new RawHttp(hub.port())
                    .ask(
                            "OPTIONS /liveUpdates/x HTTP/1.1",
                            "Host: localhost",
                            "Connection: close",
                            "Origin: http://localhost:3000",
                            "Access-Control-Request-Method: POST",
                            "Access-Control-Request-Headers: content-type,remote-token",
                            "Access-Control-Request-Private-Network: true");
            welcome(answer, "http://localhost:3000");
            assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("POST, GET");
            assertThat(answer.header("Access-Control-Allow-Headers"))
                    .isEqualTo(
                            "Accept, Authorization, Content-Type, Pragma, X-Requested-With, Remote-Token, Idempotency-Key");
            assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("86400");
            assertThat(answer.header("Access-Control-Allow-Private-Network")).isEqualTo("true");
            assertThat(answer.body()).isEmpty();
        }
    }

    private static void welcome(HttpAnswer answer, String origin) {
        assertThat(Inside.staysHidden(answer).status()).as("%s", answer).isEqualTo(200);
        speaksCors(answer, origin);
    }

    private static void speaksCors(HttpAnswer answer, String origin) {
        assertThat(answer.all("Access-Control-Allow-Origin")).as("%s", answer).containsExactly(origin);
        assertThat(answer.all("Access-Control-Allow-Credentials")).containsExactly("true");
        assertThat(answer.all("Vary")).containsExactly("Origin");
    }
}
