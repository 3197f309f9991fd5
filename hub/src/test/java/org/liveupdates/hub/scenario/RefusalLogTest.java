package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.SessionApplication;

/** What the operator reads when somebody was turned away: who, and both ways to let him in; and what a stranger cannot make of it. */
class RefusalLogTest {
    private LogBook log;
    private HubRelay hub;
    private RawHttp http;

    @BeforeEach
    void start() {
        hub = new HubRelay();
        http = new RawHttp(hub.port());
        log = new LogBook();
    }

    @AfterEach
    void stop() {
        log.close();
        hub.stop();
    }

    @Test
    void namesOriginAndHostAndBothCures() {
        for (int i = 0; i < 5; i++) {
            http.post("/sync", "[]", "Host: 10.0.0.7:8008", "Origin: https://app.example.com:8443");
            http.upgrade("/sync", "Host: 10.0.0.7:8008", "Origin: https://app.example.com:8443");
        }
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("https://app.example.com:8443", "10.0.0.7", "client 127.0.0.1")
                .contains("proxy_set_header Host $http_host;", "--allowed-origins https://app.example.com:8443");
    }

    @Test
    void namesTheHostAndItsCure() {
        for (int i = 0; i < 5; i++) {
            http.get("/client.js", "Host: app.example.com");
        }
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("app.example.com", "--public-url https://app.example.com", "client 127.0.0.1");
    }

    @Test
    void tellsDifferentStrangersApart() {
        http.post("/sync", "[]", "Origin: http://a.example");
        http.post("/sync", "[]", "Origin: http://b.example");
        http.post("/sync", "[]", "Host: 10.0.0.8", "Origin: http://b.example");
        assertThat(log.lines()).hasSize(3);
    }

    @Test
    void staysShortWhenAStrangerHasManyNames() {
        for (int i = 0; i < 600; i++) {
            http.post("/sync", "[]", "Origin: http://site" + i + ".example");
        }
        http.post("/sync", "[]", "Origin: http://site0.example");
        assertThat(log.lines()).hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void staysOneLineWhateverTheStrangerCallsHimself() {
        http.post("/sync", "[]", "Origin: http://evil.com\u0085INFO all is well");
        http.post("/sync", "[]", "Origin: http://" + "a".repeat(20_000) + ".com");
        http.get("/sync?message=[]", "Referer: http://evil.com/\u00e9\u0085x\t" + "b".repeat(20_000));
        http.post("/sync", "[]", "Host: " + "c".repeat(10_000) + ".localhost", "Origin: http://evil.com");
        assertThat(log.lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(1000).matches("[\\x20-\\x7e…]+"));
    }

    @Test
    void splitsNoLineAtAFoldedHeader() {
        http.post("/sync", "[]", "Origin: http://evil.com\r\n INFO forged");
        http.post("/sync", "[]", "Origin: http://evil.com\rINFO forged");
        http.post("/sync", "[]", "Origin: http://evil.com\nX: forged");
        assertThat(log.lines()).allSatisfy(line -> assertThat(line).doesNotContain("\n", "\r"));
    }

    @Test
    void keepsWhatFollowsThePathOfAReferrerToItself() {
        http.get("/sync?message=[]", "Referer: http://evil.com/reset?token=s3cret#s3cret");
        http.get("/sync?message=[]", "Referer: garbage s3cret");
        assertThat(log.lines()).hasSize(2).noneMatch(line -> line.contains("s3cret"));
        assertThat(log.lines().get(0)).contains("http://evil.com", "--allowed-origins http://evil.com");
    }

    @Test
    void givesTheAddressBehindAProxy() {
        http.post("/sync", "[]", "Origin: http://a.example", "X-Forwarded-For: 203.0.113.9, 198.51.100.3");
        http.post("/sync", "[]", "Origin: http://b.example", "X-Forwarded-For: unknown");
        assertThat(log.linesWith("client 198.51.100.3")).hasSize(1);
        assertThat(log.linesWith("client unknown")).hasSize(1);
    }

    @Test
    void saysNothingOfTheMessage() {
        http.get("/sync?message=" + RawHttp.encoded("[{\"channel\":\"/x\",\"clientId\":\"s3cret\"}]"));
        assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains("s3cret"));
        assertThat(List.of(log.text().split("\n"))).hasSize(1);
    }

    @Test
    void namesWhyWhereAndOnceAMinuteWhoWasNotKnown() {
        String handshake =
                "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"long-polling\"]}]";
        try (SessionApplication application = new SessionApplication();
                HubRelay asking = new HubRelay("--auth-url=" + application.url(), "--room=hr=/hr")) {
            RawHttp http = new RawHttp(asking.port());
            for (int i = 0; i < 5; i++) {
                http.post("/hr/a;jsessionid=s3cret", handshake);
                http.post("/hr/" + "a".repeat(5_000), handshake);
                http.post("/sync", "[{\"channel\":\"/x\",\"data\":1}]");
            }
            for (int i = 0; i < 400; i++) {
                http.post("/path" + i, handshake);
            }
        }
        assertThat(log.lines()).hasSizeLessThanOrEqualTo(256);
        assertThat(log.lines())
                .startsWith(
                        "Refused page of the old protocol: the application answered 401 (room hr, path /hr/a, client 127.0.0.1)")
                .contains(
                        "Refused publish without a session: no publish token (room default, path /sync, client 127.0.0.1)")
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(400).matches("[\\x20-\\x7e…]+"));
        assertThat(log.linesWith("path /hr/")).hasSize(2);
    }
}
