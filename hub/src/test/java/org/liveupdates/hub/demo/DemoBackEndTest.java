package org.liveupdates.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawHttp;

/** What the demo's pages save to: it keeps what is an event, in bounds, and says what is wrong with anything else. */
class DemoBackEndTest {
    private static final String EVENTS = "/demo/events";
    private static final String EVENT =
            "{\"text\":\"A\",\"start_date\":\"2026-12-31 09:30\",\"end_date\":\"2026-12-31 10:00\"}";

    private HubRelay hub;
    private RawHttp http;

    @BeforeEach
    void start() {
        hub = new HubRelay("--demo");
        http = new RawHttp(hub.port());
    }

    @AfterEach
    void stop() {
        hub.stop();
    }

    @Test
    void beginsWithAHandfulOfEventsInThisWeek() {
        JsonNode all = all();
        assertThat(all).hasSizeBetween(5, 10);
        for (JsonNode event : all) {
            LocalDate day = LocalDate.parse(event.path("start_date").asText().substring(0, 10));
            assertThat(ChronoUnit.DAYS.between(LocalDate.now(), day)).isBetween(-7L, 6L);
        }
    }

    @Test
    void keepsWhatIsCreatedChangedAndDeleted() {
        int before = all().size();
        JsonNode created = send("POST", EVENTS, EVENT).json();
        assertThat(created.path("action").asText()).isEqualTo("inserted");
        String id = created.path("tid").asText();
        assertThat(event(id).path("text").asText()).isEqualTo("A");

        String changed = EVENT.replace("\"A\"", "\"B\",\"color\":\"#a0B1c2\"").replace("10:00", "11:00");
        assertThat(send("PUT", EVENTS + "/" + id, changed).json().path("action").asText())
                .isEqualTo("updated");
        assertThat(event(id))
                .hasToString("{\"id\":" + id + ",\"text\":\"B\",\"start_date\":\"2026-12-31 09:30\","
                        + "\"end_date\":\"2026-12-31 11:00\",\"color\":\"#a0B1c2\"}");

        assertThat(send("DELETE", EVENTS + "/" + id, "").json().path("action").asText())
                .isEqualTo("deleted");
        assertThat(all()).hasSize(before);
        assertThat(send("DELETE", EVENTS + "/" + id, "").status())
                .as("gone is gone")
                .isEqualTo(200);
        assertThat(error(send("PUT", EVENTS + "/" + id, EVENT), 404)).isEqualTo("There is no event " + id);
    }

    @Test
    void numbersNoTwoEventsAlike() {
        long first = send("POST", EVENTS, EVENT).json().path("tid").asLong();
        send("DELETE", EVENTS + "/" + first, "");
        assertThat(send("POST", EVENTS, EVENT).json().path("tid").asLong()).isGreaterThan(first);
    }

    @Test
    void keepsNothingOfWhatASchedulerNotesForItself() {
        String id = send("POST", EVENTS, EVENT.replace("{", "{\"_timed\":true,\"id\":5,\"!x\":{\"y\":[]},"))
                .json()
                .path("tid")
                .asText();
        assertThat(event(id).fieldNames()).toIterable().containsExactly("id", "text", "start_date", "end_date");
    }

