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
import org.liveupdates.hub.testkit.RemoteEventsPage;

/** What the demo's pages save to: it keeps what is an event, in bounds, and says what is wrong with anything else. */
class DemoBackEndTest {
    private static final String EVENTS = "/demo/old/events";
    private static final String EVENT =
            "{\"text\":\"A\",\"start_date\":\"2026-12-31 09:30\",\"end_date\":\"2026-12-31 10:00\"}";

    private static final String TASK =
            "{\"text\":\"A\",\"start_date\":\"2026-12-31 00:00\",\"duration\":2,\"progress\":0.5,\"parent\":\"1\"}";

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

        String chunked = "POST /demo/old/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
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
    void keepsTasksAndLinksForGantts() {
        JsonNode before = http.get("/demo/new/gantt").json();
        assertThat(before.path("data")).hasSizeBetween(5, 10);
        assertThat(before.path("links")).isNotEmpty();
        assertThat(LocalDate.parse(before.at("/data/0/start_date").asText().substring(0, 10)))
                .isBetween(LocalDate.now().minusDays(6), LocalDate.now());

        String task =
                send("POST", "/demo/old/gantt/task", TASK).json().path("tid").asText();
        assertThat(last("data"))
                .hasToString("{\"id\":" + task + ",\"text\":\"A\",\"start_date\":\"2026-12-31 00:00\","
                        + "\"duration\":2,\"progress\":0.5,\"parent\":1,\"type\":\"task\"}");
        send("PUT", "/demo/old/gantt/task/" + task, TASK.replace("{", "{\"type\":\"milestone\","));
        assertThat(last("data").path("type").asText()).isEqualTo("milestone");

        String arrow = "{\"source\":2,\"target\":\"" + task + "\",\"type\":\"1\"}";
        String link =
                send("POST", "/demo/new/gantt/link", arrow).json().path("tid").asText();
        assertThat(last("links"))
                .hasToString("{\"id\":" + link + ",\"source\":2,\"target\":" + task + ",\"type\":\"1\"}");
        send("DELETE", "/demo/new/gantt/link/" + link, "");
        send("DELETE", "/demo/new/gantt/task/" + task, "");
        assertThat(http.get("/demo/old/gantt").json()).as("one set of data").isEqualTo(before);
        assertThat(error(send("PUT", "/demo/old/gantt", "{}"), 405)).isEqualTo("Here one can only GET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "task | []                             | A task is a JSON object",
                "task | {\"start_date\":\"31-12-2026\"}  | A task's start_date is written 2026-12-31 09:30",
                "task | {#,\"duration\":-1}              | A task's duration is a number from 0 to 3650",
                "task | {#,\"duration\":\"1e9\"}           | A task's duration is a number from 0 to 3650",
                "task | {#,\"progress\":2}               | A task's progress is a number from 0 to 1",
                "task | {#,\"progress\":\"NaN\"}           | A task's progress is a number from 0 to 1",
                "task | {#,\"parent\":-1}                | A task's parent is a number from 0 to 999999999999999",
                "task | {#,\"type\":\"x\"}                 | A task's type is one of task, project, milestone",
                "link | {}                             | A link's source is a number from 1 to 999999999999999",
                "link | {\"source\":1}                   | A link's target is a number from 1 to 999999999999999",
                "link | {\"source\":1,\"target\":2,\"type\":4} | A link's type is one of 0, 1, 2, 3",
            })
    void saysWhatIsNoTaskAndNoLink(String kind, String body, String sentence) {
        String json = body.replace("#", "\"start_date\":\"2026-12-31 00:00\"");
        assertThat(error(send("POST", "/demo/old/gantt/" + kind, json), 400)).isEqualTo(sentence);
    }

    /** Old pages tell the others themselves, so a back end that did it too would hide it if they failed. */
    @Test
    void announcesWhatNewPagesSaveAndNothingThatOldPagesDo() {
        try (RemoteEventsPage page = new RemoteEventsPage(hub.url("/sync"), "t", "events", "tasks", "links")) {
            send("POST", EVENTS, EVENT);
            String id =
                    send("POST", "/demo/new/events", EVENT).json().path("tid").asText();
            send("PUT", "/demo/new/gantt/task/2", TASK);
            send("DELETE", "/demo/new/gantt/link/1", "");
            send("DELETE", "/demo/new/gantt/link/1", "");
            send("PUT", "/demo/new/events/999", EVENT);
            send("DELETE", "/demo/new/events/" + id, "");

            page.awaitEvent("delete-event");
            assertThat(page.events().stream()
                            .map(it -> it.path("name").asText() + " "
                                    + it.at("/value/type").asText() + " "
                                    + it.at("/value/event/id").asText()))
                    .containsExactly(
                            "events add-event " + id,
                            "tasks update-task 2",
                            "links delete-link 1",
                            "events delete-event " + id);
            assertThat(page.events().get(1).at("/value/task/duration").asInt()).isEqualTo(2);
        }
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
        "PUT, /demo/old/events, 'GET, POST'",
        "DELETE, /demo/old/events, 'GET, POST'",
        "GET, /demo/old/events/1, 'PUT, DELETE'",
        "POST, /demo/old/events/1, 'PUT, DELETE'",
        "PATCH, /demo/old/events/1, 'PUT, DELETE'"
    })
    void saysWhichMethodsThereAre(String method, String path, String allowed) {
        HttpAnswer answer = send(method, path, EVENT);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
        assertThat(error(answer, 405)).isEqualTo("Here one can only " + allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/demo/old/events/",
                "/demo/old/events/x",
                "/demo/old/events/-1",
                "/demo/old/events/1/",
                "/demo/old/events/1.js",
                "/demo/old/events/99999999999999999999",
                "/demo/old/eventsx"
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

    private JsonNode last(String rows) {
        JsonNode all = http.get("/demo/old/gantt").json().path(rows);
        return all.path(all.size() - 1);
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
