package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;

/** Somebody types into a cell of Gantt's grid while another page changes that task. */
class InlineEditorTest extends OnStage {
    private static final String EDITOR = ".gantt_grid_editor_placeholder";

    @InEach(Situation.INLINE_EDITOR)
    void whatIsTypedStaysWhenTheTaskIsEdited(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            String id = bertTypes(pages, "Typed by Bert");
            anna.changes(id, and(WEDNESDAY, "text", "Edited by Anna"));
            bert.shows(id, and(WEDNESDAY, "text", "Edited by Anna"));
            assertThat(bert.eval("collisions.join('; ')")).isEqualTo(id + "," + id + ",updated");
            assertThat(input(bert).inputValue()).isEqualTo("Typed by Bert");

            bert.tab().keyboard().press("Enter");
            bert.until("!document.querySelector('" + EDITOR + "')");
            both(pages, id, and(WEDNESDAY, "text", "Typed by Bert"));
            assertThat(bert.requests()).hasSize(1);
            allIsToldOnce(anna, bert);
        }
    }

    @InEach(Situation.INLINE_EDITOR)
    void theCellStaysOpenWhenAnotherTaskIsEdited(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.adds("Other", TUESDAY);
            String other = anna.idOf("Other");
            String id = bertTypes(pages, "Typed by Bert");
            anna.changes(other, and(WEDNESDAY, "text", "Edited by Anna"));
            bert.shows(other, and(WEDNESDAY, "text", "Edited by Anna"));
            anna.removes(other);
            bert.lacks(other);
            assertThat(bert.eval("collisions.length")).isEqualTo(0);
            assertThat(input(bert).inputValue()).isEqualTo("Typed by Bert");
            bert.tab().keyboard().press("Enter");
            both(pages, id, "text", "Typed by Bert");
            allIsToldOnce(anna, bert);
        }
    }

    @InEach(Situation.INLINE_EDITOR)
    void whatIsTypedBecomesANewTaskWhenItsOwnIsDeleted(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            String id = bertTypes(pages, "Typed by Bert");
            anna.removes(id);
            bert.until("collisions.length === 1");
            bert.lacks(id);
            assertThat(bert.eval("collisions.join('; ')")).isEqualTo(id + "," + id + ",deleted");
            assertThat(input(bert).inputValue()).isEqualTo("Typed by Bert");

            bert.tab().keyboard().press("Enter");
            String saved = anna.idOf("Typed by Bert");
            assertThat(saved).isNotEqualTo(id);
            both(pages, saved, and(TUESDAY, "text", "Typed by Bert"));
            assertThat(anna.ids()).containsExactly(saved);
            assertThat(bert.ids()).containsExactly(saved);
            allIsToldOnce(anna, bert);

            anna.changes(saved, "text", "Edited by Anna");
            both(pages, saved, "text", "Edited by Anna");
            bert.changes(saved, WEDNESDAY);
            both(pages, saved, and(WEDNESDAY, "text", "Edited by Anna"));
            allIsToldOnce(anna, bert);
        }
    }

    @InEach(Situation.INLINE_EDITOR)
    void aDeletedTaskGoesWithWhatIsTypedWhenThatIsCancelled(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            String id = bertTypes(pages, "Typed by Bert");
            anna.removes(id);
            bert.until("collisions.length === 1");
            bert.lacks(id);
            bert.tab().keyboard().press("Escape");
            bert.until("widget.ids().length === 0 && !document.querySelector('" + EDITOR + "')");
            assertThat(bert.requests()).isEmpty();
            allIsToldOnce(anna, bert);
        }
    }

    @InEach(Situation.INLINE_EDITOR)
    void theCellClosesUnsavedWhenThePageSaysSo(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            bert.eval("answers.collision = false");
            String id = bertTypes(pages, "Typed by Bert");
            anna.changes(id, "text", "Edited by Anna");
            bert.until("!document.querySelector('" + EDITOR + "')");
            bert.shows(id, and(TUESDAY, "text", "Edited by Anna"));
            opensCell(bert, id).fill("Typed again");
            anna.removes(id);
            bert.until("!document.querySelector('" + EDITOR + "')");
            bert.lacks(id);
            assertThat(bert.ids()).isEmpty();
            assertThat(bert.requests()).isEmpty();
            allIsToldOnce(anna, bert);
        }
    }

    private static String bertTypes(Pair pages, String text) {
        pages.anna().adds("Stand-up", TUESDAY);
        String id = pages.anna().idOf("Stand-up");
        pages.bert().shows(id, and(TUESDAY, "text", "Stand-up"));
        opensCell(pages.bert(), id).fill(text);
        return id;
    }

    private static Locator opensCell(WidgetPage page, String id) {
        page.tab()
                .locator(".gantt_row[task_id='" + id + "'] .gantt_tree_content")
                .first()
                .click();
        return input(page);
    }

    private static Locator input(WidgetPage page) {
        return page.tab().locator(EDITOR + " input");
    }

    private static void both(Pair pages, String id, Object... fields) {
        pages.anna().shows(id, fields);
        pages.bert().shows(id, fields);
    }
}
