package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.remote.PageHtml.page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.remote.RemoteStage.Ears;

/** Where the back end cannot announce, new pages do: {@code dp.live_updates(url, {publishOnly: true})} beside RemoteEvents. */
class PublishOnlyTest extends OnRemoteStage {

    @Override
    String[] settings() {
        return new String[] {GANTT_DATES};
    }

    @ParameterizedTest
    @CsvSource({"SCHEDULER_7,SCHEDULER_5", "GANTT_10,GANTT_4"})
    void newPagesTellNewAndOldOnes(Library library, Library old) {
        stage.backEnd.fallSilent();
        try (Ears ears = stage.ears();
                Pair pages = pages(speaking("anna", library), speaking("bert", library));
                AppPage carl = stage.open(page("carl", old))) {
            AppPage anna = pages.anna();
            AppPage bert = pages.bert();
            String id = anna.adds("Plan", TUESDAY);
            bert.shows(id, and(TUESDAY, "text", "Plan"));
            carl.shows(id, and(TUESDAY, "text", "Plan"));
            bert.changes(id, WEDNESDAY);
            anna.shows(id, and(WEDNESDAY, "text", "Plan"));
            carl.shows(id, and(WEDNESDAY, "text", "Plan"));
            carl.changes(id, "text", "Better plan");
            anna.shows(id, and(WEDNESDAY, "text", "Better plan"));
            bert.shows(id, and(WEDNESDAY, "text", "Better plan"));
            pages.have(id);
            bert.removes(id);
            anna.lacks(id);
            carl.lacks(id);
            pages.saved(1, 2);
            assertThat(carl.saves()).hasSize(1);
            assertThat(carl.trouble()).isEmpty();
            assertThat(ears.old()).containsExactly("inserted " + id, "updated " + id, "updated " + id, "deleted " + id);
            assertThat(ears.remote()).hasSize(4);
        }
    }

    @Test
    void newPagesThatDoNotSpeakAreNotHeard() {
        stage.backEnd.fallSilent();
        try (Ears ears = stage.ears();
                AppPage anna = stage.open(page("anna", Library.SCHEDULER_7))) {
            anna.adds("Plan", TUESDAY);
            anna.settles();
            assertThat(ears.old()).isEmpty();
            assertThat(ears.remote()).isEmpty();
        }
    }

    private static PageHtml speaking(String name, Library library) {
        return page(name, library).with("publishOnly", true);
    }
}
