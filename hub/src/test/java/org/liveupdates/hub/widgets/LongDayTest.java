package org.liveupdates.hub.widgets;

import org.junit.jupiter.api.Test;
import org.liveupdates.hub.widgets.Widget.Mode;

/** What befalls a page that stays open: bad luck in the order of things, clocks that are set, stops and starts, many messages. */
class LongDayTest extends OnStage {
    private static final Setup OLDEST = new Setup(Widget.SCHEDULER_4, Mode.POST);

    @Test
    void whatCannotTravelDoesNotStopTheSave() {
        try (Pair pages = pages(OLDEST)) {
            pages.anna().adds("Big", TUESDAY);
            String id = pages.anna().idOf("Big");
            pages.anna().eval("id => { scheduler.getEvent(id).big = 10n; }", id);
            pages.anna().changes(id, "text", "Bigger");
            pages.bert().shows(id, "text", "Bigger");
            allIsToldOnce(pages.anna(), pages.bert());
        }
    }
}
