package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawSocket;

/** A {@code /meta/connect}, which the hub answers when something comes or the hold is over. */
class HeldConnectTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HubRelay hub;
    private RawBayeux page;

    private void start(String... settings) {
        hub = new HubRelay(settings);
        page = new RawBayeux(hub.url());
        page.handshake();
        page.subscribe("/update");
        // As with CometD, the first is answered at once: the page knows then that it is connected.
        page.connect().join();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void isAnsweredEmptyHandedWhenTheHoldIsOver() {
        start("--timeout=1s");
        JsonNode answer = page.connect().join();
        assertThat(answer).hasSize(1);
        assertThat(answer.path(0).path("successful").asBoolean()).isTrue();
        assertThat(page.connect().join().path(0).path("successful").asBoolean()).isTrue();
    }

    @Test
    void isAnsweredWhenAnUpdateComes() {
        start("--timeout=10m", "--session-timeout=20m");
        CompletableFuture<JsonNode> held = page.connect();
        new RawBayeux(hub.url()).publishBare("/broadcast", "1");
        assertThat(soon(held).path(0).path("data").asInt()).isEqualTo(1);
    }

    @Test
    void bringsAllThatHasComeBefore() {
        start("--timeout=10m", "--session-timeout=20m");
        for (int number = 0; number < 5; number++) {
            new RawBayeux(hub.url()).publishBare("/broadcast", String.valueOf(number));
        }
        assertThat(soon(page.connect()).findValuesAsText("data")).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void isAnsweredAtOnceWhenThePageAsksForThat() {
        start("--timeout=10m", "--session-timeout=20m");
        JsonNode answer = connect("\"timeout\":0");
        assertThat(answer.path("successful").asBoolean()).isTrue();
        assertThat(answer.path("advice").path("timeout").asInt()).isEqualTo(600_000);
        assertThat(answer.path("advice").path("reconnect").asText()).isEqualTo("retry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"timeout\":86400000", "\"timeout\":1e300", "\"timeout\":\"86400000\"", "\"timeout\":null"})
    void isNeverHeldForLongerThanTheHubWants(String advice) {
        start("--timeout=1s");
        assertThat(connect(advice).path("successful").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"timeout\":-5", "\"timeout\":-1e300", "\"timeout\":0.3"})
    void isAnsweredAtOnceForAPageThatAsksForLessThanNothing(String advice) {
        start("--timeout=10m", "--session-timeout=20m");
        assertThat(connect(advice).path("successful").asBoolean()).isTrue();
    }

    @Test
    void isAnsweredWhenThePageSaysGoodbyeAndMayComeBack() {
        start("--timeout=10m", "--session-timeout=20m");
        CompletableFuture<JsonNode> held = page.connect();
        held(page);
        JsonNode goodbye = page.disconnect();
        assertThat(goodbye.path("successful").asBoolean()).isTrue();
        JsonNode answer = soon(held).path(0);
        assertThat(answer.path("successful").asBoolean()).isTrue();
        // A Faye client that is told "none" does not shake hands again, even when its page wants to.
        assertThat(answer.path("advice").path("reconnect").asText("retry")).isNotEqualTo("none");
        assertThat(page.connect().join().path(0).path("error").asText())
                .isEqualTo("401:" + page.clientId() + ":Unknown client");
    }

    @Test
    void isAnsweredOnASocketWhenThePageSaysGoodbyeAndMayComeBack() {
        start("--timeout=10m", "--session-timeout=20m");
        try (RawSocket socket = new RawSocket(hub.url())) {
            String clientId = socket.handshake();
            socket.connect();
            socket.connect();
            assertThat(socket.ask("\"channel\":\"/meta/disconnect\",\"clientId\":\"%s\"".formatted(clientId))
                            .path("successful")
                            .asBoolean())
                    .isTrue();
            socket.await(
                    "end of the held connect",
                    message -> message.path("id").asText().equals("3"));
            assertThat(socket.frames()).noneMatch(frame -> frame.contains("none"));
            assertThat(socket.handshake()).isNotEqualTo(clientId).isNotEmpty();
        }
    }

    /** The answers of a batch are held by nothing, though a connect is among it. */
    @Test
    void doesNotHoldTheAnswersThatTravelWithIt() {
        start("--timeout=10m", "--session-timeout=20m");
        try (RawSocket socket = new RawSocket(hub.url())) {
            String clientId = socket.handshake();
            socket.connect();
            socket.send("""
                    [{"channel":"/meta/connect","clientId":"%s","connectionType":"websocket","id":"c"},
                     {"channel":"/meta/subscribe","clientId":"%s","subscription":"/update","id":"s"}]
                    """.formatted(clientId, clientId));
            socket.await(
                    "answer to subscribe",
                    message -> message.path("id").asText().equals("s"));
        }
    }

    /** Nothing tells a page's client that it is held; but a publish by the same page comes after it. */
    private static void held(RawBayeux page) {
        page.publish("/foo", "0");
    }

    private JsonNode connect(String advice) {
        String answer = soon(CompletableFuture.supplyAsync(() -> page.post(
                        "{\"channel\":\"/meta/connect\",\"clientId\":\"%s\",\"connectionType\":\"long-polling\",\"advice\":{%s}}"
                                .formatted(page.clientId(), advice))
                .body()));
        try {
            return JSON.readTree(answer).path(0);
        } catch (IOException e) {
            throw new AssertionError(answer, e);
        }
    }

    private static <T> T soon(CompletableFuture<T> answer) {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
