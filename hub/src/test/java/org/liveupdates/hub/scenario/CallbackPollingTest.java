package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;

/** Answers that a page loads as scripts. */
class CallbackPollingTest {
    private static final String PUBLISH = "[{\"channel\":\"/foo\",\"data\":1,\"id\":\"1\"}]";
    private static final String DONE = "([{\"channel\":\"/foo\",\"id\":\"1\",\"successful\":true}]);";

    private static HubRelay hub;

    @BeforeAll
    static void start() {
        hub = new HubRelay();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void cannotBeTakenForAnythingElse() {
        HttpResponse<String> answer = get("jsonp=cb&message=" + encoded(PUBLISH));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("/**/cb" + DONE);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache, no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=f.txt");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"__jsonp1__", "$", "$cb", "Abc", "foo.bar", "Faye._fn", "a.b.c.d.e.f"})
    void callWhatThePageNames(String callback) {
        assertThat(get("message=" + encoded(PUBLISH) + "&jsonp=" + encoded(callback))
                        .body())
                .isEqualTo("/**/" + callback + DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&jsonp=", "&jsonp"})
    void callTheUsualFunctionWhenThePageNamesNone(String parameter) {
        assertThat(get("message=" + encoded(PUBLISH) + parameter).body()).isEqualTo("/**/jsonpcallback" + DONE);
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
                "a;b",
                "a\nb",
                "a\u2028",
                "ä",
                "a-b",
                "<script>",
                "a//",
                "a,b",
                "cb&jsonp=cb"
            })
    void neverCallWhatIsNoName(String callback) {
        String parameter = callback.contains("&") ? callback : encoded(callback);
        HttpResponse<String> answer = get("message=" + encoded(PUBLISH) + "&jsonp=" + parameter);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(callback).doesNotContain("/foo");
    }

    @Test
    void doNotPublishUnderANameThatIsRefused() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/foo")) {
            get("jsonp=alert(1)&message=" + encoded("[{\"channel\":\"/foo\",\"data\":\"bad\"}]"));
            new RawBayeux(hub.url()).publishBare("/foo", "\"end\"");
            assertThat(listener.heardUpTo("/foo", "\"end\"")).hasSize(1);
        }
    }

    @Test
    void escapeWhatEndsALineInOldScripts() {
        String answer = get("jsonp=cb&message="
                        + encoded("[{\"channel\":\"/foo\",\"data\":1,\"id\":\"a\u2028b\u2029\"}]"))
                .body();
        assertThat(answer)
                .contains("\"id\":\"a\\u2028b\\u2029\"")
                .doesNotContain("\u2028")
                .doesNotContain("\u2029");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "42", "\"x\"", "{", "[{\"channel\":\"/foo\",\"data\":1}"})
    void refuseWhatIsNoMessage(String message) {
        HttpResponse<String> answer = get("jsonp=cb&message=" + encoded(message));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("cb(");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "[null]"})
    void areEmptyForNoMessages(String message) {
        assertThat(get("jsonp=cb&message=" + encoded(message)).body()).isEqualTo("/**/cb([]);");
    }

    @Test
    void takeSeveralMessageFieldsForOneBatch() {
        assertThat(get("message=" + encoded(PUBLISH) + "&message=" + encoded(PUBLISH) + "&jsonp=cb")
                        .body())
                .isEqualTo("/**/cb([{\"channel\":\"/foo\",\"id\":\"1\",\"successful\":true},"
                        + "{\"channel\":\"/foo\",\"id\":\"1\",\"successful\":true}]);");
    }

    @Test
    void mayCarryAlmost64KilobytesInTheAddress() {
        String data = "\"" + "x".repeat(60_000) + "\"";
        assertThat(get("jsonp=cb&message=" + encoded("[{\"channel\":\"/foo\",\"data\":" + data + ",\"id\":\"1\"}]"))
                        .body())
                .isEqualTo("/**/cb" + DONE);
    }

    private static HttpResponse<String> get(String query) {
        return new RawBayeux(hub.url()).header("Sec-Fetch-Site", "same-origin").get("?" + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
