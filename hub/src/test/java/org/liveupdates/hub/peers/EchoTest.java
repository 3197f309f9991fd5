package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.Relay;

/** For pages that rely on hearing themselves there is {@code --echo}: then genuine clients are served exactly as by the original. */
class EchoTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.liveupdates.hub.peers.FayeKind#all")
    void reachesTheSenderOnceAndInOrder(FayeKind kind) {
        try (Relay relay = Relay.underTest("--echo");
                FayeClient anna = kind.connectTo(relay.url());
                FayeClient bert = kind.connectTo(relay.url())) {
            anna.subscribe("/update");
            bert.subscribe("/update");
            anna.publish("/broadcast", "anna's");
            anna.awaitHeard("/update", new TextNode("anna's"));
            bert.publish("/broadcast", "bert's");
            anna.awaitHeard("/update", new TextNode("bert's"));
            bert.awaitHeard("/update", new TextNode("bert's"));

            assertThat(anna.heard("/update")).containsExactly(new TextNode("anna's"), new TextNode("bert's"));
            assertThat(bert.heard("/update")).isEqualTo(anna.heard("/update"));
        }
    }
}
