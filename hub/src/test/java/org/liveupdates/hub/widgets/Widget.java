package org.liveupdates.hub.widgets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.liveupdates.hub.testkit.Tools;

/** The widgets that are public as npm packages, oldest first, and stand-ins for some that are not. */
enum Widget {
    SCHEDULER_3("Scheduler 3 (stand-in)", "scheduler3", Mode.POST),
    SCHEDULER_4("Scheduler 4.4", "scheduler", Mode.GET, Mode.POST, Mode.REST),
    SCHEDULER_5("Scheduler 5.3", "scheduler", Mode.POST, Mode.REST, Mode.JSON),
    SCHEDULER_6("Scheduler 6.0", "scheduler", Mode.POST, Mode.JSON, Mode.REST, Mode.REST_JSON),
    SCHEDULER_7("Scheduler 7.2", "scheduler", Mode.GET, Mode.POST, Mode.JSON, Mode.REST, Mode.CUSTOM, Mode.REST_JSON),
    GANTT_4("Gantt 4.2", "gantt", Mode.GET, Mode.POST, Mode.JSON, Mode.REST),
    GANTT_10("Gantt 10", "gantt", Mode.GET, Mode.POST, Mode.JSON, Mode.REST, Mode.CUSTOM, Mode.REST_JSON),
    GRID("Grid (stand-in)", "grid", Mode.POST),
    TREE("Tree (stand-in)", "tree", Mode.POST),
    DATA_VIEW("DataView (stand-in)", "list", Mode.POST);

    /** How a data processor writes to the back end. */
    enum Mode {
        GET,
        POST,
        JSON,
        REST,
        REST_JSON,
        /** By a function or an object of the page's own. */
        CUSTOM;

        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    final String title;

    /** Its name in a page: {@code scheduler}, {@code gantt}, {@code grid}. */
    final String name;

    final List<Mode> modes;

    Widget(String title, String name, Mode... modes) {
        this.title = title;
        this.name = name;
        this.modes = List.of(modes);
    }

    /** By their documented methods alone. */
    static Stream<Widget> earlySchedulers() {
        return Stream.of(SCHEDULER_3);
    }

    static Stream<Widget> schedulers() {
        return Arrays.stream(values()).filter(Widget::isScheduler);
    }

    static Stream<Widget> gantts() {
        return Arrays.stream(values()).filter(Widget::isGantt);
    }

    boolean isScheduler() {
        return name.equals("scheduler");
    }

    boolean isGantt() {
        return name.equals("gantt");
    }

    /** With the data processor that Scheduler 4.4 brings. */
    boolean isStandIn() {
        return !isScheduler() && !isGantt();
    }

    /** Whether pages call {@code createDataProcessor}, and not {@code new dataProcessor}. */
    boolean createsItsProcessor() {
        return this == SCHEDULER_6 || this == SCHEDULER_7 || this == GANTT_10;
    }

    /** Whether a series is a {@code rec_type}, and not an {@code rrule}. */
    boolean hasOldSeries() {
        return isScheduler() && this != SCHEDULER_7;
    }

    private String npm() {
        return "dhtmlx-" + name + "-" + name().replaceAll("\\D+", "");
    }

    private String file() {
        return "dhtmlx" + name;
    }

    /** What the page includes, in order. */
    List<String> scripts() {
        if (isStandIn()) {
            return Stream.concat(SCHEDULER_4.scripts().stream(), Stream.of("/stand-ins.js"))
                    .toList();
        }
        List<String> scripts = new ArrayList<>(List.of(address(file() + ".js")));
        if (this == SCHEDULER_4 || this == SCHEDULER_5) {
            scripts.add(address("ext/dhtmlxscheduler_recurring.js"));
        }
        return scripts;
    }

    List<String> styles() {
        return isStandIn() ? SCHEDULER_4.styles() : List.of(address(file() + ".css"));
    }

    /** The addresses that are files of its package. */
    List<String> files() {
        return Stream.concat(scripts().stream(), styles().stream())
                .filter(address -> address.startsWith("/dhtmlx-"))
                .toList();
    }

    /** The file in the package at one of these addresses. */
    Path fileAt(String address) {
        String[] parts = address.substring(1).split("/", 2);
        return Tools.npm(parts[0], "codebase/" + parts[1]);
    }

    private String address(String file) {
        return "/" + npm() + "/" + file;
    }

    @Override
    public String toString() {
        return title;
    }
}
