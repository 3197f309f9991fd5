package org.liveupdates.hub.scenario;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RemoteEventsPage;
import org.liveupdates.hub.testkit.StalledPage;

/** A RemoteEvents page and a back end that announces, frame by frame. */
class RemoteEventsTest {
    private static final String EVENT =
            "{\"name\":\"events\",\"value\":{\"type\":\"update-event\",\"event\":{\"id\":5,\"text\":\"A\",\"start_date\":\"2027-05-11 09:00\",\"end_date\":\"2027-05-11 10:00\"}}}";

    private HubRelay hub;
    private RawHttp http;

    @BeforeEach
    void start() {
        hub = new HubRelay("--max-message=4KiB", "--max-subscriptions=3", "--max-sessions=4", "--remote-path=/live");
        http = new RawHttp(hub.port());
    }

    @AfterEach
    void stop() {
        hub.stop();
    }

    private HttpAnswer publish(String json) {
        return http.post("/publish", json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1", "/liveUpdates/api/v1", "/api/v1/", "/live", "/x/live?a=b"})
    void areWelcomedByTheHandshake(String path) {
        HttpAnswer answer = http.get(path, "Remote-Token: any", "Accept: application/json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"api\":{},\"data\":{},\"websocket\":true}");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void startWithAnIdThatNobodyGuesses() {
        try (RemoteEventsPage one = new RemoteEventsPage(hub.url(), "t");
                RemoteEventsPage other = new RemoteEventsPage(hub.url(), "t")) {
            String id = one.awaitAction("start").path("body").asText();
            assertThat(id).matches("[A-Za-z0-9_-]{22}");
            assertThat(other.awaitAction("start").path("body").asText()).isNotEqualTo(id);
        }
    }

    @Test
    void hearWhatTheySubscribedAndNothingElse() {
        try (RemoteEventsPage events = new RemoteEventsPage(hub.url(), "t", "events");
                RemoteEventsPage links = new RemoteEventsPage(hub.url(), "t", "links", "cards")) {
            HttpAnswer answer = publish(EVENT);
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("{\"pages\":1}");
            JsonNode body = events.awaitEvent("update-event");
            assertThat(body.path("value").path("event").path("text").asText()).isEqualTo("A");
            publish("{\"name\":\"cards\",\"value\":{\"type\":\"custom\",\"big\":1e400,\"card\":7}}");
            links.awaitEvent("custom");
            assertThat(links.socket().frames().toString()).contains("1e400");
            assertThat(links.events()).hasSize(1);
            assertThat(events.events()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "key"})
    void stopListeningByEitherWord(String field) {
        try (RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t", "events")) {
            page.send("{\"action\":\"unsubscribe\",\"" + field + "\":\"events\"}");
            page.settle();
            assertThat(publish(EVENT).body()).isEqualTo("{\"pages\":0}");
            assertThat(page.events()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "not json",
                "{\"action\":7}",
                "{\"action\":\"subscribe\"}",
                "{\"action\":\"subscribe\",\"name\":{}}",
                "{\"action\":\"unsubscribe\"}"
            })
    void areToldOfAMalformedFrameAndStay(String frame) {
        try (RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t", "events")) {
            page.send(frame);
            page.awaitAction("error");
            publish(EVENT);
            page.awaitEvent("update-event");
        }
    }

    @Test
    void maySayWhatALaterVersionSays() {
        try (RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t", "events")) {
            page.send("{\"action\":\"dance\",\"body\":[1]}");
            page.settle();
            assertThat(page.socket().frames()).noneMatch(it -> it.contains("error\",\"body\""));
        }
    }

    @Test
    void areToldThatThereAreNoFunctions() {
        try (RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t")) {
            page.send("{\"action\":\"call\",\"body\":[{\"id\":\"5\",\"name\":\"m.f\",\"args\":[]}]}");
            JsonNode body = page.awaitAction("result").path("body").path(0);
            assertThat(body.path("id").asText()).isEqualTo("5");
            assertThat(body.path("error").asText()).isNotEmpty();
        }
        HttpAnswer answer = http.post("/api/v1", "[{\"id\":\"6\",\"name\":\"m.f\",\"args\":[]}]");
        assertThat(answer.json().path(0).path("id").asText()).isEqualTo("6");
    }

    @Test
    void areCutOffWhenAFrameIsTooLong() throws Exception {
        try (RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t")) {
            page.send("{\"action\":\"subscribe\",\"name\":\"" + "x".repeat(5000) + "\"}");
            assertThat(page.socket().closed().get(10, SECONDS)).isEqualTo(1009);
        }
    }

    @Test
    void listenToSoManyNamesAndNoMore() {
        try (RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t", "a", "b", "events", "d")) {
            assertThat(page.awaitAction("error").path("body").asText()).contains("max-subscriptions");
            publish(EVENT);
            page.awaitEvent("update-event");
        }
    }

    @Test
    void areSoManyAndTheNextIsRefusedUntilOneLeaves() {
        List<RemoteEventsPage> pages = List.of(
                new RemoteEventsPage(hub.url(), "t"),
                new RemoteEventsPage(hub.url(), "t"),
                new RemoteEventsPage(hub.url(), "t"),
                new RemoteEventsPage(hub.url(), "t"));
        assertThat(http.upgrade("/api/v1?token=t&ws=1").status()).isEqualTo(503);
        pages.get(0).socket().sayGoodbye();
        Awaitility.await("a place")
                .until(() -> http.upgrade("/api/v1?token=t&ws=1").status() == 101);
        pages.forEach(RemoteEventsPage::close);
    }

    @Test
    void areToldWhenTheHubStops() throws Exception {
        try (RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t", "events")) {
            hub.stop();
            assertThat(page.socket().closed().get(10, SECONDS)).isEqualTo(1001);
            hub.start();
        }
    }

    @Test
    void anUpgradeThatIsNoneIsRefused() {
        assertThat(http.get("/api/v1?token=t", "Upgrade: websocket").status()).isEqualTo(400);
        assertThat(http.get("/api/v1", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 7")
                        .status())
                .isBetween(400, 426);
    }

    @Test
    void areToldThatNothingIsBinaryAndStay() {
        try (StalledPage page = StalledPage.onSocket(hub.port(), "/api/v1?token=t&ws=1")) {
            page.frame(0x82, new byte[] {0, 1, 2});
            page.readUntil("\"Text frames only\"}");
            page.send("{\"action\":\"call\",\"body\":[{\"id\":\"6\"}]}");
            page.readUntil("functions\"}]}");
        }
    }

    /** To compress costs more than the bytes that it saves. */
    @Test
    void writeNothingCompressed() {
        assertThat(http.upgrade(
                                "/api/v1?token=t&ws=1",
                                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
                        .header("Sec-WebSocket-Extensions"))
                .isNull();
        try (StalledPage page = StalledPage.onSocket(hub.port(), "/api/v1?token=t&ws=1")) {
            page.frame(0xc1, new byte[] {(byte) 0xaa, 0x56, 0});
            assertThat(page.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void oneKeyAnnouncesOnce() {
        try (RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t", "events")) {
            for (int i = 0; i < 3; i++) {
                assertThat(http.post("/publish", EVENT, "Idempotency-Key: one").body())
                        .isEqualTo("{\"pages\":1}");
            }
            HttpAnswer other =
                    http.post("/publish", EVENT.replace("update-event", "add-event"), "Idempotency-Key: one");
            assertThat(other.status()).isEqualTo(422);
            http.post("/publish", EVENT.replace(":5", ":6"), "Idempotency-Key: two");
            page.awaitEvent("\"id\":6");
            assertThat(page.events()).hasSize(2);
        }
    }

    @Test
    void otherMethodsAreRefused() {
        assertThat(http.get("/publish").status()).isEqualTo(405);
        assertThat(http.ask("DELETE /api/v1 HTTP/1.1", "Host: localhost").status())
                .isEqualTo(405);
    }
}
