package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.Profile;

/** More tabs of one browser than it has connections to a host, by HTTP/1.1 and long-polling. */
class ManyTabsTest {
    /** Longer than a test waits for anything: who has to wait for the end of a held poll fails. */
    private static final Duration HOLD = Duration.ofSeconds(60);

    private static final int TABS = 8;

    /** As in tabs.js. */
    private static final int HELD_POLLS = 3;

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
                Profile profile = Browser.profile()) {
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
