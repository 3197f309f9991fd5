package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawSocket;

/** Several pages that publish by WebSocket at the same time. */
class OrderOverWebSocketTest {
    private static final int PUBLISHERS = 4;
    private static final int EACH = 250;

    @ParameterizedTest(name = "to {0}, heard on {1}")
    @CsvSource({"/broadcast, /update", "/update, /update", "/foo, /foo", "/broadcast, /broadcast"})
    void areHeardByAllInOneOrderThatKeepsTheOrderOfEach(String channel, String out) {
        try (HubRelay hub = new HubRelay()) {
            List<Page> receivers = Stream.of(Wire.WEBSOCKET, Wire.WEBSOCKET, Wire.LONG_POLLING, Wire.EVENTSOURCE)
                    .map(wire -> Page.listening(wire, hub.url(), out))
                    .toList();
            CompletableFuture.allOf(IntStream.range(0, PUBLISHERS)
                            .mapToObj(
                                    publisher -> CompletableFuture.runAsync(() -> publishMany(hub, publisher, channel)))
                            .toArray(CompletableFuture[]::new))
                    .join();
            new RawBayeux(hub.url()).publishBare(channel, "\"end\"");
            List<String> first = heard(receivers.get(0), out);
            for (Page receiver : receivers) {
                assertThat(heard(receiver, out)).as("%s", receiver).isEqualTo(first);
            }
            for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
                String mine = "[" + publisher + ",";
                assertThat(first.stream().filter(data -> data.startsWith(mine))).isEqualTo(sent(publisher));
            }
            receivers.forEach(Page::close);
        }
    }

    private static void publishMany(HubRelay hub, int publisher, String channel) {
        try (RawSocket socket = new RawSocket(hub.url())) {
            String clientId = socket.handshake();
            // Without waiting for the answers, as a page does.
            sent(publisher)
                    .forEach(data -> socket.send("[{\"channel\":\"%s\",\"clientId\":\"%s\",\"data\":%s}]"
                            .formatted(channel, clientId, data)));
            socket.publish(channel, "\"last\"");
        }
    }

    private static List<String> sent(int publisher) {
        return IntStream.range(0, EACH)
                .mapToObj(number -> "[" + publisher + "," + number + "]")
                .toList();
    }

    private static List<String> heard(Page receiver, String channel) {
        return new ArrayList<>(receiver.heardUpTo(channel, "\"end\"").stream()
                .map(JsonNode::toString)
                .toList());
    }
}
