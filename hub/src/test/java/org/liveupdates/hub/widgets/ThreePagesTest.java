package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.liveupdates.hub.widgets.WidgetPage.Script;

/** Three users, three browsers: one version of a widget, another version, and a page that has the vendor's file still. */
class ThreePagesTest extends OnStage {

    @InEach(Situation.THREE_PAGES)
    void eachSeesOnceWhatTheOthersDo(Setup setup) {
        try (Pair pages = new Pair(stage.open("anna", setup), stage.open("bert", otherVersion(setup)));
                WidgetPage carl = stage.open(WidgetPage.with("carl", setup).liveBy(Script.OLD))) {
            List<WidgetPage> all = List.of(pages.anna(), pages.bert(), carl);
            for (WidgetPage speaker : all) {
                speaker.adds("Stand-up", TUESDAY);
                String id = speaker.idOf("Stand-up");
                allShow(all, id, and(TUESDAY, "text", "Stand-up"));
                speaker.changes(id, and(WEDNESDAY, "text", "Sit-down"));
                allShow(all, id, and(WEDNESDAY, "text", "Sit-down"));
                all.forEach(page -> assertThat(page.ids()).as("%s", page).containsExactly(id));
                speaker.removes(id);
                all.forEach(page -> page.lacks(id));
            }
            heardAndSaved(all, 6, 3);
        }
    }

    @InEach(Situation.THREE_PAGES)
    void whatAllDoAtOnceIsSeenOnceByEach(Setup setup) {
        try (Pair pages = new Pair(stage.open("anna", setup), stage.open("bert", otherVersion(setup)));
                WidgetPage carl = stage.open(WidgetPage.with("carl", setup).liveBy(Script.OLD))) {
            List<WidgetPage> all = List.of(pages.anna(), pages.bert(), carl);
            all.forEach(page -> page.adds("Of " + all.indexOf(page), TUESDAY));
            List<String> ids = new ArrayList<>();
            for (WidgetPage page : all) {
                ids.add(page.idOf("Of " + all.indexOf(page)));
            }
            for (String id : ids) {
                allShow(all, id, and(TUESDAY, "text", "Of " + ids.indexOf(id)));
            }
            all.forEach(page -> page.changes(ids.get(all.indexOf(page)), WEDNESDAY));
            ids.forEach(id -> allShow(all, id, and(WEDNESDAY, "text", "Of " + ids.indexOf(id))));
            all.forEach(page -> assertThat(page.ids()).as("%s", page).containsExactlyInAnyOrderElementsOf(ids));
            heardAndSaved(all, 4, 2);
        }
    }

    private static void allShow(List<WidgetPage> pages, String id, Object... fields) {
        pages.forEach(page -> page.shows(id, fields));
    }

    private void heardAndSaved(List<WidgetPage> pages, int heard, int saved) {
        allIsToldOnce(pages.toArray(WidgetPage[]::new));
        for (WidgetPage page : pages) {
            assertThat(page.eval("changes.length"))
                    .as("%s hears of each change once", page)
                    .isEqualTo(heard);
            assertThat(page.requests()).as("%s saves its own alone", page).hasSize(saved);
        }
    }

    /** Scheduler 4.4 beside 6.0, 5.3 beside 7.2, Gantt 4.2 beside 10. */
    private static Setup otherVersion(Setup setup) {
        List<Widget> family = (setup.widget().isGantt() ? Widget.gantts() : Widget.schedulers()).toList();
        int other = (family.indexOf(setup.widget()) + family.size() / 2) % family.size();
        return Setup.inUsualMode(Stream.of(family.get(other))).findFirst().orElseThrow();
    }
}
