package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    static Stream<Arguments> countings() {
        return Stream.of(
                Arguments.of("POST", 36, ""),
                Arguments.of("GET", 36, ""),
                Arguments.of("POST", 10, ",\"minimumVersion\":\"1.0\""));
    }

    /** All connections are open before, so that requests arrive in the order in which they are shuffled here. */
    @ParameterizedTest(name = "{0}, counted in base {1}")
    @MethodSource("countings")
    void comeOutAsTheyWereSent(String method, int radix, String handshakeField) {
        String clientId = handshake(handshakeField);
        Random random = new Random(18);
        List<RawConnection> parallel = Stream.generate(() -> new RawConnection(hub.port()))
                .limit(CONNECTIONS)
                .toList();
        List<String> sent = new ArrayList<>();
        int number = 2;
        for (int round = 1; sent.size() < 300; round++) {
            List<String> requests = new ArrayList<>();
            for (; requests.size() < CONNECTIONS; number++) {
                String id = Integer.toString(number, radix);
                if (number % 20 == 0) {
                    requests.add(request(
                            method,
                            "\"channel\":\"/meta/connect\",\"connectionType\":\"long-polling\",\"advice\":{\"timeout\":0}",
                            clientId,
                            id));
                } else {
                    sent.add(String.valueOf(number));
                    requests.add(request(method, "\"channel\":\"/broadcast\",\"data\":" + number, clientId, id));
                }
            }
            Collections.shuffle(requests, random);
            for (int i = 0; i < CONNECTIONS; i++) {
                parallel.get(i).send(requests.get(i));
            }
            for (RawConnection connection : parallel) {
                connection.await("\"successful\":true", round);
            }
        }
        parallel.forEach(RawConnection::close);
        assertThat(watcher.heardUpTo("/update", sent.get(sent.size() - 1)))
                .extracting(JsonNode::toString)
                .isEqualTo(sent);
    }

    private static String request(String method, String fields, String clientId, String id) {
        String json = "[{%s,\"clientId\":\"%s\",\"id\":\"%s\"}]".formatted(fields, clientId, id);
        return method.equals("POST")
                ? RawConnection.post("/sync", json)
                : RawConnection.get(
                        "/sync?jsonp=cb&message=" + URLEncoder.encode(json, StandardCharsets.UTF_8),
                        "Sec-Fetch-Site: same-origin");
    }

    private String handshake(String field) {
        String answer = new RawBayeux(hub.url())
                .post(("{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"id\":\"1\","
                                + "\"supportedConnectionTypes\":[\"long-polling\"]%s}")
                        .formatted(field))
                .body();
        return answer.replaceAll(".*\"clientId\":\"(\\w+)\".*", "$1");
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
        String clientId = handshake(handshakeField);
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
