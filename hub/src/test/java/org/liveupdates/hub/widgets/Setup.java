package org.liveupdates.hub.widgets;

import java.util.stream.Stream;
import org.liveupdates.hub.widgets.Widget.Mode;

/** A widget and the way its pages save. */
record Setup(Widget widget, Mode mode) {

    static Stream<Setup> inAllModes(Stream<Widget> widgets) {
        return widgets.flatMap(widget -> widget.modes.stream().map(mode -> new Setup(widget, mode)));
    }

    /** Each widget in the mode that its own manual uses first. */
    static Stream<Setup> inUsualMode(Stream<Widget> widgets) {
        return widgets.map(widget -> new Setup(widget, usual(widget)));
    }

    /** Each widget in a mode that it has no usual pages for. */
    static Stream<Setup> inAnotherMode(Stream<Widget> widgets) {
        return widgets.map(widget -> new Setup(widget, widget.modes.get(widget.modes.size() - 1)));
    }

    private static Mode usual(Widget widget) {
        return switch (widget) {
            case SCHEDULER_3, SCHEDULER_4, GANTT_4, GRID, TREE, DATA_VIEW -> Mode.POST;
            case SCHEDULER_5, SCHEDULER_6, SCHEDULER_7, GANTT_10 -> Mode.REST;
        };
    }

    /** Whether many records go in one request, each field with its record's id before it. */
    boolean batch() {
        return mode == Mode.POST
                && (widget == Widget.SCHEDULER_4 || widget == Widget.SCHEDULER_5 || widget.isStandIn());
    }

    @Override
    public String toString() {
        return widget + " " + mode;
    }
}
