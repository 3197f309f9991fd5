package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import org.liveupdates.hub.widgets.BackEnd.Fault;

/** What the back end did not take is nobody else's business. */
class FailedSaveTest extends OnStage {

    @InEach(Situation.FAILED_SAVE)
    void isNotPublished(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.adds("Stand-up", TUESDAY);
            String id = anna.idOf("Stand-up");
            bert.shows(id, "text", "Stand-up");
            int answers = 1;
            for (Fault fault : Fault.values()) {
                stage.backEnd.fail(fault);
                anna.changes(id, "text", "Refused by " + fault);
                anna.awaitsAnswers(++answers);
            }
            stage.backEnd.fail(null);
            anna.changes(id, "text", "Taken");
            bert.shows(id, "text", "Taken");
            assertThat(bert.eval("changes.length")).isEqualTo(2);
            assertThat(stage.wire()).extracting(OnStage::summary).containsExactly("inserted " + id, "updated " + id);
        }
    }
}
