package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawHttp;

/** A person who opens the hub in a browser reads that it runs; no program ever gets that page for an answer. */
class WelcomePageTest {
    private static final String BROWSER =
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    private static HubRelay hub;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        hub = new HubRelay();
        http = new RawHttp(hub.port());
    }

    @AfterAll
    static void stop() {
        hub.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sync", "/liveUpdates", "/liveUpdates/", "/a/b"})
    void isThereForAPerson(String path) {
        HttpAnswer answer = http.get(path, BROWSER);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body()).contains("<title", "client.js");
    }

    @Test
    void isDescribedToWhoAsksForItsHeadOnly() {
        HttpAnswer answer = http.ask("HEAD / HTTP/1.1", "Host: localhost", "Connection: close", BROWSER);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length"))
                .isEqualTo(String.valueOf(http.get("/", BROWSER).bytes().length));
        assertThat(answer.bytes()).isEmpty();
    }

    @Test
    void isNotThereForABayeuxClient() {
        String handshake = RawHttp.encoded(
                "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"callback-polling\"]}]");
        String same = "Sec-Fetch-Site: same-origin";
        assertThat(http.get("/?message=" + handshake + "&jsonp=cb", "Accept: */*", same)
                        .body())
                .startsWith("/**/cb([{");
        assertThat(http.get("/?message=" + handshake + "&jsonp=cb", BROWSER, same)
                        .body())
                .startsWith("/**/cb([{");
        assertThat(http.postAs("/", "application/json", "[]", BROWSER).body()).isEqualTo("[]");
        assertThat(http.upgrade("/", BROWSER).status()).isEqualTo(101);
        assertThat(http.get("/x", "Accept: text/event-stream").status()).isEqualTo(404);
        assertThat(http.get("/", "Accept: */*").status()).isEqualTo(400);
        assertThat(http.get("/").status()).isEqualTo(400);
    }

    @Test
    void isNotReadByPagesOfOtherSites() {
        assertThat(http.get("/", BROWSER, "Origin: http://evil.com").status()).isEqualTo(403);
        assertThat(http.get("/", BROWSER).all("Access-Control-Allow-Origin")).isEmpty();
    }
}
