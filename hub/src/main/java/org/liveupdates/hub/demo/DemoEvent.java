package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/**
 * An event as the back end keeps it.
 *
 * @param text what the box says
 * @param start wall clock, as there is only one
 * @param end not before the start
 * @param color of the box, {@code #rrggbb}; empty for the Scheduler's own
 */
record DemoEvent(String text, LocalDateTime start, LocalDateTime end, String color) {
    /** Longest text, in characters. */
    static final int MOST_TEXT = 500;

    /** {@code scheduler.config.date_format} as it is by default. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withResolverStyle(ResolverStyle.STRICT);

    static LocalDateTime time(String text) {
        return LocalDateTime.parse(text, TIME);
    }

    /** Understands what a page saves. What a Scheduler notes on its events for itself is left behind. */
    static DemoEvent of(JsonNode json) throws BadEvent {
        if (!json.isObject()) {
            throw new BadEvent("An event is a JSON object");
        }
        String text = json.path("text").asText("");
        String color = json.path("color").asText("");
        LocalDateTime start = time(json, "start_date");
        LocalDateTime end = time(json, "end_date");
        if (text.length() > MOST_TEXT) {
            throw new BadEvent("An event's text has at most " + MOST_TEXT + " characters");
        } else if (end.isBefore(start)) {
            throw new BadEvent("An event ends no earlier than it starts");
        } else if (!color.matches("(#[0-9a-fA-F]{6})?")) {
            throw new BadEvent("An event's color is written #rrggbb"); // it goes into a style attribute
        }
        return new DemoEvent(text, start, end, color);
    }

    private static LocalDateTime time(JsonNode json, String field) throws BadEvent {
        try {
            return time(json.path(field).asText(""));
        } catch (DateTimeException notATime) {
            throw new BadEvent("An event's " + field + " is written 2026-12-31 09:30");
        }
    }

    ObjectNode json(long id) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("text", text)
                .put("start_date", TIME.format(start))
                .put("end_date", TIME.format(end));
        return color.isEmpty() ? json : json.put("color", color);
    }
}
