package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import org.liveupdates.hub.widgets.WidgetPage.Script;

/** Pages that have the vendor's file still: it knows neither {@code kind} nor {@code origin}, and nobody updates it any more. */
class OldPagesTest extends OnStage {

    @InEach(Situation.OLD_PAGES)
    void stayInStepWithNewOnesBothWays(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup);
                WidgetPage old = stage.open(WidgetPage.with("old", setup).liveBy(Script.OLD))) {
            inStep(anna, old);
            inStep(old, anna);
            allIsToldOnce(anna, old);
        }
    }

    private static void inStep(WidgetPage speaker, WidgetPage listener) {
        int written = listener.requests().size();
        speaker.adds("Stand-up", TUESDAY);
        String id = speaker.idOf("Stand-up");
        listener.shows(id, and(TUESDAY, "text", "Stand-up"));
        speaker.changes(id, and(WEDNESDAY, "text", "Sit-down"));
        listener.shows(id, and(WEDNESDAY, "text", "Sit-down"));
        speaker.shows(id, and(WEDNESDAY, "text", "Sit-down"));
        assertThat(listener.ids()).containsExactly(id);
        assertThat(speaker.ids()).containsExactly(id);
        speaker.removes(id);
        listener.lacks(id);
        speaker.lacks(id);
        assertThat(listener.requests()).hasSize(written);
    }

    /** New records come to the other page with their next change, as they did between pages of that version. */
    @InEach(Situation.OLD_PAGES)
    void theOldestOnesTellOfANewRecordWithItsNextChange(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup);
                WidgetPage oldest = stage.open(WidgetPage.with("oldest", setup).liveBy(Script.OLDEST))) {
            inStep(anna, oldest);
            oldest.adds("Stand-up", TUESDAY);
            String id = oldest.idOf("Stand-up");
            anna.awaitsFrame(id);
            assertThat(anna.ids()).isEmpty();

            oldest.changes(id, and(WEDNESDAY, "text", "Sit-down"));
            anna.shows(id, and(WEDNESDAY, "text", "Sit-down"));
            anna.changes(id, and(TUESDAY, "text", "Lie-down"));
            oldest.shows(id, and(TUESDAY, "text", "Lie-down"));
            assertThat(anna.ids()).containsExactly(id);
            assertThat(oldest.ids()).containsExactly(id);
            oldest.removes(id);
            anna.lacks(id);
            assertThat(anna.requests()).hasSize(4);
            assertThat(oldest.requests()).hasSize(3);
            allIsToldOnce(anna, oldest);
            assertThat(stage.wire().get(3).path("data"))
                    .as("what it told of its new record")
                    .isEmpty();
        }
    }

    /** Its first version looked for a new record under its former id and found none. */
    @InEach(Situation.OLD_PAGES)
    void anInsertWithoutARecordIsPassedOver(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup)) {
            stage.publish("{\"sid\":1795160972983,\"tid\":\"7001\",\"status\":\"inserted\",\"data\":{}}");
            String record = published(setup, 7002, "Whole");
            stage.publish("{\"sid\":1795160972984,\"tid\":\"7002\",\"status\":\"inserted\",\"data\":" + record + "}");
            anna.shows("7002", and(TUESDAY, "text", "Whole"));
            assertThat(anna.ids()).containsExactly("7002");
            assertThat(anna.requests()).isEmpty();
            assertThat(anna.trouble()).isEmpty();
        }
    }
}
