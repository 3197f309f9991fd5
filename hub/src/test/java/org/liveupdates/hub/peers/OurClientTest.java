package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
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

    /** Some proxies read a WebSocket's opening and never answer it; the client gives up after four seconds. */
    @Test
    void areInLongBeforeASwallowedWebSocketIsGivenUp() {
        oursOnly();
        try (Profile profile = Browser.profile()) {
            LivePage page = Way.WEBSOCKET_SWALLOWED.open(stage, profile);
            assertThat(page.readyAfter()).isBetween(300.0, 3500.0);
            page.tab().until("sessionStorage.length > 0");
            Awaitility.await()
                    .pollInSameThread() // the browser's
                    .untilAsserted(() -> {
                        page.tab().go((String) page.tab().eval("location.href"));
                        assertThat(page.ready().readyAfter()).isLessThan(300);
                    });
            assertThat(stage.proxy(Upgrades.SWALLOW).requests())
                    .filteredOn(request -> request.startsWith("UPGRADE"))
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void postNothingWhereAWebSocketOpensAtOnce() {
        oursOnly();
        Awaitility.await()
                .pollInSameThread() // the browser's
                .untilAsserted(() -> {
                    try (Profile profile = Browser.profile()) {
                        LivePage page = Way.SAME_ORIGIN.open(stage, profile);
                        assertThat(page.tab().sent())
                                .noneMatch(sent -> sent.by().equals("POST"));
                    }
                });
    }

    @Test
    void moveToALateWebSocketWithoutLossOrRepetition() {
        oursOnly();
        TcpProxy network = stage.proxy(Upgrades.LATE);
        try (Profile profile = Browser.profile()) {
            LivePage other = Way.SAME_ORIGIN.open(stage, profile);
            other.beginTalking("other");
            LivePage moving = stage.sameOrigin(profile, Upgrades.LATE).ready();
            moving.beginTalking("moving");
            other.tab().until("heard.length > 5");
            assertThat(moving.connectionTypes()).isNotEmpty().doesNotContain("websocket");
            network.upgrades(Upgrades.PASS);
            moving.awaitConnectionType("websocket");
            moving.awaitPublishingByWebSocket();
            List<Integer> said = numbersBelow(moving.stopTalking());
            List<Integer> heard = numbersBelow(other.stopTalking());
            moving.say("\"last of moving\"");
            other.say("\"last of other\"");
            other.awaitHeard("\"last of moving\"");
            moving.awaitHeard("\"last of other\"");
            assertThat(other.numbers("moving")).isEqualTo(said);
            List<Integer> ofOther = moving.numbers("other");
            assertThat(ofOther).isEqualTo(heard.subList(heard.size() - ofOther.size(), heard.size()));
            assertThat(moving.tab().sent())
                    .filteredOn(sent -> sent.text().contains("/meta/handshake"))
                    .hasSize(1);
        }
    }

    private static List<Integer> numbersBelow(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private void oursOnly() {
        assumeFalse(stage.script.isFayes(), "the original's client does not promise this");
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
