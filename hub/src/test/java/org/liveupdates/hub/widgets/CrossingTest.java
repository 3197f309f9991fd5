package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.liveupdates.hub.widgets.BackEnd.Hold;

/** Two pages save the same record within milliseconds: neither has heard of the other's change when it speaks of its own. */
class CrossingTest extends OnStage {
    private static final int ROUNDS = 5;

    @InEach(Situation.CROSSING)
    void bothEndWithTheSameAndWriteNothingMore(Setup setup) {
        try (Pair pages = pages(setup)) {
            String id = bothShowOne(pages);
            for (int round = 1; round <= ROUNDS; round++) {
                int written = stage.backEnd.writes().size();
                try (Hold hold = stage.backEnd.hold()) { // so that the answers come together
                    bothEdit(pages, id, round);
                    stage.backEnd.awaitWrites(written + 2);
                }
                bothHear(pages, round);
                bothShowTheSame(pages, id, round);
                assertThat(stage.backEnd.writes()).hasSize(written + 2);
            }
            allIsToldOnce(pages.anna(), pages.bert());
        }
    }

    private static String bothShowOne(Pair pages) {
        pages.anna().adds("Stand-up", TUESDAY);
        String id = pages.anna().idOf("Stand-up");
        pages.bert().shows(id, "text", "Stand-up");
        return id;
    }

    /** At the same time by the clock of this machine. */
    private static void bothEdit(Pair pages, String id, int round) {
        double soonMs = System.currentTimeMillis() + 100;
        String edit = "([id, text, at]) => { setTimeout(() => widget.change(id, {text}), at - Date.now()); }";
        pages.anna().eval(edit, List.of(id, "By Anna " + round, soonMs));
        pages.bert().eval(edit, List.of(id, "By Bert " + round, soonMs));
    }

    private static void bothHear(Pair pages, int round) {
        pages.anna().awaitsFrame("By Bert " + round);
        pages.bert().awaitsFrame("By Anna " + round);
    }

    private static void bothShowTheSame(Pair pages, String id, int round) {
        await().pollInSameThread() // the browser's
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    Object seen = stateOf(pages.anna(), id);
                    assertThat(seen.toString()).matches("By (Anna|Bert) " + round + ", 1 drawn, 0 to save");
                    assertThat(stateOf(pages.bert(), id)).isEqualTo(seen);
                });
    }

    private static Object stateOf(WidgetPage page, String id) {
        return page.eval("id => `${record(id).text}, ${widget.drawn(id)} drawn, ${dp.updatedRows.length} to save`", id);
    }
}
