package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.remote.PageHtml.page;

import org.junit.jupiter.api.Test;

/** Old and new pages at the paths of a room and outside of it. */
class RoomPagesTest extends OnRemoteStage {

    @Override
    String[] settings() {
        return new String[] {"--room=hr=/hr"};
    }

    @Test
    void hearTheirRoomOnly() {
        stage.backEnd.fallSilent();
        try (AppPage oldInside = stage.open(page("oi", Library.SCHEDULER_5).at("/hr"));
                AppPage newInside = stage.open(page("ni", Library.SCHEDULER_7).at("/hr"));
                AppPage oldOutside = stage.open(page("oo", Library.SCHEDULER_5));
                AppPage newOutside = stage.open(page("no", Library.SCHEDULER_7).at("/liveUpdates"))) {
            assertThat(stage.publish("/hr", added(7))).as("pages in the room").isEqualTo(2);
            assertThat(stage.publish("", added(8))).as("pages outside").isEqualTo(2);
            for (AppPage inside : new AppPage[] {oldInside, newInside}) {
                inside.shows("7", TUESDAY);
                assertThat(inside.ids()).containsExactly("7");
            }
            for (AppPage outside : new AppPage[] {oldOutside, newOutside}) {
                outside.shows("8", TUESDAY);
                assertThat(outside.ids()).containsExactly("8");
            }
            String inside = oldInside.adds("Hired", WEDNESDAY);
            newInside.shows(inside, and(WEDNESDAY, "text", "Hired"));
            String outside = oldOutside.adds("Told", WEDNESDAY);
            newOutside.shows(outside, and(WEDNESDAY, "text", "Told"));
            assertThat(newInside.settles().ids()).containsExactly(inside, "7");
            assertThat(newOutside.settles().ids()).containsExactly(outside, "8");
            assertThat(oldInside.ids()).containsExactly(inside, "7");
            assertThat(oldOutside.ids()).containsExactly(outside, "8");
        }
    }

    private static String added(int id) {
        return "{\"name\":\"events\",\"value\":{\"type\":\"add-event\",\"event\":{\"id\":%d,\"text\":\"A\","
                        .formatted(id)
                + "\"start_date\":\"2027-05-11 09:00\",\"end_date\":\"2027-05-11 10:30\"}}}";
    }
}
