package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.widgets.BackEnd.Fault;
import org.liveupdates.hub.widgets.BackEnd.Hold;
import org.liveupdates.hub.widgets.Widget.Mode;

/** What befalls a page that stays open: bad luck in the order of things, clocks that are set, stops and starts, many messages. */
class LongDayTest extends OnStage {
    private static final Setup OLDEST = new Setup(Widget.SCHEDULER_4, Mode.POST);

    static Stream<Setup> setups() {
        return Setup.inUsualMode(Stream.concat(Widget.schedulers(), Widget.gantts()));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void aRecordDeletedAndMadeAgainAtOnceIsThere(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup)) {
            stage.publish(message("inserted", 8000, published(setup, 8000, "First")));
            anna.shows("8000", "text", "First");
            publishAtOnce(
                    message("deleted", 8000, "{}"),
                    message("inserted", 8000, published(setup, 8000, "Again")),
                    message("inserted", 8001, published(setup, 8001, "Other")));
            anna.shows("8001", "text", "Other");
            anna.shows("8000", "text", "Again");
            assertThat(anna.trouble()).isEmpty();
        }
    }

    /** The vendor's script says nothing of a deleted record but its id; whose it is shows when the record does. */
    @ParameterizedTest
    @MethodSource("setups")
    void aRecordMadeAndDeletedAtOnceIsGone(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup)) {
            publishAtOnce(
                    message("inserted", 8000, published(setup, 8000, "Gone")),
                    message("deleted", 8000, "{}"),
                    message("inserted", 8001, published(setup, 8001, "Other")));
            anna.shows("8001", "text", "Other");
            anna.lacks("8000");
        }
    }

    /** While its own change is under way another page's is not shown; it is when the back end has kept that one. */
    @ParameterizedTest
    @MethodSource("setups")
    void aRefusedSaveGivesWayToWhatTheBackEndHas(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup)) {
            anna.adds("First", TUESDAY);
            String id = anna.idOf("First");
            for (Fault fault : List.of(Fault.ERROR, Fault.STATUS_500)) {
                String winner = "Before " + fault;
                stage.backEnd.fail(fault);
                try (Hold hold = stage.backEnd.hold()) {
                    anna.changes(id, "text", "Refused by " + fault);
                    anna.until("dp._in_progress[" + id + "]");
                    stage.publish(message("updated", Integer.parseInt(id), published(setup, 0, winner)));
                    anna.awaitsFrame(winner);
                }
                anna.shows(id, "text", winner);
            }
            assertThat(stage.wire()).extracting(OnStage::summary).doesNotContain("error " + id);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GANTT_4", "GANTT_10"})
    void aMoveUnderATaskThatHasToWaitWaitsToo(Widget widget) {
        Setup setup = Setup.inUsualMode(Stream.of(widget)).findFirst().orElseThrow();
        try (WidgetPage anna = stage.open("anna", setup)) {
            String child = published(setup, 8001, "Child");
            stage.publish(message("inserted", 8001, child));
            anna.shows("8001", "text", "Child");
            try (Hold hold = stage.backEnd.hold()) {
                anna.adds("Own", TUESDAY);
                anna.until("Object.keys(dp._in_progress).length > 0");
                stage.publish(message("inserted", 8000, published(setup, 8000, "Parent")));
                stage.publish(message("updated", 8001, child.replace("\"parent\":0", "\"parent\":8000")));
                stage.publish("{\"tid\":1,\"status\":\"updated\",\"data\":{\"text\":\"after it\"}}");
                anna.awaitsFrame("after it");
                anna.eval("() => new Promise(done => setTimeout(done, 300))"); // long enough to be drawn
                assertThat(anna.ids()).doesNotContain("8000");
            }
            anna.until("record(8001).parent == 8000");
        }
    }

    @Test
    void aClockThatIsSetBackHoldsNothingUp() {
        try (WidgetPage anna = stage.open("anna", OLDEST)) {
            try (Hold hold = stage.backEnd.hold()) {
                anna.adds("Own", TUESDAY);
                anna.until("Object.keys(dp._in_progress).length > 0");
                stage.publish(message("inserted", 8000, published(OLDEST, 8000, "Waits")));
                anna.awaitsFrame("Waits");
                anna.eval("() => { const { now } = Date; Date.now = () => now() - 3600000;"
                        + " const real = performance.now.bind(performance); performance.now = () => real() + 11000; }");
                anna.shows("8000", "text", "Waits");
            }
            assertThat(anna.trouble()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void mayBeStoppedAndStartedOverAndOver(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.eval("void (window.before = dp.afterUpdate)");
            for (int i = 0; i < 3; i++) {
                anna.eval(
                        "hub => { dp.$liveUpdates.stop(); dp.$liveUpdates.stop(); dp.live_updates(hub); }",
                        stage.hub.url().toString());
                anna.until("subscribed === " + (i + 2));
            }
            assertThat(anna.eval("dp.afterUpdate === before")).isEqualTo(true);
            anna.adds("Once", TUESDAY);
            String id = anna.idOf("Once");
            bert.shows(id, "text", "Once");
            bert.changes(id, "text", "Answered");
            anna.shows(id, "text", "Answered");
            assertThat(anna.eval("changes.length")).isEqualTo(1);

            anna.eval("dp.$liveUpdates.stop()");
            anna.adds("Alone", WEDNESDAY);
            anna.idOf("Alone");
            bert.changes(id, "text", "Unheard");
            bert.until("saved.length === 2");
            assertThat(stage.wire())
                    .extracting(OnStage::summary)
                    .containsExactly("inserted " + id, "updated " + id, "updated " + id);
            anna.shows(id, "text", "Answered");
            assertThat(anna.trouble()).isEmpty();
        }
    }

    @Test
    void aMillionRecordsAreNotRemembered() {
        try (WidgetPage anna = stage.open("anna", OLDEST)) {
            anna.eval(
                    "() => { for (let id = 1; id <= 25000; id++) dp.$liveUpdates.receive("
                            + "{ sid: id, tid: id, status: 'deleted', kind: 'event', origin: 'x', at: Date.now(), data: {} }); }");
            anna.until("changes.length === 25000");
            assertThat(anna.eval("Object.values(dp.$liveUpdates)"
                            + ".map(value => value instanceof Object && value !== dp ? value.size || Object.keys(value).length : 0)"
                            + ".every(size => size <= 10000)"))
                    .isEqualTo(true);
        }
    }

    @Test
    void twoViewsOfTheSameRecordsBothLoseIt() {
        try (WidgetPage anna = stage.open("anna", OLDEST)) {
            anna.eval(
                    "hub => { const other = new dataProcessor('/none'); other.obj = scheduler; other.live_updates(hub); }",
                    stage.hub.url().toString());
            anna.until("subscribed === 2");
            stage.publish(message("inserted", 8000, published(OLDEST, 8000, "Seen twice")));
            anna.shows("8000", "text", "Seen twice");
            stage.publish(message("deleted", 8000, "{}"));
            anna.lacks("8000");
        }
    }

    @Test
    void whatCannotTravelDoesNotStopTheSave() {
        try (Pair pages = pages(OLDEST)) {
            pages.anna().adds("Big", TUESDAY);
            String id = pages.anna().idOf("Big");
            pages.anna().eval("id => { scheduler.getEvent(id).big = 10n; }", id);
            pages.anna().changes(id, "text", "Bigger");
            pages.bert().shows(id, "text", "Bigger");
            allIsToldOnce(pages.anna(), pages.bert());
        }
    }

    @Test
    void aMistakeInTheCallIsNamed() {
        try (WidgetPage anna = stage.open("anna", OLDEST)) {
            String call = "argument => { try { new dataProcessor('/none').live_updates(...argument); }"
                    + " catch (error) { return error.message; } }";
            assertThat(anna.eval(call, List.of()).toString()).contains("url");
            assertThat(anna.eval(call, List.of("/sync", Map.of("chanel", "/x"))))
                    .isEqualTo("Unrecognized option: chanel");
        }
    }

    private void publishAtOnce(String... messages) {
        String batch = Stream.of(messages)
                .map("{\"channel\":\"/broadcast\",\"data\":%s}"::formatted)
                .toList()
                .toString();
        assertThat(new RawBayeux(stage.hub.url()).post(batch).statusCode()).isEqualTo(200);
    }

    private static String message(String status, int id, String data) {
        return "{\"sid\":%d,\"tid\":%1$d,\"status\":\"%s\",\"data\":%s}".formatted(id, status, data);
    }
}
