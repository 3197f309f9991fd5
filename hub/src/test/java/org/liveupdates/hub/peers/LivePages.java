package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.RawBayeux;

/** What every browser client must be able to do, in real Chromium; the subclass says which script it is. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class LivePages {
    static final String RECORD =
            "{\"sid\":1795160972983,\"tid\":\"1001\",\"status\":\"inserted\",\"data\":{\"text\":\"😀 \\\"x\\\" \\\\ </script>\","
                    + "\"list\":[[],[1.5,null]],\"class\":\"a.b.C\",\"large\":9007199254740991}}";

    Stage stage;

    /** Script and relay of this class. */
    abstract Stage stage();

    @BeforeAll
    void setTheStage() {
        stage = stage();
    }

    @AfterAll
    void clearTheStage() {
        stage.close();
    }

    /** By which the script can reach a relay. */
    Stream<Way> ways() {
        return Stream.of(Way.values());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void hearEachOtherOnceAndUnaltered(Way way) {
        try (Profile profile = Browser.profile()) {
            List<LivePage> pages = Way.open(stage, profile, List.of(way, way));
            LivePage anna = pages.get(0);
            LivePage bert = pages.get(1);
            anna.say(RECORD);
            bert.awaitHeard(RECORD);
            bert.say("\"from bert\"");
            anna.awaitHeard("\"from bert\"");
            anna.say("\"last of anna\"");
            bert.awaitHeard("\"last of anna\"");
            bert.say("\"last of bert\"");
            anna.awaitHeard("\"last of bert\"");

            List<String> ofAnna = List.of(RECORD, "\"last of anna\"");
            List<String> ofBert = List.of("\"from bert\"", "\"last of bert\"");
            if (stage.relay.echoes()) {
                assertThat(bert.heard()).as("bert").startsWith(RECORD, ofBert.get(0), ofAnna.get(1));
                assertThat(anna.heard())
                        .as("anna")
                        .containsExactly(RECORD, ofBert.get(0), ofAnna.get(1), ofBert.get(1));
            } else {
                assertThat(bert.heard()).as("bert").isEqualTo(ofAnna);
                assertThat(anna.heard()).as("anna").isEqualTo(ofBert);
            }
            spokenBy(way, anna);
        }
    }

    @Test
    void stayLiveInThreeTabsByLongPolling() {
        try (Profile profile = Browser.profile()) {
            List<LivePage> tabs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                tabs.add(Way.LONG_POLLING.open(stage, profile));
            }
            for (LivePage speaker : tabs) {
                String word = "\"tab " + tabs.indexOf(speaker) + "\"";
                speaker.say(word);
                tabs.stream().filter(tab -> tab != speaker).forEach(tab -> tab.awaitHeard(word));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SAME_ORIGIN", "LONG_POLLING"})
    void hearThreeHundredFastMessagesInOrder(Way way) {
        try (Profile profile = Browser.profile()) {
            LivePage anna = way.open(stage, profile);
            LivePage bert = way.open(stage, profile);
            anna.burst(300, "fast");
            bert.tab().until("heard.length >= 300");
            anna.say("\"end\"");
            bert.awaitHeard("\"end\"");

            List<Integer> numbers = IntStream.range(0, 300).boxed().toList();
            if (way == Way.SAME_ORIGIN || stage.relay.ordersParallelRequests() || !stage.script.isFayes()) {
                assertThat(bert.numbers("fast")).isEqualTo(numbers);
            } else {
                assertThat(bert.numbers("fast")).containsExactlyInAnyOrderElementsOf(numbers);
            }
        }
    }

    @Test
    void findBackToARestartedRelay() {
        try (Profile profile = Browser.profile()) {
            List<LivePage> tabs = Way.open(stage, profile, ways().toList());
            stage.relay.restart();
            allHearABackEnd(tabs);
            for (LivePage speaker : tabs) {
                String word = "\"tab " + tabs.indexOf(speaker) + "\"";
                speaker.say(word);
                for (LivePage other : tabs) {
                    if (other != speaker) {
                        other.awaitHeard(word);
                        assertThat(other.heard()).filteredOn(word::equals).hasSize(1);
                    }
                }
            }
        }
    }

    /** A back end speaks until every page has heard something of it. */
    private void allHearABackEnd(List<LivePage> pages) {
        RawBayeux backEnd = new RawBayeux(stage.relay.url());
        Awaitility.await()
                .pollInSameThread() // the browser's
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    backEnd.publishBare("/broadcast", "0");
                    assertThat(pages)
                            .allSatisfy(page -> assertThat(page.heard()).isNotEmpty());
                });
    }

    /** How the page reached its relay in the end, where the script is bound to it. */
    abstract void spokenBy(Way way, LivePage page);
}
