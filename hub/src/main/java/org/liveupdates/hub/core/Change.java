package org.liveupdates.hub.core;

import java.util.Map;
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

    /** What can happen to a record. */
    public enum Operation {
        /** It is new; also the mark of a removed occurrence of a series, which is a record to keep. */
        ADD,
        /** Some or all of its fields are different. */
        UPDATE,
        /** It is gone. */
        DELETE
    }

    /** The same change of another record's fields. */
    public Change with(Map<String, @Nullable Object> fields) {
        return new Change(kind, operation, id, formerId, fields);
    }
}
