package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;

/**
 * A Scheduler's event.
 *
 * @param text what the box says
 * @param start wall clock, as there is only one
 * @param end not before the start
 * @param color of the box, {@code #rrggbb}; empty for the Scheduler's own
 */
record DemoEvent(String text, LocalDateTime start, LocalDateTime end, String color) implements Row {
    static DemoEvent of(Fields fields) throws BadRow {
        DemoEvent event = new DemoEvent(
                fields.text(), fields.dateTime("start_date"), fields.dateTime("end_date"), fields.color());
        if (event.end.isBefore(event.start)) {
            throw fields.bad(" ends no earlier than it starts");
        }
        return event;
    }

    @Override
    public ObjectNode json(long id) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("text", text)
                .put("start_date", Fields.text(start))
                .put("end_date", Fields.text(end));
        return color.isEmpty() ? json : json.put("color", color);
    }
}
