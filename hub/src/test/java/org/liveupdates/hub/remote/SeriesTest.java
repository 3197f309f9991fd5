package org.liveupdates.hub.remote;

import static org.liveupdates.hub.remote.PageHtml.oldPage;
import static org.liveupdates.hub.remote.PageHtml.page;

import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Series of Scheduler 7 ({@code rrule}) with changed and removed occurrences, in all directions. */
class SeriesTest extends OnRemoteStage {

    /** Who tells whom. */
    enum Way {
        /** By the back end, both pages having RemoteEvents. */
        NEW_TO_NEW,
        /** By the old page and by the back end. */
        OLD_TO_NEW,
        /** By the old page alone. */
        OLD_ALONE_TO_NEW,
        /** By the back end. */
        NEW_TO_OLD,
        /** By the new page itself, as an old page would. */
        SPEAKING_NEW_TO_NEW
    }

    @ParameterizedTest
    @EnumSource
    void areTheSameOnBothPages(Way way) {
        PageHtml html =
                way.name().startsWith("OLD") ? oldPage("anna", Library.SCHEDULER_7) : page("anna", Library.SCHEDULER_7);
        if (way == Way.SPEAKING_NEW_TO_NEW) {
            html = html.with("publishOnly", true);
        }
        if (way == Way.SPEAKING_NEW_TO_NEW || way == Way.OLD_ALONE_TO_NEW) {
            stage.backEnd.fallSilent();
        }
        boolean toOld = way == Way.NEW_TO_OLD;
        try (Pair pages =
                pages(html, toOld ? oldPage("bert", Library.SCHEDULER_7) : page("bert", Library.SCHEDULER_7))) {
            String series = pages.anna()
                    .adds(
                            "Daily",
                            "start_date",
                            "2027-05-10 09:00",
                            "end_date",
                            "2027-05-14 10:00",
                            "rrule",
                            "FREQ=DAILY;INTERVAL=1;COUNT=5",
                            "duration",
                            3600);
            staysTheSame(pages, series, AppPage::removes);
        }
    }

    /**
     * The old page hears of series in its own model ({@code rec_type}) too, when the new one keeps to that. Not the other way round:
     * RemoteEvents in a page with {@code recurring_legacy} draws a changed occurrence beside the one in whose place it is.
     */
    @Test
    void areToldInTheOldModel() {
        PageHtml legacy = page("carl", Library.SCHEDULER_7).with("plugins", List.of("recurring_legacy"));
        try (Pair pages = pages(legacy, page("dora", Library.SCHEDULER_5))) {
            String series = pages.anna()
                    .adds(
                            "Daily",
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
                            0);
            staysTheSame(pages, series, AppPage::removesAndHears);
        }
    }

    /** Of a series with five occurrences in the week. */
    private static void staysTheSame(Pair pages, String series, BiConsumer<AppPage, String> removing) {
        AppPage anna = pages.anna();
        AppPage bert = pages.bert();
        bothDraw(pages, 5);

        anna.changes(
                occurrence(anna, 1), "text", "Late", "start_date", "2027-05-11 15:00", "end_date", "2027-05-11 16:00");
        String late = anna.idOf("Late");
        bert.shows(late, "text", "Late", "start_date", "2027-05-11 15:00", "end_date", "2027-05-11 16:00");
        bothDraw(pages, 5);

        anna.removes(occurrence(anna, 2));
        bothDraw(pages, 4);
        anna.changes(late, "text", "Later");
        bert.shows(late, "text", "Later", "start_date", "2027-05-11 15:00");
        bothDraw(pages, 4);

        removing.accept(anna, late);
        bothDraw(pages, 3);
        anna.removes(series);
        bothDraw(pages, 0);
        pages.saved(anna.saves().size(), 0);
        bothDraw(pages, 0);
    }

    /** Waits until both draw the same boxes, so many. */
    private static void bothDraw(Pair pages, int boxes) {
        pages.anna().until("drawnIds().length === " + boxes);
        String drawn = pages.anna().eval("drawnIds().join()").toString();
        pages.bert().until("drawnIds().join() === " + AnnouncingBackEnd.json(drawn));
    }

    private static String occurrence(AppPage page, int index) {
        return (String) page.eval("drawnIds().filter(id => id.includes('#'))[" + index + "]");
    }
}
