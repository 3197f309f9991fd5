package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.Relay;

/** The relay goes away and comes back with nothing remembered: genuine Node clients of all kinds find back by themselves. */
class RelayRestartTest {

    @Test
    void leavesEveryClientConnectedAndSubscribed() {
        try (Relay relay = Relay.underTest()) {
            List<FayeClient> clients =
                    FayeKind.all().map(kind -> kind.connectTo(relay.url())).toList();
            try {
                clients.forEach(client -> client.subscribe("/update"));
                relay.stop();
                clients.forEach(client -> client.awaitDown(1));
                relay.start();
                awaitAllBack(relay, clients);
                clients.forEach(speaker -> isHeardOnceByTheOthers(speaker, clients));
            } finally {
                clients.forEach(FayeClient::close);
            }
        }
    }

    /** A back end speaks until everybody has heard something of it. */
    private static void awaitAllBack(Relay relay, List<FayeClient> clients) {
        RawBayeux backEnd = new RawBayeux(relay.url());
        AtomicInteger count = new AtomicInteger();
        Awaitility.await("all are back: " + clients)
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    backEnd.publishBare("/broadcast", String.valueOf(count.incrementAndGet()));
                    return clients.stream()
                            .allMatch(client -> !client.heard("/update").isEmpty());
                });
    }

    private static void isHeardOnceByTheOthers(FayeClient speaker, List<FayeClient> clients) {
        TextNode word = new TextNode("client " + clients.indexOf(speaker));
        speaker.publish("/broadcast", word);
        Set<FayeClient> others =
                clients.stream().filter(client -> client != speaker).collect(Collectors.toSet());
        others.forEach(other -> other.awaitHeard("/update", word));
        assertThat(others).allSatisfy(other -> assertThat(other.heard("/update"))
                .filteredOn(word::equals)
                .hasSize(1));
    }
}
