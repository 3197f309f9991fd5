package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.util.List;

/**
 * A Gantt's task. Its end follows from start and duration, so no page can tell another one.
 *
 * @param text what the bar says
 * @param start wall clock
 * @param days its duration
 * @param progress how much of it is done, 0 to 1
 * @param parent id of the task that it is a part of, 0 for none
 * @param type how it is drawn: {@code task}, {@code project}, {@code milestone}
 */
record DemoTask(String text, LocalDateTime start, int days, double progress, long parent, String type) implements Row {
    static final String PROJECT = "project";
    static final String MILESTONE = "milestone";

    /** About ten years; longer ones would only fill the pages' memory with columns. */
    private static final int MOST_DAYS = 3650;

    private static final List<String> TYPES = List.of("task", PROJECT, MILESTONE);

    static DemoTask of(Fields fields) throws BadRow {
        return new DemoTask(
                fields.text(),
                fields.dateTime("start_date"),
                (int) fields.number("duration", 0, MOST_DAYS),
                fields.number("progress", 0, 1),
                (long) fields.number("parent", 0, Table.MOST_ID),
                fields.word("type", TYPES));
    }

    @Override
    public ObjectNode json(long id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("text", text)
                .put("start_date", Fields.text(start))
                .put("duration", days)
                .put("progress", progress)
                .put("parent", parent)
                .put("type", type);
    }
}
