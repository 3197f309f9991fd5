package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;

/** The fields of a record that a page wants to save, each checked as it is read. */
final class Fields {
    /** Longest text, in characters. */
    static final int MOST_TEXT = 500;

    /** {@code scheduler.config.date_format} as it is by default, and the Gantt's as its page sets it. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withResolverStyle(ResolverStyle.STRICT);

    private final Kind kind;
    private final JsonNode json;

    Fields(Kind kind, JsonNode json) throws BadRow {
        this.kind = kind;
        this.json = json;
        if (!json.isObject()) {
            throw bad(" is a JSON object");
        }
    }

    static LocalDateTime time(String text) {
        return LocalDateTime.parse(text, TIME);
    }

    static String text(LocalDateTime time) {
        return TIME.format(time);
    }

    String text() throws BadRow {
        String text = json.path("text").asText("");
        if (text.length() > MOST_TEXT) {
            throw bad("'s text has at most " + MOST_TEXT + " characters");
        }
        return text;
    }

    /** {@code #rrggbb} or empty: it goes into a style attribute. */
    String color() throws BadRow {
        String color = json.path("color").asText("");
        if (!color.matches("(#[0-9a-fA-F]{6})?")) {
            throw bad("'s color is written #rrggbb");
        }
        return color;
    }

    LocalDateTime dateTime(String field) throws BadRow {
        try {
            return time(json.path(field).asText(""));
        } catch (DateTimeException notATime) {
            throw bad("'s " + field + " is written 2026-12-31 09:30");
        }
    }

    /** A number, or its text, which is how widgets send what they had from a form; 0 when there is none. */
    double number(String field, double least, double most) throws BadRow {
        double number = json.path(field).asDouble(0);
        if (!(number >= least && number <= most)) {
            throw bad("'s " + field + " is a number from " + (long) least + " to " + (long) most);
        }
        return number;
    }

    /** One of the words; the first of them when there is none. */
    String word(String field, List<String> words) throws BadRow {
        String word = json.path(field).asText("");
        if (word.isEmpty()) {
            return words.get(0);
        } else if (!words.contains(word)) {
            throw bad("'s " + field + " is one of " + String.join(", ", words));
        }
        return word;
    }

    /** What is wrong, as the sentence goes on after {@code An event}. */
    BadRow bad(String end) {
        return new BadRow(kind.one() + end);
    }
}
