package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.remote.PageHtml.page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two pages with Gantt, its date format left as it is, and a back end that announces what they save. */
class GanttPagesTest extends OnRemoteStage {
    /** Long enough for the mouse to take the bar by its middle. */
    private static final Object[] TWO_DAYS = {"start_date", "2027-05-12 00:00", "end_date", "2027-05-14 00:00"};

    @Override
    String[] settings() {
        return new String[] {GANTT_DATES};
    }

    @ParameterizedTest
    @EnumSource(names = {"GANTT_9", "GANTT_10"})
    void showEachOthersTasksAndLinksOnce(Library gantt) {
        try (Pair pages = pages(page("anna", gantt), page("bert", gantt))) {
            AppPage anna = pages.anna();
            AppPage bert = pages.bert();
            String plan = anna.adds("Plan", TUESDAY);
            bert.shows(plan, and(TUESDAY, "text", "Plan", "duration", 90));
            String build = bert.adds("Build", TWO_DAYS);
            anna.shows(build, and(TWO_DAYS, "text", "Build"));
            pages.have(plan, build);

            anna.changes(build, "text", "Build it", "progress", 0.25);
            bert.shows(build, and(TWO_DAYS, "text", "Build it", "progress", 0.25));
            anna.drags(build, 160, 0);
            bert.until("record(" + build + ").start_date !== '2027-05-12 00:00'");
            bert.showsAs(anna, build);

            String part = bert.adds("Part", and(WEDNESDAY, "parent", plan));
            anna.shows(part, "text", "Part", "parent", plan);
            bert.changes(part, "parent", build);
            anna.shows(part, "parent", build);

            String link = anna.links(plan, build);
            bert.showsLink(link, plan, build);
            anna.showsLink(link, plan, build);
            bert.eval("gantt.deleteLink(" + link + ")");
            anna.until("links.ids().length === 0 && links.drawn(" + link + ") === 0");

            anna.removes(plan);
            bert.lacks(plan);
            pages.saved(5, 4);
            pages.have(build, part);
        }
    }

    /** What a back end announces as text is in the page's own format; ISO 8601 is turned into the one of the setting. */
    @ParameterizedTest
    @CsvSource({
        "%d-%m-%Y %H:%i, 2027-05-11T09:00:00",
        "%d-%m-%Y %H:%i, 11-05-2027 09:00",
        "%Y-%m-%d %H:%i, 2027-05-11 09:00",
        "%m/%d/%Y %H:%i, 05/11/2027 09:00"
    })
    void areToldDatesThatTheyRead(String dateFormat, String date) {
        try (AppPage anna = stage.open(page("anna", Library.GANTT_10).with("dateFormat", dateFormat))) {
            stage.publish("{\"name\":\"tasks\",\"value\":{\"type\":\"add-task\",\"task\":{\"id\":7,\"text\":\"A\","
                    + "\"start_date\":\"" + date + "\",\"duration\":90}}}");
            anna.shows("7", TUESDAY);
            assertThat(anna.settles().trouble()).isEmpty();
        }
    }

    /** Gantt puts defaults in place of what an update leaves out. */
    @Test
    void keepWhatAnAnnouncementLeavesOut() {
        try (AppPage anna = stage.open(page("anna", Library.GANTT_10))) {
            String id = anna.adds("Plan", and(TUESDAY, "progress", 0.25));
            stage.publish("{\"name\":\"tasks\",\"value\":{\"type\":\"update-task\",\"task\":{\"id\":" + id
                    + ",\"text\":\"Better plan\"}}}");
            anna.shows(id, and(TUESDAY, "text", "Better plan", "duration", 90, "progress", 0.25));
            assertThat(anna.settles().saves()).hasSize(1);
        }
    }
}
