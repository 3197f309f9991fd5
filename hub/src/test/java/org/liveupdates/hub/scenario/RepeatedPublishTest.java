package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;

/** A publish that a client sends again, because a cut swallowed the answer to the first. */
class RepeatedPublishTest {
    private HubRelay hub;
    private Page watcher;

    @BeforeEach
    void start() {
        hub = new HubRelay();
        watcher = Page.listening(Wire.WEBSOCKET, hub.url(), "/update");
    }

    @AfterEach
    void stop() {
        watcher.close();
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void isAnsweredAgainAndRelayedOnce(Wire wire) {
        try (Page page = Page.listening(wire, hub.url())) {
            for (int i = 0; i < 3; i++) {
                assertSuccess(page.publish("/broadcast", "{\"n\":1}", "zz"));
            }
            assertHeard("{\"n\":1}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isKnownOnAnotherTransport(Wire second) {
        Wire first = second == Wire.WEBSOCKET ? Wire.LONG_POLLING : Wire.WEBSOCKET;
        try (Page page = Page.listening(first, hub.url());
                Page again = Page.resume(second, hub.url(), page.clientId())) {
            assertSuccess(page.publish("/broadcast", "1", "zz"));
            assertSuccess(again.publish("/broadcast", "1", "zz"));
            assertHeard("1");
        }
    }

    @Test
    void isRelayedOnceWhenEightConnectionsBringItAtOnce() {
        RawBayeux raw = new RawBayeux(hub.url());
        raw.handshake();
        for (int round = 0; round < 20; round++) {
            String message = message(raw.clientId(), "/broadcast", String.valueOf(round), "r" + round);
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> raw.post(message)))
                    .toList();
            answers.forEach(answer -> assertThat(answer.join().body())
                    .contains("\"successful\":true")
                    .contains("/broadcast"));
        }
        assertHeard(IntStream.range(0, 20).mapToObj(String::valueOf).toArray(String[]::new));
    }

    @Test
    void isKnownAfterTheSessionHasEnded() {
        RawBayeux raw = new RawBayeux(hub.url());
        raw.handshake();
        String message = message(raw.clientId(), "/broadcast", "1", "zz");
        assertThat(raw.post(message).body()).contains("\"successful\":true");
        raw.disconnect();
        assertThat(raw.post(message).body()).contains("\"successful\":true");
        assertHeard("1");
    }

    @Test
    void isKnownThoughTheBatchAroundItIsAnother() {
        RawBayeux raw = new RawBayeux(hub.url());
        raw.handshake();
        String one = message(raw.clientId(), "/broadcast", "1", "2");
        String two = message(raw.clientId(), "/broadcast", "2", "3");
        String three = message(raw.clientId(), "/broadcast", "3", "4");
        raw.post("[" + one + "," + two + "]");
        raw.post("[" + two + "," + three + "]");
        raw.post("[" + one + "," + one + "," + three + "]");
        assertHeard("1", "2", "3");
    }

    @Test
    void isAnotherMessageWhenDataIdClientOrChannelDiffers() {
        try (Page page = Page.listening(Wire.LONG_POLLING, hub.url());
                Page other = Page.listening(Wire.LONG_POLLING, hub.url())) {
            page.publish("/broadcast", "1", "zz");
            page.publish("/broadcast", "2", "zz");
            page.publish("/broadcast", "1", "zzz");
            other.publish("/broadcast", "1", "zz");
            page.publish("/update", "1", "zz");
            assertHeard("1", "2", "1", "1", "1");
        }
    }

    @Test
    void isOnlyARepeatIfItHasAnId() {
        RawBayeux raw = new RawBayeux(hub.url());
        raw.handshake();
        String message = "{\"channel\":\"/broadcast\",\"clientId\":\"%s\",\"data\":1}".formatted(raw.clientId());
        raw.post(message);
        raw.post(message);
        raw.publishBare("/broadcast", "1");
        raw.publishBare("/broadcast", "1");
        assertHeard("1", "1", "1", "1");
    }

    @Test
    void isOnlyARepeatIfItHasAClient() {
        RawBayeux raw = new RawBayeux(hub.url());
        String message = "{\"channel\":\"/broadcast\",\"id\":\"1\",\"data\":1}";
        raw.post(message);
        raw.post(message);
        assertHeard("1", "1");
    }

    @Test
    void isRelayedOnceForAClientThatTheHubDoesNotKnow() {
        RawBayeux raw = new RawBayeux(hub.url());
        String message = message("client-of-another-life", "/broadcast", "1", "1");
        assertThat(raw.post(message).body()).contains("\"successful\":true");
        assertThat(raw.post(message).body()).contains("\"successful\":true");
        assertHeard("1");
    }

    @Test
    void isKnownOnOtherChannelsToo() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/foo");
                Page page = Page.listening(Wire.LONG_POLLING, hub.url())) {
            assertSuccess(page.publish("/foo", "1", "zz"));
            assertSuccess(page.publish("/foo", "1", "zz"));
            page.publish("/foo", "\"end\"");
            assertThat(listener.heardUpTo("/foo", "\"end\"")).hasSize(2);
        }
    }

    @Test
    void isNoRepeatOfOneThatWasRefused() {
        try (HubRelay small = new HubRelay("--max-channels=9");
                Page listener = Page.listening(Wire.WEBSOCKET, small.url(), "/**", "/taken")) {
            RawBayeux raw = new RawBayeux(small.url());
            String message = message("c", "/foo", "1", "1");
            assertThat(raw.post(message).body()).contains("403:/foo:Too many channels");
            listener.unsubscribe("/taken");
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> raw.post(message).body().contains("\"successful\":true"));
            assertThat(listener.heardUpTo("/foo", "1")).hasSize(1);
        }
    }

    private static String message(String clientId, String channel, String data, String id) {
        return "{\"channel\":\"%s\",\"clientId\":\"%s\",\"data\":%s,\"id\":\"%s\"}"
                .formatted(channel, clientId, data, id);
    }

    private static void assertSuccess(JsonNode answer) {
        assertThat(answer.path("successful").asBoolean()).isTrue();
    }

    private void assertHeard(String... data) {
        new RawBayeux(hub.url()).publishBare("/broadcast", "\"end\"");
        assertThat(watcher.heardUpTo("/update", "\"end\""))
                .extracting(JsonNode::toString)
                .containsExactly(
                        Stream.concat(Stream.of(data), Stream.of("\"end\"")).toArray(String[]::new));
    }
}
