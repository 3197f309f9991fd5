package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawHttp;

/** Scripts are served at every path from which an old page may load them, to anybody, and no more often than needed. */
class ScriptsTest {
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
    @ValueSource(
            strings = {
                "/client.js", "/sync.js", "/liveUpdates.js", "/liveUpdates/client.js", "/sync/client.js",
                        "/a/b/client.js",
                "/foo/foo.js", "/sync/sync.js", "/client.js?x=1", "/client.js;v=2", "/client%2Ejs", "/%63lient.js"
            })
    void areTheClientAtManyPaths(String path) {
        HttpAnswer answer = http.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(answer.bytes().length));
        assertThat(answer.body())
                .contains("Faye")
                .isEqualTo(http.get("/client.js").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live_updates.js", "/liveUpdates/live_updates.js", "/a/b/live_updates.js?x=1"})
    void areThePagesHalfAtManyPaths(String path) {
        HttpAnswer answer = http.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(answer.body()).startsWith("/*\n * live_updates.js: ").endsWith("})(window);\n");
        String etag = String.valueOf(answer.header("ETag"));
        assertThat(http.get(path, "If-None-Match: " + etag).status()).isEqualTo(304);
        assertThat(http.get("/client.js", "If-None-Match: " + etag).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/other.js", "/sync/other.js", "/.js", "/faye/faye-browser.js", "/client.js/x.js", "/CLIENT.js"})
    void areNotThereUnderOtherNames(String path) {
        HttpAnswer answer = Inside.staysHidden(http.get(path));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo("No such script; the hub serves client.js, live_updates.js\n");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../pom.xml.js",
                "/..%2f..%2fpom.js",
                "/%2e%2e/%2e%2e/x.js",
                "/a/%2e%2e%2fx.js",
                "/..\\x.js",
                "/..%5cx.js",
                "/a//b/..//x.js",
                "/%00.js",
                "/x%0d%0a.js",
                "/%252e%252e/x.js",
                "/a;/../x.js",
                "/%c0%ae%c0%ae/x.js",
                "/\u00e4.js"
            })
    void areNotFoundByTricks(String path) {
        HttpAnswer answer = Inside.staysHidden(http.get(path));
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("<project").doesNotContain("..");
    }

    @Test
    void areLoadedByPagesOfEverySite() {
        for (String origin : List.of("Origin: http://evil.com", "Origin: null", "X-None: 1")) {
            HttpAnswer answer = http.get("/client.js", origin, "Sec-Fetch-Site: cross-site");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.all("Access-Control-Allow-Origin")).containsExactly("*");
            assertThat(answer.all("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        }
    }

    @Test
    void areNotSentAgainWhenTheBrowserHasThem() {
        HttpAnswer first = http.get("/client.js");
        String etag = first.header("ETag");
        assertThat(etag).matches("(W/)?\"[0-9a-f]+\"");
        String bare = etag.replaceFirst("^W/", "");
        for (String has : List.of(
                etag, bare, "W/" + bare, "\"x\", " + etag, etag + ",\"x\"", "*", "\"x\",  W/" + bare + " , \"y\"")) {
            HttpAnswer answer = http.get("/sync.js", "If-None-Match: " + has);
            assertThat(answer.status()).as(has + answer).isEqualTo(304);
            assertThat(answer.bytes()).isEmpty();
            assertThat(answer.header("ETag")).isEqualTo(etag);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        }
        for (String has :
                List.of("\"x\"", bare.replace("\"", ""), "\"\"", "W/\"x\",\"y\"", bare.replaceFirst("^\"", "\"0"))) {
            assertThat(http.get("/client.js", "If-None-Match: " + has).status())
                    .as(has)
                    .isEqualTo(200);
        }
    }

    @Test
    void areNotSentAgainWhenTheyHaveNotChangedSince() {
        String modified = http.get("/client.js").header("Last-Modified");
        assertThat(http.get("/client.js", "If-Modified-Since: " + modified).status())
                .isEqualTo(304);
        assertThat(http.get("/client.js", "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT")
                        .status())
                .isEqualTo(200);
        assertThat(http.get("/client.js", "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT")
                        .status())
                .isIn(200, 304);
        assertThat(http.get("/client.js", "If-Modified-Since: yesterday").status())
                .isEqualTo(200);
        assertThat(http.get("/client.js", "If-None-Match: \"x\"", "If-Modified-Since: " + modified)
                        .status())
                .as("a tag wins over a date")
                .isEqualTo(200);
    }

    @Test
    void areDescribedWithoutBeingSent() {
        HttpAnswer answer = http.ask("HEAD /client.js HTTP/1.1", "Host: localhost", "Connection: close");
        HttpAnswer full = http.get("/client.js");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEmpty();
        for (String header : List.of("Content-Length", "Content-Type", "ETag", "Last-Modified")) {
            assertThat(answer.header(header)).isEqualTo(full.header(header));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                      | true",
                "GZIP                      | true",
                "gzip, deflate, br, zstd   | true",
                "br;q=1.0, gzip;q=0.5      | true",
                "gzip; q=1.0               | true",
                "gzip;q=0.001              | true",
                "gzip;q=0                  | false",
                "gzip;q=0.0                | false",
                "gzip; q=0.000, *          | false",
                "*;q=0                     | false",
                "*;q=0, gzip               | true",
                "identity                  | false",
                "br                        | false",
                "gzipped                   | false",
                "''                        | false",
            })
    void areCompressedForThoseWhoCanReadIt(String accepted, boolean compressed) throws IOException {
        HttpAnswer answer = http.get("/client.js", "Accept-Encoding: " + accepted);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Encoding")).isEqualTo(compressed ? "gzip" : null);
        assertThat(answer.all("Vary")).contains("Accept-Encoding");
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(answer.bytes().length));
        byte[] plain = compressed
                ? new GZIPInputStream(new ByteArrayInputStream(answer.bytes())).readAllBytes()
                : answer.bytes();
        assertThat(new String(plain, StandardCharsets.UTF_8))
                .isEqualTo(http.get("/client.js").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE"})
    void canOnlyBeRead(String method) {
        HttpAnswer answer = Inside.staysHidden(
                http.ask(method + " /client.js HTTP/1.1", "Host: localhost", "Content-Length: 0", "Connection: close"));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void mayBeAskedForWithAPreflight() {
        HttpAnswer answer = http.ask(
                "OPTIONS /client.js HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Origin: http://evil.com",
                "Access-Control-Request-Method: GET");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.all("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void areNoDoorToBayeux() {
        String publish = RawHttp.encoded("{\"channel\":\"/broadcast\",\"data\":1}");
        assertThat(http.get("/client.js?message=" + publish).body()).doesNotContain("successful\":true");
        assertThat(http.upgrade("/client.js", "Origin: http://evil.com").status())
                .isEqualTo(200);
        assertThat(http.get("/x.js", "Accept: text/event-stream").status()).isEqualTo(404);
    }
}
