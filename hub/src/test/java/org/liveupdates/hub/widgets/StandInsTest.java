package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

/** Grid, Tree and DataView have no public package: what stands for them has just their documented methods. */
class StandInsTest extends OnStage {

    @InEach(Situation.STAND_INS)
    void shareTheirRecordsByDocumentedMethods(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.adds("First", "price", "5");
            String id = anna.idOf("First");
            bert.shows(id, "text", "First");
            bert.changes(id, "text", "Second");
            anna.shows(id, "text", "Second");
            assertThat(anna.ids()).containsExactly(id);
            assertThat(bert.ids()).containsExactly(id);
            anna.removes(id);
            bert.lacks(id);
            anna.lacks(id);
            assertThat(bert.requests()).hasSize(1);
            allIsToldOnce(anna, bert);
        }
    }
}
