package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse.MoveOptions;
import com.microsoft.playwright.options.BoundingBox;
import org.liveupdates.hub.testkit.Tab;

/** One working day with the real mouse, keyboard and lightbox. */
class HandsTest extends OnStage {

    @InEach(value = Situation.HANDS, of = "scheduler")
    void drawFillInMoveResizeAndDeleteAnEvent(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            BoundingBox tuesday = anna.tab()
                    .locator(".dhx_cal_data .dhx_scale_holder, .dhx_cal_data .dhx_scale_holder_now")
                    .nth(1)
                    .boundingBox();
            double x = tuesday.x + tuesday.width / 2;
            drag(anna.tab(), x, tuesday.y + 90, x, tuesday.y + 180);
            anna.until("formIsOpen()");
            anna.types("By hand");
            anna.savesForm();
            String id = anna.idOf("By hand");
            same(anna, bert, id);

            String before = dates(anna, id);
            Locator box = anna.tab().locator(".dhx_cal_event:not(.dhx_cal_select_menu)[event_id='" + id + "']");
            dragBy(anna.tab(), box.locator(".dhx_title"), tuesday.width, 44);
            anna.until("dates(" + id + ") !== '" + before + "'");
            same(anna, bert, id);

            String moved = dates(anna, id);
            dragBy(anna.tab(), box.locator(".dhx_event_resize").first(), 0, 88);
            anna.until("dates(" + id + ") !== '" + moved + "'");
            assertThat(dates(anna, id).substring(0, 16)).isEqualTo(moved.substring(0, 16));
            same(anna, bert, id);

            box.locator(".dhx_title").dblclick();
            anna.until("formIsOpen()");
            anna.types("By two hands");
            anna.savesForm();
            same(anna, bert, id);
            bert.shows(id, "text", "By two hands");

            box.locator(".dhx_title").dblclick();
            anna.deletesInForm();
            gone(anna, bert, id);
        }
    }

    @InEach(value = Situation.HANDS, of = "gantt")
    void addFillInMoveAndDeleteATask(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.tab()
                    .locator(".gantt_grid_scale .gantt_add, .gantt_grid_head_add")
                    .first()
                    .click();
            anna.until("formIsOpen()");
            anna.types("By hand");
            anna.savesForm();
            String id = anna.idOf("By hand");
            same(anna, bert, id);

            String before = dates(anna, id);
            Locator bar = anna.tab().locator(".gantt_task_line[task_id='" + id + "']");
            dragBy(anna.tab(), bar.locator(".gantt_task_content"), 80, 0);
            anna.until("dates(" + id + ") !== '" + before + "'");
            same(anna, bert, id);

            bar.locator(".gantt_task_content").dblclick();
            anna.until("formIsOpen()");
            anna.types("By two hands");
            anna.savesForm();
            same(anna, bert, id);
            bert.shows(id, "text", "By two hands");

            bar.locator(".gantt_task_content").dblclick();
            anna.deletesInForm();
            gone(anna, bert, id);
        }
    }

    private static void same(WidgetPage anna, WidgetPage bert, String id) {
        bert.showsAs(anna, id);
        assertThat(bert.ids()).containsExactly(id);
        assertThat(anna.ids()).containsExactly(id);
    }

    private void gone(WidgetPage anna, WidgetPage bert, String id) {
        anna.lacks(id);
        bert.lacks(id);
        assertThat(bert.ids()).isEmpty();
        assertThat(bert.requests()).isEmpty();
        allIsToldOnce(anna, bert);
    }

    private static String dates(WidgetPage page, String id) {
        return (String) page.eval("dates(" + id + ")");
    }

    private static void dragBy(Tab tab, Locator handle, double right, double down) {
        BoundingBox box = handle.boundingBox();
        double x = box.x + box.width / 2;
        double y = box.y + box.height / 2;
        drag(tab, x, y, x + right, y + down);
    }

    private static void drag(Tab tab, double x, double y, double toX, double toY) {
        tab.mouse().move(x, y);
        tab.mouse().down();
        tab.mouse().move(toX, toY, new MoveOptions().setSteps(8));
        tab.mouse().up();
    }
}
