package org.liveupdates.hub.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one record, as every protocol understands it. Wire shapes are turned into changes, and changes into
 * wire shapes, by the protocols; dates are wall-clock {@link java.time.LocalDateTime}s in between.
 *
 * @param kind {@code event}, {@code task} or {@code link}; empty when the announcement does not tell
 * @param operation what happened
 * @param id the record's id from now on, a String or a Number, in the type in which it was announced; its text decides
 *     which record it is
 * @param formerId the id it had before when that was another one, else null
 * @param record fields by name: null, Boolean, Number, String, LocalDateTime, List or Map. Empty for a deletion
 */
public record Change(
        String kind,
        Operation operation,
        Object id,
        @Nullable Object formerId,
        Map<String, @Nullable Object> record) {

    /** The three kinds that every protocol knows. */
    public static final String EVENT = "event";

    public static final String TASK = "task";
    public static final String LINK = "link";

    private static final String OLD_SERIES = "event_pid";
    private static final String NEW_SERIES = "recurring_event_id";

    /** What can happen to a record. */
    public enum Operation {
        /** It is new; also the mark of a removed occurrence of a series, which is a record to keep. */
        ADD,
        /** Some or all of its fields are different. */
        UPDATE,
        /** It is gone. */
        DELETE
    }

    /** Text of an id: {@code "1001"} and {@code 1001} are the same record. */
    public static String text(Object id) {
        return id instanceof Number number ? Numbers.text(number) : id.toString();
    }

    /** Whether a value can be an id; {@code 0}, {@code "0"} and the empty text are what widgets have in its place. */
    public static boolean isId(@Nullable Object value) {
        if (!(value instanceof Number || value instanceof String)) {
            return false;
        }
        String text = text(value);
        return !text.isEmpty() && !text.equals("0");
    }

    /** Whether a field is a widget's own bookkeeping, of no use on another page. */
    public static boolean isBookkeeping(String field) {
        return field.startsWith("_") || field.startsWith("!") || field.startsWith("$") || field.equals("rec_pattern");
    }

    /**
     * Id of the series that a record is an occurrence of, by its fields in the old model ({@code event_pid}) or the new
     * ({@code recurring_event_id}); null when it is none.
     */
    public static @Nullable String series(Map<String, @Nullable Object> record) {
        for (String field : List.of(OLD_SERIES, NEW_SERIES)) {
            Object id = record.get(field);
            if (id != null && isId(id)) {
                return text(id);
            }
        }
        return null;
    }

    /** The record of an occurrence as the mark that it is removed: in the model of series that the record is in. */
    public static Map<String, @Nullable Object> asMark(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> mark = new LinkedHashMap<>(record);
        if (isId(record.get(OLD_SERIES))) {
            mark.put("rec_type", "none");
        } else {
            mark.put("deleted", true);
        }
        return mark;
    }

    /** Whether a record marks a removed occurrence of a series. */
    public static boolean isMark(Map<String, @Nullable Object> record) {
        Object deleted = record.get("deleted");
        return series(record) != null
                && ("none".equals(record.get("rec_type"))
                        || (deleted != null
                                && !Set.of(false, "", "0", 0, "false").contains(deleted)));
    }

    /** Whether pages can do with a record: old ones write undefined dates otherwise, Gantt puts in defaults. */
    public static boolean isWhole(String kind, Map<String, @Nullable Object> record) {
        return switch (kind) {
            case EVENT -> has(record, "start_date") && has(record, "end_date");
            case TASK ->
                has(record, "start_date")
                        && (has(record, "duration")
                                || has(record, "end_date")
                                || "milestone".equals(record.get("type")));
            default -> has(record, "source") && has(record, "target");
        };
    }

    static boolean has(Map<String, @Nullable Object> record, String field) {
        Object value = record.get(field);
        return value != null && !value.equals("");
    }
}
