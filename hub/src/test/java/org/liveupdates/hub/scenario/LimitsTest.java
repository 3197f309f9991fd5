package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.Watcher;

/** Each limit on what one page, and all pages together, may have: it is kept, told by name, and what is given back can be had again. */
class LimitsTest {
    private static final Duration SWEPT = Duration.ofSeconds(20);

    @Test
    void boundTheSubscriptionsOfAPage() {
        try (HubRelay hub = new HubRelay("--max-subscriptions=3")) {
            RawBayeux page = shakenHands(hub);
            for (String channel : List.of("/a", "/b/*", "/c/**")) {
                assertThat(error(page.subscribe(channel))).isEmpty();
            }
            assertThat(error(page.subscribe("/d"))).isEqualTo("403:/d:Too many subscriptions");
            assertThat(error(page.subscribe("/a"))).as("again").isEmpty();
            assertThat(error(shakenHands(hub).subscribe("/d")))
                    .as("another page")
                    .isEmpty();

            page.send("/meta/unsubscribe", "\"subscription\":\"/a\"");
            assertThat(error(page.subscribe("/d"))).isEmpty();
            assertThat(error(page.subscribe("/a"))).contains("Too many subscriptions");
        }
    }

    @Test
    void boundTheSubscriptionsOfAPageInOneMessage() {
        try (HubRelay hub = new HubRelay("--max-subscriptions=3")) {
            RawBayeux page = shakenHands(hub);
            JsonNode refused = page.send("/meta/subscribe", "\"subscription\":[\"/a\",\"/b\",\"/c\",\"/d\"]");
            assertThat(error(refused)).contains("Too many subscriptions");
            JsonNode taken = page.send("/meta/subscribe", "\"subscription\":[\"/a\",\"/a\",\"/b\",\"/c\",\"/c\"]");
            assertThat(error(taken)).isEmpty();
        }
    }

    @Test
    void boundTheChannelsOfAllPages() {
        try (HubRelay hub = new HubRelay("--max-channels=30")) {
            List<RawBayeux> pages = new ArrayList<>();
            String refusal = "";
            while (refusal.isEmpty() && pages.size() < 40) {
                pages.add(shakenHands(hub));
                refusal = error(pages.get(pages.size() - 1).subscribe("/channel/" + pages.size()));
            }
            assertThat(refusal).isEqualTo("403:/channel/" + pages.size() + ":Too many channels");
            assertThat(error(pages.get(0).publishBare("/elsewhere", "1")))
                    .isEqualTo("403:/elsewhere:Too many channels");
            assertThat(error(pages.get(0).publishBare("/channel/1", "1")))
                    .as("is there already")
                    .isEmpty();

            pages.forEach(RawBayeux::disconnect);
            await().atMost(SWEPT)
                    .until(() -> error(shakenHands(hub).subscribe("/elsewhere")).isEmpty());
        }
    }

    /** Else a stranger with many channels would silence everybody. */
    @Test
    void leaveTheRelayItsOwnChannels() {
        try (HubRelay hub = new HubRelay("--max-channels=10", "--relay=/in:/out")) {
            RawBayeux stranger = shakenHands(hub);
            for (int i = 0; i < 10; i++) {
                stranger.subscribe("/stranger/" + i);
            }
            assertThat(error(stranger.subscribe("/one/more"))).contains("Too many channels");
            try (Watcher page = new Watcher(hub.url(), "/update");
                    Watcher other = new Watcher(hub.url(), "/out")) {
                assertThat(error(stranger.publishBare("/broadcast", "\"through\"")))
                        .isEmpty();
                assertThat(error(stranger.publishBare("/in", "\"through\""))).isEmpty();
                page.awaitData("through");
                other.awaitData("through");
            }
        }
    }

    @Test
    void boundTheChannelsThatAreOnlyPublishedTo() {
        try (HubRelay hub = new HubRelay("--max-channels=30")) {
            RawBayeux stranger = new RawBayeux(hub.url());
            String refusal = "";
            for (int i = 0; i < 40 && refusal.isEmpty(); i++) {
                refusal = error(stranger.publishBare("/fleeting/" + i, "1"));
            }
            assertThat(refusal).contains("Too many channels");
            await().atMost(SWEPT)
                    .until(() -> error(stranger.publishBare("/later", "1")).isEmpty());
        }
    }

    @Test
    void boundTheSessions() {
        try (HubRelay hub = new HubRelay("--max-sessions=3")) {
            RawBayeux first = shakenHands(hub);
            shakenHands(hub);
            shakenHands(hub);
            JsonNode refused = new RawBayeux(hub.url()).handshake();
            assertThat(error(refused)).isEqualTo("503::Too many sessions");
            assertThat(refused.has("clientId")).isFalse();
            try (RawSocket socket = new RawSocket(hub.url())) {
                assertThat(socket.handshake()).isEmpty();
                assertThat(error(socket.publish("/broadcast", "1")))
                        .as("needs no session")
                        .isEmpty();
                first.disconnect();
                assertThat(socket.handshake()).isNotEmpty();
            }
            assertThat(error(new RawBayeux(hub.url()).handshake())).contains("Too many sessions");
        }
    }

    @Test
    void areGivenBackByPagesThatFallSilent() {
        try (HubRelay hub = new HubRelay("--max-sessions=2", "--timeout=1s", "--session-timeout=2s")) {
            shakenHands(hub);
            try (RawSocket socket = new RawSocket(hub.url())) {
                socket.handshake();
                socket.connect();
                assertThat(error(new RawBayeux(hub.url()).handshake())).contains("Too many sessions");
            } // cut, without a good-bye
            await().atMost(SWEPT)
                    .until(() -> error(new RawBayeux(hub.url()).handshake()).isEmpty());
            await().atMost(SWEPT)
                    .until(() -> error(new RawBayeux(hub.url()).handshake()).isEmpty());
        }
    }

    @Test
    void areNotUsedUpByHandshakesThatFail() {
        try (HubRelay hub = new HubRelay("--max-sessions=1")) {
            RawBayeux stranger = new RawBayeux(hub.url());
            for (int i = 0; i < 20; i++) {
                stranger.post(
                        "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"iframe\"]}]");
                stranger.post("[{\"channel\":\"/meta/handshake\"}]");
            }
            assertThat(error(stranger.handshake())).isEmpty();
        }
    }

    static RawBayeux shakenHands(HubRelay hub) {
        RawBayeux page = new RawBayeux(hub.url());
        assertThat(error(page.handshake())).isEmpty();
        return page;
    }

    static String error(JsonNode answer) {
        assertThat(answer.path("successful").asBoolean()).as("%s", answer).isNotEqualTo(answer.has("error"));
        return answer.path("error").asText();
    }
}
