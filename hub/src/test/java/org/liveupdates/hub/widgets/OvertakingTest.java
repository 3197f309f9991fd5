package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import org.liveupdates.hub.widgets.BackEnd.Hold;

/** What comes back to the page that said it, or comes before the page knows its own record's id. */
class OvertakingTest extends OnStage {

    @Override
    String[] settings() {
        return new String[] {"--echo"};
    }

    @InEach(Situation.OVERTAKING)
    void anEchoChangesNothing(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            anna.adds("Stand-up", TUESDAY);
            String id = anna.idOf("Stand-up");
            anna.awaitsFrame("\"inserted\"");
            anna.changes(id, "text", "Sit-down");
            anna.awaitsFrame("\"updated\"");
            pages.bert().shows(id, "text", "Sit-down");
            pages.bert().changes(id, "text", "Lie-down");
            anna.shows(id, and(TUESDAY, "text", "Lie-down"));
            assertThat(anna.ids()).containsExactly(id);
            assertThat(anna.eval("changes.length")).isEqualTo(1);
            anna.removes(id);
            pages.bert().lacks(id);
            anna.awaitsFrame("\"deleted\"");
            anna.lacks(id);
            allIsToldOnce(anna, pages.bert());
        }
    }

    @InEach(Situation.OVERTAKING)
    void anInsertThatOvertakesItsAnswerIsDrawnOnce(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            try (Hold hold = stage.backEnd.hold()) {
                anna.adds("Stand-up", TUESDAY);
                stage.backEnd.awaitWrites(1);
                stage.publish(inserted(setup, 1001, "Stand-up"));
                pages.bert().shows("1001", "text", "Stand-up");
                anna.awaitsFrame("1001");
            }
            String id = anna.idOf("Stand-up");
            stage.publish(inserted(setup, 5000, "Later"));
            anna.shows("5000", "text", "Later");
            anna.shows(id, and(TUESDAY, "text", "Stand-up"));
            pages.bert().shows(id, and(TUESDAY, "text", "Stand-up"));
            pages.bert().shows("5000", "text", "Later");
            assertThat(anna.ids()).containsExactly(id, "5000");
            assertThat(pages.bert().ids()).containsExactly(id, "5000");
            assertThat(pages.bert().requests()).isEmpty();
            assertThat(anna.requests()).hasSize(1);
        }
    }

    private static String inserted(Setup setup, int id, String text) {
        return "{\"sid\":%d,\"tid\":%1$d,\"status\":\"inserted\",\"data\":%s}"
                .formatted(id, published(setup, id, text));
    }
}
