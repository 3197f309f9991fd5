package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/** The back end's data: what all of the demo's pages show. */
final class Tables {
    private final Table events;
    private final Table tasks;
    private final Table links;

    /** @param today a day of the week that has events and tasks at the start */
    Tables(LocalDate today) {
        events = new Table(Samples.events(today));
        tasks = new Table(Samples.tasks(today));
        links = new Table(Samples.links());
    }

    Table of(Kind kind) {
        return switch (kind) {
            case EVENT -> events;
            case TASK -> tasks;
            case LINK -> links;
        };
    }

    /** Tasks and links together, as a Gantt loads them. */
    ObjectNode gantt() {
        ObjectNode gantt = JsonNodeFactory.instance.objectNode();
        gantt.set("data", tasks.all());
        gantt.set("links", links.all());
        return gantt;
    }
}
