package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.remote.PageHtml.oldPage;
import static org.liveupdates.hub.remote.PageHtml.page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liveupdates.hub.remote.RemoteStage.Ears;

/**
 * A page that has {@code live_updates.js} and one that has RemoteEvents, each with the date formats that its widget has by itself. The
 * back end announces what either has saved; the old page does so too, and still all is told once.
 */
class OldAndNewPagesTest extends OnRemoteStage {

    @Override
    String[] settings() {
        return new String[] {GANTT_DATES};
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEDULER_5", "SCHEDULER_7"})
    void showEachOthersEvents(Library old) {
        try (Ears ears = stage.ears();
                Pair pages = pages(oldPage("anna", old), page("bert", Library.SCHEDULER_7))) {
            AppPage anna = pages.anna();
            AppPage bert = pages.bert();
            String id = anna.adds("Old", TUESDAY);
            bert.shows(id, and(TUESDAY, "text", "Old"));
            anna.drags(id, 150, 88);
            bert.until("record(" + id + ").start_date.startsWith('2027-05-12')");
            bert.showsAs(anna, id);

            bert.changes(id, and(TUESDAY, "text", "New"));
            anna.shows(id, and(TUESDAY, "text", "New"));
            String other = bert.adds("Newer", WEDNESDAY);
            anna.shows(other, and(WEDNESDAY, "text", "Newer"));
            anna.changes(other, "text", "Older");
            bert.shows(other, and(WEDNESDAY, "text", "Older"));

            anna.removes(id);
            bert.lacks(id);
            bert.removes(other);
            anna.lacks(other);
            pages.saved(4, 3);
            pages.have();
            assertThat(ears.old())
                    .containsExactly(
                            "inserted " + id,
                            "updated " + id,
                            "updated " + id,
                            "inserted " + other,
                            "updated " + other,
                            "deleted " + id,
                            "deleted " + other);
            assertThat(ears.remote())
                    .containsExactly(
                            "add-event " + id,
                            "update-event " + id,
                            "update-event " + id,
                            "add-event " + other,
                            "update-event " + other,
                            "delete-event " + id,
                            "delete-event " + other);
        }
    }

    @Test
    void showEachOthersTasksAndLinks() {
        try (Ears ears = stage.ears();
                Pair pages = pages(page("anna", Library.GANTT_4), page("bert", Library.GANTT_10))) {
            AppPage anna = pages.anna();
            AppPage bert = pages.bert();
            String plan = anna.adds("Plan", TUESDAY);
            bert.shows(plan, and(TUESDAY, "text", "Plan", "duration", 90));
            String build = bert.adds("Build", WEDNESDAY);
            anna.shows(build, and(WEDNESDAY, "text", "Build", "duration", 90));

            anna.changes(build, and(TUESDAY, "text", "Build it"));
            bert.shows(build, and(TUESDAY, "text", "Build it"));
            bert.changes(build, and(WEDNESDAY, "text", "Build it now"));
            anna.shows(build, and(WEDNESDAY, "text", "Build it now"));
            String part = bert.adds("Part", and(WEDNESDAY, "parent", plan));
            anna.shows(part, "text", "Part", "parent", plan);

            String link = anna.links(plan, build);
            bert.showsLink(link, plan, build);
            anna.eval("gantt.deleteLink(" + link + ")");
            bert.until("links.ids().length === 0");

            bert.removes(part);
            anna.lacks(part);
            anna.removes(plan);
            bert.lacks(plan);
            pages.saved(5, 4);
            pages.have(build);
            assertThat(ears.old())
                    .containsExactly(
                            "inserted " + plan,
                            "inserted " + build,
                            "updated " + build,
                            "updated " + build,
                            "inserted " + part,
                            "inserted " + link,
                            "deleted " + link,
                            "deleted " + part,
                            "deleted " + plan);
            assertThat(ears.remote())
                    .containsExactly(
                            "add-task " + plan,
                            "add-task " + build,
                            "update-task " + build,
                            "update-task " + build,
                            "add-task " + part,
                            "add-link " + link,
                            "delete-link " + link,
                            "delete-task " + part,
                            "delete-task " + plan);
        }
    }
}