    @Test
    void keepsAThousandEventsAndNoMore() {
        for (int i = all().size(); i < 1000; i++) {
            assertThat(send("POST", EVENTS, EVENT).status()).isEqualTo(200);
        }
        assertThat(error(send("POST", EVENTS, EVENT), 409)).isEqualTo("The demo keeps at most 1000 events");
        assertThat(send("PUT", EVENTS + "/1", EVENT).status()).as("a change").isEqualTo(200);
        send("DELETE", EVENTS + "/1", "");
        assertThat(send("POST", EVENTS, EVENT).status()).as("room again").isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                     | An event is a JSON object",
                "[]                                     | An event is a JSON object",
                "null                                   | An event is a JSON object",
                "{\"text\":                             | The body is no JSON",
                "{} {}                                  | The body is no JSON",
                "text=A                                 | The body is no JSON",
                "{}                                     | An event's start_date is written 2026-12-31 09:30",
                "{\"start_date\":1}                     | An event's start_date is written 2026-12-31 09:30",
                "{\"start_date\":\"2026-02-30 09:30\"}  | An event's start_date is written 2026-12-31 09:30",
                "{\"start_date\":\"2026-12-31 09:30\"}  | An event's end_date is written 2026-12-31 09:30",
            })
    void saysWhatIsNoEvent(String body, String sentence) {
        assertThat(error(send("POST", EVENTS, body), 400)).isEqualTo(sentence);
        assertThat(error(send("PUT", EVENTS + "/1", body), 400)).isEqualTo(sentence);
    }

    @Test
    void boundsWhatAnEventHolds() {
        assertThat(error(send("POST", EVENTS, EVENT.replace("10:00", "09:29")), 400))
                .isEqualTo("An event ends no earlier than it starts");
        assertThat(error(send("POST", EVENTS, EVENT.replace("A", "A".repeat(501))), 400))
                .isEqualTo("An event's text has at most 500 characters");
        assertThat(error(send("POST", EVENTS, EVENT.replace("{", "{\"color\":\"red;top:0\",")), 400))
                .isEqualTo("An event's color is written #rrggbb");
        assertThat(error(send("POST", EVENTS, "[".repeat(15_000)), 400)).isEqualTo("The body is no JSON");
        byte[] latin1 = EVENT.replace("A", "\u00e4").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(send("POST", EVENTS, latin1, "Content-Type: application/json")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void takesNoLargeBodyWhetherItSaysItsLengthOrNot() {
        String large = EVENT.replace("A", "A".repeat(20_000));
        String sentence = "An event has at most 16384 bytes";
        assertThat(error(send("POST", EVENTS, large), 413)).isEqualTo(sentence);

        String chunked = "POST /demo/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(large.length()) + "\r\n" + large
                + "\r\n0\r\n\r\n";
        assertThat(error(http.bytes(chunked.getBytes(StandardCharsets.UTF_8)), 413))
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""})
    void takesOnlyWhatAFormCannotSend(String type) {
        int before = all().size();
        byte[] event = EVENT.getBytes(StandardCharsets.UTF_8);
        assertThat(error(send("POST", EVENTS, event, "Content-Type: " + type), 415))
                .isEqualTo("An event is sent as application/json");
        assertThat(all()).hasSize(before);
    }

    @Test
    void isNotForPagesOfOtherSites() {
        byte[] event = EVENT.getBytes(StandardCharsets.UTF_8);
        String[] foreign = {"Content-Type: application/json", "Origin: http://evil.com"};
        assertThat(send("POST", EVENTS, event, foreign).status()).isEqualTo(403);
        assertThat(send("DELETE", EVENTS + "/1", event, foreign).status()).isEqualTo(403);
        assertThat(http.get(EVENTS, "Origin: http://evil.com").status()).isEqualTo(403);
        assertThat(http.get(EVENTS, "Host: evil.com").status()).isEqualTo(421);
        assertThat(event("1").isMissingNode()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /demo/events, 'GET, POST'",
        "DELETE, /demo/events, 'GET, POST'",
        "GET, /demo/events/1, 'PUT, DELETE'",
        "POST, /demo/events/1, 'PUT, DELETE'",
        "PATCH, /demo/events/1, 'PUT, DELETE'"
    })
    void saysWhichMethodsThereAre(String method, String path, String allowed) {
        HttpAnswer answer = send(method, path, EVENT);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
        assertThat(error(answer, 405)).isEqualTo("Here one can only " + allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/demo/events/",
                "/demo/events/x",
                "/demo/events/-1",
                "/demo/events/1/",
                "/demo/events/1.js",
                "/demo/events/99999999999999999999",
                "/demo/eventsx"
            })
    void isNowhereElse(String path) {
        assertThat(Inside.staysHidden(send("DELETE", path, "")).status()).isEqualTo(404);
    }

    @Test
    void isNotThereWithoutADemo() {
        try (HubRelay plain = new HubRelay()) {
            RawHttp there = new RawHttp(plain.port());
            assertThat(there.get(EVENTS).status()).isEqualTo(400);
            assertThat(there.get("/demo/pane.js").status()).isEqualTo(404);
            assertThat(there.postAs("/demo/", "application/json", "[]").body())
                    .as("a path like any other")
                    .isEqualTo("[]");
        }
    }

    private JsonNode all() {
        HttpAnswer answer = http.get(EVENTS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.json();
    }

    private JsonNode event(String id) {
        for (JsonNode event : all()) {
            if (event.path("id").asText().equals(id)) {
                return event;
            }
        }
        return all().path("none");
    }

    private static String error(HttpAnswer answer, int status) {
        Inside.staysHidden(answer);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.json().path("action").asText()).isEqualTo("error");
        return answer.json().path("message").asText();
    }

    private HttpAnswer send(String method, String path, String body) {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
    }

    private HttpAnswer send(String method, String path, byte[] body, String... headers) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join("\r\n", headers) + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return http.bytes(all);
    }
}
