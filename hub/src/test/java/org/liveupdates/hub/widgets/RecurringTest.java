package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** A series on five days, one of them changed, one of them left out: {@code rec_type} up to 6.0, {@code rrule} from 7.0. */
class RecurringTest extends OnStage {

    @InEach(Situation.RECURRING)
    void seriesWithChangedAndRemovedOccurrencesAreTheSameOnBothPages(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.adds("Daily", series(setup));
            String id = anna.idOf("Daily");
            bothDraw(pages, id, 5);

            anna.changes(
                    occurrence(anna, id, 1),
                    "text",
                    "Late",
                    "start_date",
                    "2027-05-11 15:00",
                    "end_date",
                    "2027-05-11 16:00");
            String late = anna.idOf("Late");
            bert.shows(late, "text", "Late", "start_date", "2027-05-11 15:00", "end_date", "2027-05-11 16:00");
            bothDraw(pages, id, 4);

            anna.removes(occurrence(anna, id, 2));
            bothDraw(pages, id, 3);
            bert.shows(late, "text", "Late");
            assertThat(bert.eval("drawnIds()")).isEqualTo(anna.eval("drawnIds()"));

            bert.changes(late, "text", "Later");
            anna.shows(late, "text", "Later", "start_date", "2027-05-11 15:00");
            bothDraw(pages, id, 3);
            assertThat(bert.requests()).hasSize(1);

            anna.removes(id);
            anna.until("drawnIds().length === 0");
            bert.until("drawnIds().length === 0");
            assertThat(bert.requests()).hasSize(1);
            assertThat(anna.trouble()).isEmpty();
            assertThat(bert.trouble()).isEmpty();
        }
    }

    @InEach(Situation.RECURRING)
    void aSeriesIsMovedAndShortened(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.adds("Daily", series(setup));
            String id = anna.idOf("Daily");
            bothDraw(pages, id, 5);
            anna.changes(id, shorter(setup));
            bothDraw(pages, id, 3);
            assertThat(bert.eval("drawnIds()")).isEqualTo(anna.eval("drawnIds()"));
            assertThat(bert.eval("record(" + id + ").text")).isEqualTo("Thrice");
            assertThat(bert.requests()).isEmpty();
            allIsToldOnce(anna, bert);
        }
    }

    /** A changed series drops its exceptions, on the page that changed it as on the others, and for good. */
    @InEach(Situation.RECURRING)
    void aSeriesWithExceptionsIsMovedAwayAndBack(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.adds("Daily", series(setup));
            String id = anna.idOf("Daily");
            bothDraw(pages, id, 5);
            anna.changes(
                    occurrence(anna, id, 1),
                    "text",
                    "Late",
                    "start_date",
                    "2027-05-11 15:00",
                    "end_date",
                    "2027-05-11 16:00");
            bert.shows(anna.idOf("Late"), "text", "Late");
            anna.removes(occurrence(anna, id, 2));
            bothDraw(pages, id, 3);
            try (WidgetPage carl = stage.open("carl", setup)) {
                anna.changes(id, moved(setup, "Afternoons", "14:00"));
                sameBoxes(anna, bert, id, "Afternoons");
                anna.changes(id, moved(setup, "Mornings", "09:00"));
                sameBoxes(anna, bert, id, "Mornings");
                bert.changes(id, moved(setup, "Afternoons again", "14:00"));
                sameBoxes(bert, anna, id, "Afternoons again");
                bert.changes(id, moved(setup, "Mornings again", "09:00"));
                sameBoxes(bert, anna, id, "Mornings again");
                if (setup.widget().hasOldSeries()) { // 7 keeps exceptions, of which Carl has not heard
                    sameBoxes(bert, carl, id, "Mornings again");
                }
                anna.removes(occurrence(anna, id, 0));
                anna.removes(id);
                for (WidgetPage page : new WidgetPage[] {anna, bert, carl}) {
                    page.until("drawnIds().length === 0");
                }
                anna.adds("Daily anew", series(setup));
                String anew = anna.idOf("Daily anew");
                sameBoxes(anna, bert, anew, "Daily anew");
                bothDraw(pages, anew, 5);
                assertThat(carl.requests()).isEmpty();
                assertThat(bert.requests()).hasSize(2);
                for (WidgetPage page : new WidgetPage[] {anna, bert, carl}) {
                    assertThat(page.trouble()).isEmpty();
                }
            }
        }
    }

    private static void sameBoxes(WidgetPage speaker, WidgetPage listener, String id, String text) {
        for (WidgetPage page : new WidgetPage[] {speaker, listener}) {
            page.until("record(%s)?.text === %s".formatted(WidgetPage.json(id), WidgetPage.json(text)));
        }
        Object drawn = speaker.eval("drawnBoxes().join()");
        listener.until("drawnBoxes().join() === " + WidgetPage.json(drawn));
        assertThat(speaker.eval("drawnBoxes().join()")).isEqualTo(drawn);
    }

    /** The whole series at another hour, as the lightbox saves it. */
    private static Object[] moved(Setup setup, String text, String hour) {
        Object[] start = {"text", text, "start_date", "2027-05-10 " + hour};
        return setup.widget().hasOldSeries()
                ? and(start, "end_date", "2027-05-15 00:00", "rec_type", "day_1___#5", "rec_pattern", "day_1___")
                : and(start, "end_date", "2027-05-14 23:00", "rrule", "FREQ=DAILY;INTERVAL=1;COUNT=5");
    }

    private static Object[] series(Setup setup) {
        return setup.widget().hasOldSeries()
                ? new Object[] {
                    "start_date",
                    "2027-05-10 09:00",
                    "end_date",
                    "2027-05-15 00:00",
                    "rec_type",
                    "day_1___#5",
                    "rec_pattern",
                    "day_1___",
                    "event_length",
                    3600,
                    "event_pid",
                    0
                }
                : new Object[] {
                    "start_date",
                    "2027-05-10 09:00",
                    "end_date",
                    "2027-05-14 10:00",
                    "rrule",
                    "FREQ=DAILY;INTERVAL=1;COUNT=5",
                    "duration",
                    3600
                };
    }

    private static Object[] shorter(Setup setup) {
        Object[] dates = {"text", "Thrice", "start_date", "2027-05-11 12:00"};
        return setup.widget().hasOldSeries()
                ? and(dates, "end_date", "2027-05-14 00:00", "rec_type", "day_1___#3", "rec_pattern", "day_1___")
                : and(dates, "end_date", "2027-05-13 13:00", "rrule", "FREQ=DAILY;INTERVAL=1;COUNT=3");
    }

    private static void bothDraw(Pair pages, String id, int occurrences) {
        String condition = "widget.occurrences(%s) === %d".formatted(WidgetPage.json(id), occurrences);
        pages.anna().until(condition);
        pages.bert().until(condition);
    }

    private static String occurrence(WidgetPage page, String id, int index) {
        return (String) page.eval(
                "([id, index]) => drawnIds().filter(one => one.startsWith(id + '#'))[index]", List.of(id, index));
    }
}
