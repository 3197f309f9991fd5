package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import org.jspecify.annotations.Nullable;

/** Ids as they stand in JSON: 1 and "1" are the same record. */
final class RecordId {
    /** Characters; an id of a stranger is kept and repeated, so it must not be a book. */
    static final int LENGTH = 200;

    /** Half of what JavaScript can count: new ids above the highest stay whole numbers there. */
    static final long HIGHEST = 1L << 52;

    /** Whole numbers are exact up to here in JavaScript. */
    private static final double EXACT = 1L << 53;

    private RecordId() {}

    /** The id as text, by which records are found; null when the value cannot be an id. */
    static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || !(value.isTextual() || value.isNumber())) {
            return null;
        }
        String text = value.isFloatingPointNumber() ? ofFraction(value) : value.asText();
        return text.isEmpty() || text.length() > LENGTH ? null : text;
    }

    /** @throws RefusedChange when it cannot be an id */
    static String required(@Nullable JsonNode value, String place) throws RefusedChange {
        String text = text(value);
        if (text == null) {
            throw new RefusedChange(place + " must be a number or a text of up to " + LENGTH + " characters");
        }
        return text;
    }

    /** As JavaScript writes it, where that matters: 5.0 is 5. */
    private static String ofFraction(JsonNode value) {
        double number = value.doubleValue();
        return number == Math.rint(number) && Math.abs(number) < EXACT ? Long.toString((long) number) : value.asText();
    }

    /** The id as a number, 0 when it is none or none that counts. */
    static long number(String text) {
        if (text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return Long.parseLong(text);
    }

    /** An id made here, of the type that a reader of JSON would give it. */
    static JsonNode of(long number) {
        return number <= Integer.MAX_VALUE ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }
}
