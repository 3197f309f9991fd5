package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawConnection;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RemoteEventsPage;

/** Pages of other sites at the paths of RemoteEvents (CWE-352, CWE-1385), and what a browser asks for those that may. */
class ForeignRemotePageTest {
    private static final String EVENT = "{\"name\":\"cards\",\"value\":\"forged\"}";
    private static final String UPGRADE = "/api/v1?token=t&ws=1";
    private static final String PARTNER = "https://partner.example";

    private static HubRelay hub;
    private static RawHttp http;

    private RemoteEventsPage page;

    @BeforeAll
    static void start() {
        hub = new HubRelay("--public-url=https://app.example.com", "--open", "--allowed-origins=" + PARTNER);
        http = new RawHttp(hub.port());
    }

    @AfterAll
    static void stop() {
        hub.stop();
    }

    @BeforeEach
    void listen() {
        page = new RemoteEventsPage(hub.url(""), "t", "cards");
    }

    @AfterEach
    void nothingForgedWasHeard() {
        assertThat(http.post("/publish", EVENT.replace("forged", "marker")).status())
                .isEqualTo(202);
        page.awaitEvent("marker");
        assertThat(page.events()).hasSize(1);
        page.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.com", "https://app.example.com.evil.com", "null", "https://partner.example:1"})
    void hasNoBusinessHere(String origin) {
        String header = "Origin: " + origin;
        for (HttpAnswer answer : new HttpAnswer[] {
            http.get("/api/v1", header, "Remote-Token: t"),
            http.upgrade(UPGRADE, header),
            http.upgrade("/a/prefix" + UPGRADE, header, "Sec-Fetch-Site: cross-site"),
            http.post("/api/v1", "[]", header),
            http.post("/publish", EVENT, header),
            http.postAs("/publish", "text/plain", EVENT, header),
            http.postAs("/a/publish", "text/plain", EVENT, header),
            http.ask(
                    "OPTIONS /publish HTTP/1.1",
                    "Host: localhost",
                    header,
                    "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: content-type"),
        }) {
            assertThat(Inside.staysHidden(answer).status()).as("%s", answer).isEqualTo(403);
            assertThat(answer.body()).contains("allowed-origins");
            assertThat(answer.headers()).noneMatch(it -> it.startsWith("Access-Control-"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.com", "localhost.evil.com", "127.0.0.1.nip.io"})
    void isNotServedUnderAnotherName(String host) {
        String header = "Host: " + host;
        for (HttpAnswer answer : new HttpAnswer[] {
            http.get("/api/v1", header, "Remote-Token: t"),
            http.upgrade(UPGRADE, header),
            http.upgrade(UPGRADE, header, "Origin: http://" + host),
            http.post("/publish", EVENT, header),
            http.post("/publish", EVENT, header, "Origin: http://" + host, "Sec-Fetch-Site: same-origin"),
        }) {
            assertThat(Inside.staysHidden(answer).status()).isEqualTo(421);
            assertThat(answer.body()).contains("public-url");
        }
    }

    /** What the genuine clients send from another origin is not simple, so browsers ask beforehand. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1", "/publish"})
    void ofAPartnerGetsLeaveBeforehand(String path) {
        HttpAnswer answer = http.ask(
                "OPTIONS " + path + " HTTP/1.1",
                "Host: localhost",
                "Origin: " + PARTNER,
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: content-type,remote-token");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PARTNER);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET", "POST");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .containsIgnoringCase("content-type")
                .containsIgnoringCase("remote-token")
                .containsIgnoringCase("idempotency-key");
        assertThat(answer.all("Vary")).contains("Origin");
    }

    @Test
    void ofAPartnerMayReadEveryAnswer() {
        String origin = "Origin: " + PARTNER;
        for (HttpAnswer answer : new HttpAnswer[] {
            http.get("/api/v1", origin),
            http.ask("DELETE /api/v1 HTTP/1.1", "Host: localhost", origin),
            http.post("/publish", "{}", origin),
            http.get("/publish", origin),
        }) {
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PARTNER);
        }
        assertThat(http.upgrade(UPGRADE, origin).status()).isEqualTo(101);
    }

    @Test
    void ofAPartnerMayReadWhyItIsRefused(@TempDir Path dir) throws Exception {
        Path secret = Files.writeString(dir.resolve("secret"), "0123456789".repeat(7));
        try (HubRelay closed =
                new HubRelay("--jwt-secret-file=" + secret, "--allowed-origins=" + PARTNER, "--open-old-pages")) {
            RawHttp there = new RawHttp(closed.port());
            for (HttpAnswer answer : new HttpAnswer[] {
                there.get("/api/v1", "Remote-Token: wrong", "Origin: " + PARTNER),
                there.upgrade("/api/v1?token=wrong&ws=1", "Origin: " + PARTNER),
                there.post("/publish", EVENT, "Authorization: Bearer wrong", "Origin: " + PARTNER),
            }) {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PARTNER);
                assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
            }
        }
    }

    /** A HEAD is answered as a GET is, without the body (RFC 9110, 9.3.2). */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1 200", "/publish 405"})
    void mayAskForTheHeadAlone(String expected) {
        String[] parts = expected.split(" ");
        try (RawConnection connection = new RawConnection(hub.port())) {
            connection.send("HEAD " + parts[0] + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "HEAD /api/v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(connection.ends()).isTrue();
            assertThat(connection.received())
                    .startsWith("HTTP/1.1 " + parts[1] + " ")
                    .contains("application/json")
                    .doesNotContain("{");
        }
    }
}
