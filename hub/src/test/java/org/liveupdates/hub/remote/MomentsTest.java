package org.liveupdates.hub.remote;

import static org.liveupdates.hub.remote.PageHtml.page;

import org.junit.jupiter.api.Test;

/** Gantt 10 saves moments of the world's time ({@code …Z}) until it has read another date; pages show a wall's clock. */
class MomentsTest extends OnRemoteStage {

    @Override
    String[] settings() {
        return new String[] {GANTT_DATES, "--zone=Asia/Kolkata"};
    }

    @Test
    void areTheSameOnTheClocksOfOneTown() {
        try (AppPage anna = stage.open(page("anna", Library.GANTT_10), "Asia/Kolkata");
                AppPage bert = stage.open(page("bert", Library.GANTT_10), "Asia/Kolkata");
                AppPage carl = stage.open(page("carl", Library.GANTT_4), "Asia/Kolkata")) {
            String id = anna.adds("Plan", TUESDAY);
            bert.shows(id, and(TUESDAY, "duration", 90));
            carl.shows(id, and(TUESDAY, "duration", 90));
            anna.changes(id, WEDNESDAY);
            bert.shows(id, and(WEDNESDAY, "duration", 90));
            carl.shows(id, and(WEDNESDAY, "duration", 90));
        }
    }
}
