package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawConnection;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.TcpProxy;

/** A session that changes its connection, by itself or because a network does. */
class MovingSessionTest {
    private HubRelay hub;
    private RawBayeux backEnd;

    @BeforeEach
    void start() {
        hub = new HubRelay();
        backEnd = new RawBayeux(hub.url());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    static Stream<Arguments> moves() {
        return Stream.of(Wire.values())
                .flatMap(from ->
                        Stream.of(Wire.values()).filter(to -> to != from).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1} and back")
    @MethodSource("moves")
    void hearsEverythingOnceOnTheWireThatItPollsOnLast(Wire from, Wire to) {
        try (Page page = Page.listening(from, hub.url(), "/update");
                Page moved = Page.resume(to, hub.url(), page.clientId())) {
            List<Integer> sent = new ArrayList<>();
            publishUntilHeard(page, sent);
            int onFirst = move(page, moved, sent);
            assertThat(numbers(page)).isEqualTo(sent.subList(0, onFirst));
            assertThat(numbers(moved)).isEqualTo(sent.subList(onFirst, sent.size()));
            int onBoth = onFirst + move(moved, page, sent);
            List<Integer> back = new ArrayList<>(sent.subList(0, onFirst));
            back.addAll(sent.subList(onBoth, sent.size()));
            assertThat(numbers(moved)).isEqualTo(sent.subList(onFirst, onBoth));
            assertThat(numbers(page)).isEqualTo(back);
        }
    }

    /** Gives how many were heard on the first in all. */
    private int move(Page from, Page to, List<Integer> sent) {
        from.pause();
        to.listen();
        publishUntilHeard(to, sent);
        publishUntilHeard(to, sent);
        return numbers(from).size();
    }

    private void publishUntilHeard(Page page, List<Integer> sent) {
        int before = numbers(page).size();
        Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
            sent.add(sent.size());
            backEnd.publishBare("/broadcast", String.valueOf(sent.size() - 1));
            return numbers(page).size() > before;
        });
        page.heardUpTo("/update", String.valueOf(sent.size() - 1));
    }

    private static List<Integer> numbers(Page page) {
        return page.heard("/update").stream().map(JsonNode::asInt).toList();
    }

    @ParameterizedTest(name = "after {0} connects")
    @ValueSource(ints = {0, 1, 2})
    void hearsWhatIsPublishedAfterItsSocketWasClosed(int connects) {
        RawSocket before = new RawSocket(hub.url());
        String clientId = before.handshake();
        before.subscribe("/update");
        for (int i = 0; i < connects; i++) {
            before.connect();
        }
        before.publish("/foo", "0");
        assertThat(before.sayGoodbye()).isEqualTo(1000);
        assertThat(publishAndReconnect(clientId))
                .isEqualTo(IntStream.range(0, 50).boxed().toList());
    }

    /** What is on its way when the network breaks is lost; from then on nothing is. */
    @Test
    void hearsWhatIsPublishedAfterANetworkBroke() {
        try (TcpProxy network = new TcpProxy(hub.port());
                RawSocket before = new RawSocket(URI.create(network.origin("127.0.0.1")))) {
            String clientId = before.handshake();
            before.subscribe("/update");
            before.connect();
            before.connect();
            before.publish("/foo", "0");
            network.cut();
            List<Integer> heard = publishAndReconnect(clientId);
            assertThat(heard)
                    .endsWith(49)
                    .isEqualTo(IntStream.range(50 - heard.size(), 50).boxed().toList());
        }
    }

    @Test
    void hearsEverythingOnceAfterItsPollWasCutAndSentAgain() {
        try (TcpProxy network = new TcpProxy(hub.port())) {
            RawBayeux page = new RawBayeux(URI.create(network.origin("127.0.0.1")));
            page.handshake();
            page.subscribe("/update");
            page.connect().join();
            for (int round = 0; round < 5; round++) {
                CompletableFuture<JsonNode> held = page.connect();
                page.publish("/foo", "0");
                network.cut();
                assertThat(held.handle((answer, failure) -> failure != null)).succeedsWithin(Duration.ofSeconds(10));
                assertThat(page.connectAtOnce().path(0).path("successful").asBoolean())
                        .isTrue();
                backEnd.publishBare("/broadcast", String.valueOf(round));
                assertThat(page.connect().join().findValuesAsText("data")).containsExactly(String.valueOf(round));
            }
        }
    }

    private List<Integer> publishAndReconnect(String clientId) {
        for (int number = 0; number < 49; number++) {
            backEnd.publishBare("/broadcast", String.valueOf(number));
        }
        try (RawSocket after = new RawSocket(hub.url())) {
            after.takeOver(clientId);
            after.connect();
            backEnd.publishBare("/broadcast", "49");
            after.await("49", message -> message.path("data").asText().equals("49"));
            return after.heard("/update").stream().map(JsonNode::asInt).toList();
        }
    }

    @Test
    void mayHaveTwoSocketsAndHearsEverythingOnOneOfThem() {
        try (Page first = Page.listening(Wire.WEBSOCKET, hub.url(), "/update");
                Page second = Page.resume(Wire.WEBSOCKET, hub.url(), first.clientId())) {
            second.listen();
            List<Integer> sent = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                (round % 2 == 0 ? first : second).publish("/foo", "0", "r" + round);
                backEnd.publishBare("/broadcast", String.valueOf(sent.size()));
                sent.add(sent.size());
            }
            Awaitility.await()
                    .until(() -> numbers(first).size() + numbers(second).size() == sent.size());
            assertThat(Stream.of(first, second).flatMap(page -> numbers(page).stream()))
                    .containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    /** A page whose stream is slow or not there must not get the later updates before the earlier ones. */
    @RepeatedTest(3)
    void hearsInOrderByAnEventStreamWhilePollingForSignsOfLife() {
        try (Page page = Page.listening(Wire.EVENTSOURCE, hub.url(), "/update")) {
            Thread life = new Thread(() -> IntStream.range(0, 200).forEach(i -> page.connectAs("x" + i, "")));
            life.start();
            List<String> sent = new ArrayList<>();
            for (int number = 0; number < 200; number++) {
                backEnd.publishBare("/broadcast", String.valueOf(number));
                sent.add(String.valueOf(number));
            }
            join(life);
            assertThat(texts(page.heardUpTo("/update", "199"))).isEqualTo(sent);
        }
    }

    @Test
    void keepsItsUpdatesForTheEventStreamThatItsPageIsAboutToOpen() {
        backEnd.handshake();
        backEnd.subscribe("/update");
        RawBayeux other = new RawBayeux(hub.url());
        other.publishBare("/broadcast", "1");
        assertThat(backEnd.post(
                                ("{\"channel\":\"/meta/connect\",\"clientId\":\"%s\",\"connectionType\":\"eventsource\"}")
                                        .formatted(backEnd.clientId()))
                        .body())
                .contains("\"successful\":true")
                .doesNotContain("/update");
        try (RawConnection stream = new RawConnection(hub.port())) {
            stream.send(RawConnection.get("/sync/" + backEnd.clientId(), "Accept: text/event-stream"));
            stream.await("data: [{\"data\":1,\"channel\":\"/update\"}]\r\n\r\n");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(List<JsonNode> data) {
        return data.stream().map(JsonNode::toString).toList();
    }
}
