package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;

/** Publishes of one page that overtake one another on parallel HTTP connections. */
class OrderOverHttpTest {
    private static final int CONNECTIONS = 14;

    private final ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
    private HubRelay hub;
    private Page watcher;

    @BeforeEach
    void start() {
        hub = new HubRelay();
        watcher = Page.listening(Wire.WEBSOCKET, hub.url(), "/update");
    }

    @AfterEach
    void stop() throws InterruptedException {
        connections.shutdown();
        assertThat(connections.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        watcher.close();
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "WEBSOCKET")
    void comeOutAsTheyWereSent(Wire wire) {
        Page page = Page.open(wire, hub.url());
        Random random = new Random(18);
        List<Runnable> requests = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        for (int number = 2; sent.size() < 300; number++) {
            String id = Integer.toString(number, 36);
            if (number % 20 == 0) {
                requests.add(() -> page.connectAs(id, ",\"advice\":{\"timeout\":0}"));
            } else {
                sent.add(String.valueOf(number));
                requests.add(() -> page.publish("/broadcast", String.valueOf(Integer.parseInt(id, 36)), id));
            }
        }
        for (int from = 0; from < requests.size(); from += CONNECTIONS) {
            Collections.shuffle(requests.subList(from, Math.min(requests.size(), from + CONNECTIONS)), random);
        }
        requests.forEach(connections::execute);
        String last = sent.get(sent.size() - 1);
        assertThat(watcher.heardUpTo("/update", last))
                .extracting(JsonNode::toString)
                .isEqualTo(sent);
    }

    @Test
    void goOnWithoutOneThatWasLostAndTakeItLater() {
        Page page = Page.open(Wire.LONG_POLLING, hub.url());
        page.publish("/broadcast", "2", "2");
        List<Runnable> requests = new ArrayList<>();
        for (String id : List.of("8", "5", "7", "4", "6")) {
            requests.add(() -> page.publish("/broadcast", id, id));
        }
        requests.forEach(connections::execute);
        watcher.heardUpTo("/update", "8");
        assertThat(page.publish("/broadcast", "3", "3").path("successful").asBoolean())
                .isTrue();
        page.publish("/broadcast", "9", "9");
        assertThat(watcher.heardUpTo("/update", "9"))
                .extracting(JsonNode::asInt)
                .containsExactly(2, 4, 5, 6, 7, 8, 3, 9);
    }

    /** A decimal counter jumps from 9 to 10, which is 36; whoever sends one after another is in order all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"", ",\"minimumVersion\":\"1.0\""})
    void arriveAllFromAClientThatCountsInBaseTen(String handshakeField) {
        RawBayeux raw = new RawBayeux(hub.url());
        String answer = raw.post(("{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"id\":\"1\","
                                + "\"supportedConnectionTypes\":[\"long-polling\"]%s}")
                        .formatted(handshakeField))
                .body();
        String clientId = answer.replaceAll(".*\"clientId\":\"(\\w+)\".*", "$1");
        for (int id = 2; id < 60; id++) {
            raw.post("{\"channel\":\"/broadcast\",\"clientId\":\"%s\",\"data\":%d,\"id\":\"%d\"}"
                    .formatted(clientId, id, id));
        }
        assertThat(watcher.heardUpTo("/update", "59"))
                .extracting(JsonNode::asInt)
                .isEqualTo(IntStream.range(2, 60).boxed().toList());
    }

    @Test
    void arriveAllFromAClientWithRandomIds() {
        Page page = Page.open(Wire.LONG_POLLING, hub.url());
        Random random = new Random(3);
        List<String> ids =
                new ArrayList<>(List.of("0", "zzzzzzzzzz", "zzzzzzzzzzzzzzzzzzzz", "-1", "A", "a-b", "ü", "1e3"));
        IntStream.range(0, 60).forEach(i -> ids.add(Long.toString(random.nextLong() >>> random.nextInt(64), 36)));
        for (int i = 0; i < ids.size(); i++) {
            page.publish("/broadcast", String.valueOf(i), ids.get(i));
        }
        assertThat(watcher.heardUpTo("/update", String.valueOf(ids.size() - 1)))
                .extracting(JsonNode::asInt)
                .isEqualTo(IntStream.range(0, ids.size()).boxed().toList());
    }

    /** The predecessor of a waiting request may come by another transport, and must be enough to let it go on. */
    @Test
    void stayInOrderThoughEverySecondOneComesByWebSocket() {
        Page polling = Page.open(Wire.LONG_POLLING, hub.url());
        Page socket = Page.resume(Wire.WEBSOCKET, hub.url(), polling.clientId());
        for (int even = 2; even < 40; even += 2) {
            String first = Integer.toString(even, 36);
            String second = Integer.toString(even + 1, 36);
            String data = String.valueOf(even + 1);
            connections.execute(() -> polling.publish("/broadcast", data, second));
            socket.publish("/broadcast", String.valueOf(even), first);
        }
        watcher.heardUpTo("/update", "38");
        assertThat(watcher.heardUpTo("/update", "39")).hasSize(38);
    }
}
