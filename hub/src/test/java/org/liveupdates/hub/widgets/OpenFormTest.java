package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody types into the lightbox of a record while another page changes it. */
class OpenFormTest extends OnStage {

    @InEach(Situation.OPEN_FORM)
    void whatIsTypedStaysWhenTheRecordIsEdited(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            String id = bothShow(anna, bert, "Stand-up");
            bert.opensForm(id);
            bert.types("Typed by Bert");
            anna.changes(id, and(WEDNESDAY, "text", "Edited by Anna"));
            bert.until("collisions.length === 1");
            assertThat(bert.eval("collisions[0][1] + ' ' + collisions[0][2]")).isEqualTo(id + " updated");
            assertThat(bert.typed()).isEqualTo("Typed by Bert");

            bert.savesForm();
            anna.shows(id, "text", "Typed by Bert");
            bert.shows(id, "text", "Typed by Bert");
            assertThat(anna.ids()).containsExactly(id);
            assertThat(bert.ids()).containsExactly(id);
            allIsToldOnce(anna, bert);
        }
    }

    @InEach(Situation.OPEN_FORM)
    void theFormStaysWhenAnotherRecordIsEdited(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            String id = bothShow(anna, bert, "Stand-up");
            String other = bothShow(anna, bert, "Other");
            bert.opensForm(id);
            bert.types("Typed by Bert");
            anna.changes(other, "text", "Edited by Anna");
            bert.shows(other, "text", "Edited by Anna");
            assertThat(bert.typed()).isEqualTo("Typed by Bert");
            assertThat(bert.eval("collisions.length")).isEqualTo(0);
            anna.removes(other);
            bert.lacks(other);
            assertThat(bert.typed()).isEqualTo("Typed by Bert");
            bert.savesForm();
            anna.shows(id, "text", "Typed by Bert");
            anna.showsAs(bert, id);
            allIsToldOnce(anna, bert);
        }
    }

    @InEach(Situation.OPEN_FORM)
    void whatIsTypedBecomesANewRecordWhenItsOwnIsDeleted(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            String id = bothShow(anna, bert, "Stand-up");
            bert.opensForm(id);
            bert.types("Typed by Bert");
            anna.removes(id);
            bert.until("collisions.length === 1");
            assertThat(bert.typed()).isEqualTo("Typed by Bert");
            bert.savesForm();
            String saved = anna.idOf("Typed by Bert");
            assertThat(saved).isNotEqualTo(id);
            anna.showsAs(bert, saved);
            assertThat(anna.ids()).containsExactly(saved);
            assertThat(bert.ids()).containsExactly(saved);
            allIsToldOnce(anna, bert);
        }
    }

    @InEach(Situation.OPEN_FORM)
    void theFormClosesUnsavedWhenThePageSaysSo(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            String id = bothShow(anna, bert, "Stand-up");
            bert.eval("answers.collision = false");
            bert.opensForm(id);
            bert.types("Typed by Bert");
            anna.changes(id, "text", "Edited by Anna");
            bert.until("!formIsOpen()");
            bert.shows(id, and(TUESDAY, "text", "Edited by Anna"));
            bert.opensForm(id);
            bert.types("Typed again");
            anna.removes(id);
            bert.until("!formIsOpen()");
            bert.lacks(id);
            assertThat(bert.ids()).isEmpty();
            assertThat(bert.requests()).isEmpty();
            allIsToldOnce(anna, bert);
        }
    }

    private static String bothShow(WidgetPage anna, WidgetPage bert, String text) {
        anna.adds(text, TUESDAY);
        String id = anna.idOf(text);
        bert.shows(id, "text", text);
        return id;
    }
}
