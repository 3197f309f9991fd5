package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.TcpProxy;
import org.liveupdates.hub.testkit.TcpProxy.Upgrades;
import org.liveupdates.hub.testkit.Watcher;

/** Pages with the client script that the hub itself serves: all that Faye's does, and what Faye's does not promise. */
class OurClientTest extends LivePages {

    @Override
    Stage stage() {
        return Stage.of(ClientScript.ours());
    }

    /** A page of another origin may post since all browsers know CORS: script elements are left to Faye's client. */
    @Override
    Stream<Way> ways() {
        return super.ways().filter(way -> way != Way.CALLBACK_POLLING || stage.script.isFayes());
    }

    /** A WebSocket where it can be had and is not forbidden; which of the others is its own affair. */
    @Override
    void spokenBy(Way way, LivePage page) {
        if (way.connectionType.equals("websocket")) {
            page.awaitPublishingByWebSocket();
        } else {
            assertThat(page.connectionTypes()).isNotEmpty().doesNotContain("websocket");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SAME_ORIGIN", "LONG_POLLING"})
    void publishInOrderWhatWasSaidWhileOffline(Way way) {
        TcpProxy network = stage.proxy(Upgrades.PASS);
        try (Profile profile = Browser.profile();
                Watcher watcher = new Watcher(stage.relay.url(), "/update")) {
            LivePage page = way.open(stage, profile);
            page.say("\"before\"");
            watcher.awaitData("before");
            network.refuse();
            try {
                for (int i = 0; i < 10; i++) {
                    page.sayLater("\"offline " + i + "\"");
                }
            } finally {
                network.accept();
            }
            List<String> said = IntStream.range(0, 10)
                    .mapToObj(i -> "\"offline " + i + "\"")
                    .toList();
            said.forEach(watcher::awaitData);
            page.say("\"after\"");
            watcher.awaitData("after");

            List<String> heard = watcher.heard().stream()
                    .map(JsonNode::toString)
                    .filter(said::contains)
                    .toList();
            if (stage.script.isFayes()) {
                assertThat(heard).hasSameElementsAs(said); // Faye's own does not promise an order
            } else {
                assertThat(heard).isEqualTo(said);
            }
        }
    }
}
