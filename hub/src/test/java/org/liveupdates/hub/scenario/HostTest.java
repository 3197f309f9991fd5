package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawHttp;

/** The name by which the hub is asked: only names that no stranger's name server can point here (DNS rebinding, CWE-350). */
class HostTest {
    private static final String PUBLISH = "{\"channel\":\"/broadcast\",\"data\":1}";

    private static HubRelay hub;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        hub = new HubRelay(
                "--public-url=https://App.Example.com/live", "--public-url=https://[fd00::7]:8443", "--open");
        http = new RawHttp(hub.port());
    }

    @AfterAll
    static void stop() {
        hub.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8008",
                "LOCALHOST",
                "localhost.",
                "dev.localhost",
                "a.b.localhost:1",
                "127.0.0.1",
                "127.0.0.1:8008",
                "127.9.9.9",
                "192.168.7.9:8008",
                "203.0.113.5",
                "[::1]",
                "[::1]:8008",
                "[2001:db8::7]",
                "[fd00::7]",
                "app.example.com",
                "App.Example.COM:443",
                "app.example.com."
            })
    void mayBeALoopbackNameAnAddressOrThatOfAPublicUrl(String host) {
        assertThat(http.post("/sync", PUBLISH, "Host: " + host).status()).isEqualTo(200);
        assertThat(http.upgrade("/sync", "Host: " + host).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com",
                "evil.com:8008",
                "localhost.evil.com",
                "evil-localhost",
                "xlocalhost",
                "127.0.0.1.evil.com",
                "127.0.0.1.nip.io",
                "app.example.com.evil.com",
                "xapp.example.com",
                "example.com",
                "1.2.3",
                "1.2.3.4.5",
                "2130706433",
                "0x7f.1",
                "localhost.."
            })
    void isRefusedWhenItIsAnyOther(String host) {
        String header = "Host: " + host;
        for (HttpAnswer answer : new HttpAnswer[] {
            http.get("/sync", header),
            http.get("/", header, "Accept: text/html"),
            http.get("/client.js", header),
            http.get("/sync?message=" + RawHttp.encoded(PUBLISH), header, "Sec-Fetch-Site: same-origin"),
            http.get("/sync/x", header, "Accept: text/event-stream"),
            http.post("/sync", PUBLISH, header),
            http.post("/sync", PUBLISH, header, "Origin: http://" + host, "Sec-Fetch-Site: same-origin"),
            http.ask("OPTIONS /sync HTTP/1.1", header, "Origin: http://" + host, "Access-Control-Request-Method: POST"),
            http.upgrade("/sync", header),
            http.upgrade("/sync", header, "Origin: http://" + host)
        }) {
            assertThat(Inside.staysHidden(answer).status()).isEqualTo(421);
            assertThat(answer.body()).contains("public-url");
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
            assertThat(answer.all("Vary")).contains("Origin");
        }
    }

    @Test
    void isThatOfAnAbsoluteTarget() {
        assertThat(http.ask("GET http://evil.com/sync HTTP/1.1", "Host: evil.com")
                        .status())
                .isEqualTo(421);
        assertThat(http.ask("GET http://localhost/client.js HTTP/1.1", "Host: localhost")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET http://localhost/client.js HTTP/1.1", "GET http://evil.com/client.js HTTP/1.1"})
    void mustNotDifferBetweenTargetAndHeader(String line) {
        String other = line.contains("evil") ? "localhost" : "evil.com";
        assertThat(http.ask(line, "Host: " + other).status()).isIn(400, 421);
    }

    @Test
    void mayBeMissingInTheOldestHttpOnly() {
        assertThat(http.ask("GET /client.js HTTP/1.0").status()).isEqualTo(200);
        assertThat(http.ask("GET /client.js HTTP/1.1").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@localhost",
                "localhost@evil.com",
                "localhost/x",
                "localhost?x",
                "localhost#x",
                "local host",
                "localhost,evil.com",
                "localhost:x",
                "localhost:99999",
                "[::1",
                "evil::com",
                "[evil.com]",
                "%6cocalhost",
                "http://localhost",
                "localhost\u0000",
                "l\u00f6calhost"
            })
    void isRefusedWhenItIsNoName(String host) {
        HttpAnswer answer = http.get("/client.js", "Host: " + host);
        assertThat(Inside.staysHidden(answer).status()).isIn(400, 421);
    }

    /** A library's warning for every such request would let anybody fill the log. */
    @Test
    void mustNotStandThereTwice() {
        try (LogBook log = new LogBook()) {
            isRefusedTwice();
            assertThat(log.lines()).isEmpty();
        }
    }

    private static void isRefusedTwice() {
        assertThat(http.ask("GET /client.js HTTP/1.1", "Host: localhost", "Host: evil.com")
                        .status())
                .isEqualTo(400);
        assertThat(http.ask("GET /client.js HTTP/1.1", "Host: evil.com", "Host: localhost")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void isNotTakenFromAForwardedHeader() {
        assertThat(http.get("/client.js", "Host: evil.com", "X-Forwarded-Host: localhost", "Forwarded: host=localhost")
                        .status())
                .isEqualTo(421);
        assertThat(http.get("/client.js", "X-Forwarded-Host: evil.com", "Forwarded: host=evil.com")
                        .status())
                .isEqualTo(200);
    }
}
