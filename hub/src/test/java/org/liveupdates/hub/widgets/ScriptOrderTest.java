package org.liveupdates.hub.widgets;

import java.util.ArrayList;
import java.util.List;
import org.liveupdates.hub.widgets.WidgetPage.Order;

/** Pages include their scripts in any order, and call {@code live_updates} before or after {@code init}. */
class ScriptOrderTest extends OnStage {

    @InEach(Situation.SCRIPT_ORDER)
    void doesNotMatter(Setup setup) {
        List<WidgetPage> pages = new ArrayList<>();
        try {
            for (Order order : Order.values()) {
                String name = "page" + order.ordinal();
                pages.add(stage.open(
                        WidgetPage.with(name, setup).including(order).with("liveFirst", order.ordinal() % 2 == 1)));
            }
            for (WidgetPage speaker : pages) {
                String text = "Of " + pages.indexOf(speaker);
                speaker.adds(text, TUESDAY);
                String id = speaker.idOf(text);
                pages.forEach(page -> page.shows(id, and(TUESDAY, "text", text)));
            }
            allIsToldOnce(pages.toArray(WidgetPage[]::new));
        } finally {
            pages.forEach(WidgetPage::close);
        }
    }
}
