package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.Relay;

/** Customers' pages have all kinds of addresses in them: genuine clients at any path are in one room. */
class AnyPathTest {
    private static final List<String> PATHS = List.of("/liveUpdates", "/sync", "/", "/a/b/c");

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.liveupdates.hub.peers.FayeKind#all")
    void leadsToTheSameRoom(FayeKind kind) {
        try (Relay relay = Relay.underTest()) {
            List<FayeClient> clients =
                    PATHS.stream().map(path -> kind.connectTo(relay.url(path))).toList();
            try {
                clients.forEach(client -> client.subscribe("/update"));
                for (int i = 0; i < PATHS.size(); i++) {
                    clients.get(i).publish("/broadcast", PATHS.get(i));
                }
                for (int i = 0; i < PATHS.size(); i++) {
                    String own = PATHS.get(i);
                    Stream<String> expected = PATHS.stream().filter(path -> relay.echoes() || !path.equals(own));
                    List<TextNode> texts = expected.map(TextNode::new).toList();
                    clients.get(i).awaitHeard("/update", texts.size());
                    assertThat(clients.get(i).heard("/update")).as(own).hasSameElementsAs(texts);
                }
            } finally {
                clients.forEach(FayeClient::close);
            }
        }
    }
}
