package org.liveupdates.hub.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.liveupdates.hub.testkit.Tools;

/** The widgets of both ages, as their npm packages have them. */
enum Library {
    SCHEDULER_5("scheduler", "REST", false),
    SCHEDULER_7("scheduler", "REST-JSON", true),
    GANTT_4("gantt", "REST", false),
    GANTT_9("gantt", "REST-JSON", true),
    GANTT_10("gantt", "REST-JSON", true);

    /** Its name in a page. */
    final String widget;

    /** How its pages save. */
    final String mode;

    /** Whether it brings RemoteEvents; pages also call {@code createDataProcessor} then. */
    final boolean isNew;

    Library(String widget, String mode, boolean isNew) {
        this.widget = widget;
        this.mode = mode;
        this.isNew = isNew;
    }

    /** Addresses of its files, the style sheet last. */
    List<String> files() {
        String folder = "/dhtmlx-" + widget + "-" + name().replaceAll("\\D+", "") + "/dhtmlx" + widget;
        List<String> files = new ArrayList<>(List.of(folder + ".js"));
        if (this == SCHEDULER_5) {
            files.add("/dhtmlx-scheduler-5/ext/dhtmlxscheduler_recurring.js");
        }
        files.add(folder + ".css");
        return files;
    }

    static Path fileAt(String address) {
        String[] parts = address.substring(1).split("/", 2);
        return Tools.npm(parts[0], "codebase/" + parts[1]);
    }
}
