package org.liveupdates.hub.widgets;

import static org.liveupdates.hub.widgets.Setup.inAllModes;
import static org.liveupdates.hub.widgets.Setup.inAnotherMode;
import static org.liveupdates.hub.widgets.Setup.inUsualMode;
import static org.liveupdates.hub.widgets.Widget.earlySchedulers;
import static org.liveupdates.hub.widgets.Widget.gantts;
import static org.liveupdates.hub.widgets.Widget.schedulers;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is tried with the widgets, and with which of them: the rows of the README's matrix. */
enum Situation {
    EVERYDAY(
            "create, edit, move, resize, delete",
            () -> inAllModes(
                    Stream.of(earlySchedulers(), schedulers(), gantts()).flatMap(some -> some))),
    BARE_ANSWERS(
            "back end answers `{\"id\":…}` or nothing",
            () -> Stream.of(
                    new Setup(Widget.SCHEDULER_5, Widget.Mode.REST),
                    new Setup(Widget.SCHEDULER_6, Widget.Mode.REST_JSON),
                    new Setup(Widget.SCHEDULER_7, Widget.Mode.REST_JSON),
                    new Setup(Widget.GANTT_4, Widget.Mode.REST),
                    new Setup(Widget.GANTT_10, Widget.Mode.REST_JSON))),
    ROUTER(
            "`createDataProcessor` with a function or an object",
            () -> Stream.of(
                    new Setup(Widget.SCHEDULER_7, Widget.Mode.CUSTOM), new Setup(Widget.GANTT_10, Widget.Mode.CUSTOM))),
    THREE_PAGES(
            "three pages: two versions, and the vendor's script (stand-in)",
            () -> inUsualMode(Stream.concat(schedulers(), gantts()))),
    HANDS("real mouse and lightbox", () -> inUsualMode(Stream.concat(schedulers(), gantts()))),
    RECURRING(
            "recurring series, changed and removed occurrences",
            () -> Stream.concat(inUsualMode(schedulers()), inAnotherMode(schedulers()))),
    TREE("links, sub-tasks, moves", () -> Stream.concat(inUsualMode(gantts()), inAnotherMode(gantts()))),
    OVERTAKING(
            "own message comes back, or overtakes the answer",
            () -> Stream.concat(
                    inUsualMode(
                            Stream.of(earlySchedulers(), schedulers(), gantts()).flatMap(some -> some)),
                    ROUTER.setups().stream())),
    CROSSING("two pages save the same record at once", () -> inUsualMode(Stream.concat(schedulers(), gantts()))),
    OPEN_FORM("remote change while the form is open", () -> inUsualMode(Stream.concat(schedulers(), gantts()))),
    INLINE_EDITOR(
            "remote change while a cell is edited",
            () -> Stream.of(
                    new Setup(Widget.GANTT_10, Widget.Mode.REST), new Setup(Widget.GANTT_10, Widget.Mode.REST_JSON))),
    FAILED_SAVE("failed saves stay unpublished", () -> Stream.of(
                    inUsualMode(
                            Stream.of(earlySchedulers(), schedulers(), gantts()).flatMap(some -> some)),
                    inAnotherMode(Stream.concat(schedulers(), gantts())),
                    ROUTER.setups().stream())
            .flatMap(some -> some)),
    REFUSED("`onLiveUpdate` that answers `false`", () -> inUsualMode(Stream.concat(schedulers(), gantts()))),
    SCRIPT_ORDER(
            "scripts in any order, `live_updates` before or after `init`",
            () -> inUsualMode(Stream.concat(schedulers(), gantts()))),
    TIME_ZONES("New York and Kolkata", () -> inUsualMode(Stream.concat(schedulers(), gantts()))),
    OLD_PAGES(
            "beside pages with the vendor's script (stand-in)",
            () -> inUsualMode(Stream.concat(schedulers(), gantts()))),
    RECONNECT(
            "connection events, back after a restart of the hub",
            () -> Stream.of(
                    new Setup(Widget.SCHEDULER_5, Widget.Mode.REST), new Setup(Widget.GANTT_10, Widget.Mode.REST))),
    CHANNELS(
            "channels of the page's choice",
            () -> Stream.of(
                    new Setup(Widget.SCHEDULER_7, Widget.Mode.REST), new Setup(Widget.GANTT_4, Widget.Mode.POST))),
    STAND_INS("records by documented methods", () -> Stream.of(Widget.GRID, Widget.TREE, Widget.DATA_VIEW)
            .map(widget -> new Setup(widget, Widget.Mode.POST))),
    BULK("300 remote changes at once", () -> inUsualMode(Stream.concat(schedulers(), gantts())));

    final String title;
    private final Supplier<Stream<Setup>> setups;

    Situation(String title, Supplier<Stream<Setup>> setups) {
        this.title = title;
        this.setups = setups;
    }

    List<Setup> setups() {
        return setups.get().distinct().toList();
    }
}
