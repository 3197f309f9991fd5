package org.liveupdates.hub.remote;

import static org.liveupdates.hub.remote.PageHtml.page;

import org.junit.jupiter.api.Test;

/** Two pages with Scheduler, and a back end that announces what they save. */
class SchedulerPagesTest extends OnRemoteStage {

    @Test
    void showEachOthersEventsOnce() {
        try (Pair pages = pages(page("anna", Library.SCHEDULER_7), page("bert", Library.SCHEDULER_7))) {
            AppPage anna = pages.anna();
            AppPage bert = pages.bert();
            String id = anna.adds("Plan", TUESDAY);
            bert.shows(id, and(TUESDAY, "text", "Plan"));
            pages.have(id);

            anna.changes(id, "text", "Better plan");
            bert.shows(id, and(TUESDAY, "text", "Better plan"));
            anna.drags(id, 150, 88);
            bert.until("record(" + id + ").start_date.startsWith('2027-05-12')");
            bert.showsAs(anna, id);

            bert.changes(id, TUESDAY);
            anna.shows(id, and(TUESDAY, "text", "Better plan"));
            String other = bert.adds("Second", WEDNESDAY);
            anna.shows(other, and(WEDNESDAY, "text", "Second"));
            pages.have(id, other);

            anna.removes(id);
            bert.lacks(id);
            bert.shows(other);
            pages.saved(4, 2);
            pages.have(other);
        }
    }
}
