package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.Watcher;

/**
 * A page of a site that nobody allowed, open in a browser that reaches the hub: in none of the ways in which a browser sends a
 * request does it publish, listen, or learn anything (cross-site request forgery, CWE-352, and WebSocket hijacking, CWE-1385).
 */
class ForeignPageTest {
    private static final String PUBLISH = "[{\"channel\":\"/broadcast\",\"data\":\"forged\"}]";
    private static final String QUERY = "/sync?message=" + RawHttp.encoded(PUBLISH);

    private static HubRelay hub;
    private static RawHttp http;

    private Watcher page;

    @BeforeAll
    static void start() {
        hub = new HubRelay(
                "--public-url=https://app.example.com", "--open", "--allowed-origins=https://Partner.example:8443");
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

    /** Whatever was tried before: the only update that arrived is the one that may. */
    @AfterEach
    void hearsOnlyTheMarker() {
        new RawBayeux(hub.url()).publishBare("/broadcast", "\"marker\"");
        page.awaitData("marker");
        assertThat(page.heard()).extracting(Object::toString).containsExactly("\"marker\"");
        page.close();
    }

    /** Origins which look like one that is allowed. */
    static List<String> foreign() {
        return List.of(
                "http://evil.com",
                "https://evil.com:8008",
                "http://localhost.evil.com",
                "http://127.0.0.1.evil.com",
                "http://127.evil.com",
                "http://xlocalhost",
                "http://evil.com?localhost",
                "http://evil.com#localhost",
                "http://evil.com/localhost",
                "http://user@localhost@evil",
                "http://localhost@evil.com",
                "http://localhost:80@evil.com",
                "http://localhost\\@evil.com",
                "http://evil.com\\@localhost",
                "http://[::1].evil.com",
                "http://[::2]",
                "http://192.168.1.1",
                "http://128.0.0.1",
                "https://app.example.com.evil.com",
                "https://evil-app.example.com",
                "https://example.com",
                "https://partner.example",
                "http://partner.example:8443",
                "https://partner.example:8443.evil.com",
                "http://localhost, http://evil.com",
                "http://localhost,http://evil.com",
                "http://evil.com http://localhost",
                "localhost",
                "//localhost",
                "http:localhost",
                "http:///localhost",
                "http://",
                "null",
                "NULL",
                "*",
                "undefined",
                "file://",
                "about:blank",
                "http://l\u00f6calhost",
                "http://%6cocalhost");
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void mayNotPost(String origin) {
        for (String type : List.of(
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x")) {
            refused(http.postAs("/sync", type, PUBLISH, "Origin: " + origin));
            refused(http.postAs(
                    "/sync", type, "message=" + PUBLISH, "Origin: " + origin, "Sec-Fetch-Site: cross-site"));
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void getsNoLeaveBeforehand(String origin) {
        refused(http.ask(
                "OPTIONS /sync HTTP/1.1",
                "Host: localhost",
                "Origin: " + origin,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: content-type",
                "Access-Control-Request-Private-Network: true"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void opensNoWebSocket(String origin) {
        refused(http.upgrade("/sync", "Origin: " + origin));
        refused(http.upgrade(
                "/", "Origin: " + origin, "Sec-Fetch-Site: cross-site", "Sec-WebSocket-Origin: http://localhost"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void hearsNoEventStream(String origin) {
        RawBayeux session = new RawBayeux(hub.url());
        session.handshake();
        refused(http.get("/sync/" + session.clientId(), "Accept: text/event-stream", "Origin: " + origin));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void mayNotGetWithAMessage(String origin) {
        refused(http.get(QUERY, "Origin: " + origin));
        refused(http.get(QUERY, "Referer: " + origin));
        refused(http.get(QUERY, "Referer: " + origin + "/a/page?localhost#localhost"));
        refused(http.get(QUERY + "&jsonp=x", "Origin: " + origin, "Referer: http://localhost/"));
    }

    /** What browsers send for script, img, iframe, link, form, prefetch and redirects; with and without a referrer policy. */
    static Stream<List<String>> waysToGet() {
        List<String> referers = List.of("", "Referer: http://evil.com/", "Referer: http://evil.com/?localhost");
        return Stream.of("cross-site", "same-site", "none")
                .flatMap(site -> Stream.of("script", "image", "iframe", "document", "empty", "style")
                        .flatMap(dest -> referers.stream().map(referer -> List.of(site, dest, referer))));
    }

    @ParameterizedTest
    @MethodSource("waysToGet")
    void mayNotGetWithAMessageByAnyElement(List<String> way) {
        String referer = way.get(2).isEmpty() ? "X-None: 1" : way.get(2);
        refused(http.get(QUERY, "Sec-Fetch-Site: " + way.get(0), "Sec-Fetch-Dest: " + way.get(1), referer));
        refused(http.get(
                QUERY, "Sec-Purpose: prefetch", "Sec-Fetch-Site: " + way.get(0), "Accept: text/html", referer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sync?%6Dessage=",
                "/sync?m%65ssage=",
                "/sync?%6d%65%73%73%61%67%65=",
                "/sync?x&message=",
                "/sync?x=1&&&message=",
                "/sync?&message=",
                "/sync?message&message=",
                "/sync?jsonp=x&message=",
                "/?message=",
                "/a/b/c?message=",
                "/client?message=",
                "//sync?message=",
                "/sync;x=1?message=",
                "/sync?%zz&message=",
                "/sync?x=%ff&message=",
                "/sync?message=[]&message="
            })
    void mayNotHideTheMessage(String start) {
        HttpAnswer answer = http.get(start + RawHttp.encoded(PUBLISH), "Referer: http://evil.com/");
        assertThat(Inside.staysHidden(answer).status()).isIn(403, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sync?x;message=",
                "/sync;message=",
                "/sync#message=",
                "/sync?x=1;message=",
                "/sync?Message=",
                "/sync?message%00=",
                "/sync?+message=",
                "/sync?message+=",
                "/sync?x[message]=",
                "/sync?%256Dessage="
            })
    void doesNothingWithWhatOnlyLooksLikeAMessage(String start) {
        HttpAnswer answer = http.get(start + RawHttp.encoded(PUBLISH), "Referer: http://evil.com/");
        assertThat(Inside.staysHidden(answer).status()).isIn(403, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PUT", "DELETE", "PATCH", "TRACE", "get", "Get", "GETX"})
    void getsNowhereByAnotherMethod(String method) {
        HttpAnswer answer = http.ask(
                method + " " + QUERY + " HTTP/1.1",
                "Host: localhost",
                "Referer: http://evil.com/",
                "Connection: close");
        assertThat(Inside.staysHidden(answer).status()).isBetween(400, 501);
    }

    @Test
    void mayNotAskForAnotherMethod() {
        for (String header :
                List.of("X-HTTP-Method-Override: POST", "X-HTTP-Method: POST", "X-Method-Override: POST")) {
            assertThat(http.get("/sync", header, "Referer: http://evil.com/").status())
                    .isEqualTo(400);
        }
        assertThat(http.get("/sync?_method=POST&data=1", "Referer: http://evil.com/")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void doesNotPublishByAQueryOnAPost() {
        refused(http.postAs(QUERY, "text/plain", "", "Origin: http://evil.com"));
        assertThat(http.postAs(QUERY, "text/plain", "x=1").status()).isEqualTo(400);
        assertThat(http.post(QUERY, "[]").body()).isEqualTo("[]");
    }

    @Test
    void doesNotPublishByABodyOnAGet() {
        String form = "message=" + RawHttp.encoded(PUBLISH);
        HttpAnswer answer = http.bytes(("GET /sync HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                        + "\r\n\r\n"
                        + form)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void cannotPassTwoOriginsForOne() {
        for (List<String> two : List.of(
                List.of("Origin: http://localhost", "Origin: http://evil.com"),
                List.of("Origin: http://evil.com", "Origin: http://localhost"),
                List.of("Origin: http://localhost", "Origin: http://localhost"))) {
            refused(http.post("/sync", PUBLISH, two.get(0), two.get(1)));
            refused(http.upgrade("/sync", two.get(0), two.get(1)));
            refused(http.get(QUERY, two.get(0), two.get(1), "Sec-Fetch-Site: same-origin"));
        }
    }

    @Test
    void cannotPassOffAnEmptyOriginAsNone() {
        refused(http.post("/sync", PUBLISH, "Origin:"));
        refused(http.upgrade("/sync", "Origin: "));
    }

    @Test
    void isNotBelievedForASubdomainOrASchemeInFetchMetadata() {
        refused(http.post("/sync", PUBLISH, "Origin: http://evil.com", "Sec-Fetch-Site: same-site"));
        refused(http.post("/sync", PUBLISH, "Origin: http://evil.com", "Sec-Fetch-Site: none"));
        refused(http.post("/sync", PUBLISH, "Origin: http://evil.com", "Sec-Fetch-Site: Same-Origin"));
        refused(http.post(
                "/sync",
                PUBLISH,
                "Origin: http://evil.com",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-origin"));
    }

    private static void refused(HttpAnswer answer) {
        assertThat(Inside.staysHidden(answer).status()).as("%s", answer).isEqualTo(403);
        assertThat(answer.body()).contains("allowed-origins");
        assertThat(answer.headers()).noneMatch(line -> line.startsWith("Access-Control"));
        assertThat(answer.all("Vary")).contains("Origin");
    }
}
