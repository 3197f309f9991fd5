package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.TcpProxy.Upgrades;

/** More tabs of one browser than it has connections to a host, by HTTP/1.1 and long-polling. */
class ManyTabsTest {
    /** Longer than a test waits for anything: who has to wait for the end of a held poll fails. */
    private static final Duration HOLD = Duration.ofSeconds(60);

    private static final int TABS = 8;

    /** As in tabs.js. */
    private static final int HELD_POLLS = 3;

    /** All six connections to the page's host, for longer than a request that does not wait for one. */
    private static final String OCCUPY_CONNECTIONS = """
            () => {
              const others = new AbortController();
              for (let i = 0; i < 6; i++) fetch("/silent?" + i, { signal: others.signal }).catch(() => {});
              setTimeout(() => others.abort(), 2500);
            }""";

    /** As in a tab hidden for long: what the client polls after is then up to a minute late. */
    private static final String LATE_TIMERS = """
            const inTime = setTimeout;
            setTimeout = (action, pause) => inTime(action, pause === 2000 ? 60000 : pause);""";

    /** What a browser tells of requests. */
    private static final String AS_BY_HTTP_2 =
            "Object.defineProperty(PerformanceResourceTiming.prototype, 'nextHopProtocol', { get: () => 'h2' })";

    static Stream<Arguments> stages() {
        return Stream.of(
                Arguments.of(Named.<BiFunction<ClientScript, Duration, Stage>>of("hub", Stage::of)),
                Arguments.of(Named.<BiFunction<ClientScript, Duration, Stage>>of("faye", Stage::withFaye)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stages")
    void stayLiveAndOnlyTheOldestHoldTheirPolls(BiFunction<ClientScript, Duration, Stage> relay) {
        assumeFalse(ClientScript.ours().isFayes(), "the original's client freezes");
        try (Stage stage = relay.apply(ClientScript.ours(), HOLD);
                Profile profile = Browser.profile().begins(LATE_TIMERS)) {
            List<LivePage> tabs = new ArrayList<>();
            for (int i = 0; i < TABS; i++) {
                tabs.add(Way.LONG_POLLING.open(stage, profile));
            }
            hearEachOther(tabs, "all");
            awaitOldestHold(tabs);
            tabs.forEach(tab -> assertThat(warnings(tab)).hasSize(tabs.indexOf(tab) < HELD_POLLS ? 0 : 1));

            tabs.subList(0, HELD_POLLS - 1).forEach(tab -> tab.tab().close());
            List<LivePage> left = tabs.subList(HELD_POLLS - 1, TABS);
            awaitOldestHold(left);
            hearEachOther(left, "left");
        }
    }

    /** Its requests share one connection, whatever their number. */
    @Test
    void holdAllTheirPollsByHttp2() {
        assumeFalse(ClientScript.ours().isFayes(), "the original's client always does");
        try (Stage stage = Stage.of(ClientScript.ours(), HOLD);
                Profile profile = Browser.profile().begins(AS_BY_HTTP_2)) {
            List<LivePage> tabs = new ArrayList<>();
            for (int i = 0; i < HELD_POLLS + 1; i++) {
                tabs.add(Way.LONG_POLLING.open(stage, profile));
            }
            LivePage last = tabs.get(HELD_POLLS);
            Awaitility.await()
                    .pollInSameThread() // the browser's
                    .until(last::holdsItsPoll);
            assertThat(tabs).allMatch(LivePage::holdsItsPoll).allMatch(tab -> warnings(tab)
                    .isEmpty());
        }
    }

    /** In an old browser, where tabs do not hear of each other. */
    @Test
    void noticeThatARequestHadToWait() throws IOException {
        assumeFalse(ClientScript.ours().isFayes(), "the original's client says nothing");
        try (Stage stage = Stage.of(ClientScript.ours(), HOLD);
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Profile profile = Browser.profile().begins("delete window.BroadcastChannel")) {
            stage.proxy(Upgrades.PASS).route("/silent", silent.getLocalPort());
            LivePage page = Way.LONG_POLLING.open(stage, profile);
            assertThat(page.tab().eval("typeof BroadcastChannel")).isEqualTo("undefined");
            page.tab().eval(OCCUPY_CONNECTIONS);
            page.say("\"waited\"");
            assertThat(warnings(page)).isEmpty();
            new RawBayeux(stage.relay.url()).publishBare("/broadcast", "\"ends the poll\"");
            page.awaitHeard("\"ends the poll\"");
            assertThat(warnings(page)).hasSize(1);
            assertThat(page.holdsItsPoll()).isFalse();
        }
    }

    private static void hearEachOther(List<LivePage> tabs, String round) {
        for (LivePage speaker : tabs) {
            String word = "\"" + round + " " + tabs.indexOf(speaker) + "\"";
            speaker.say(word);
            tabs.stream().filter(tab -> tab != speaker).forEach(tab -> tab.awaitHeard(word));
        }
    }

    private static void awaitOldestHold(List<LivePage> tabs) {
        Awaitility.await()
                .pollInSameThread() // the browser's
                .untilAsserted(() -> {
                    for (LivePage tab : tabs) {
                        assertThat(tab.holdsItsPoll()).as("%s", tab).isEqualTo(tabs.indexOf(tab) < HELD_POLLS);
                    }
                });
    }

    private static List<String> warnings(LivePage tab) {
        return tab.tab().console().stream()
                .filter(line -> line.startsWith("warning: [Faye] Too many tabs poll"))
                .toList();
    }
}
