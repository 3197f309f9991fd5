package org.liveupdates.hub.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.OncePerMinute;
import org.liveupdates.hub.core.WallClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records as one protocol's pages write them: JSON whose dates are texts in the pages' format, and on the hub's side
 * {@link LocalDateTime}s. Numbers keep their digits. Safe for use by any thread.
 */
public final class RecordJson {
    private static final Logger LOG = LoggerFactory.getLogger(RecordJson.class);

    /** The fields that are dates in the widgets; no other is touched. */
    private static final Set<String> DATES = Set.of(
            "start_date",
            "end_date",
            "original_start",
            "deadline",
            "constraint_date",
            "planned_start",
            "planned_end",
            "base_start",
            "base_end");

    /** Digits of one number; to compute with a longer one would take long. */
    private static final int MAX_DIGITS = 1000;

    /** How deep records lie in what is written. */
    private static final int ENVELOPE = 3;

    private final WallClock clock;
    private final JsonMapper mapper;
    private final OncePerMinute complaints = new OncePerMinute();

    /**
     * @param clock that has the format of the pages' dates
     * @param envelope how deep the records lie in messages, on top of what their sender may nest
     */
    public RecordJson(WallClock clock, Limits limits, int envelope) {
        this.clock = clock;
        this.mapper = JsonMapper.builder(BoundedJson.factory(
                        limits.nesting() + envelope,
                        limits.nesting() + envelope + ENVELOPE,
                        MAX_DIGITS,
                        limits.messageBytes()))
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addModule(new SimpleModule().addSerializer(LocalDateTime.class, new DateWriter()))
                .build();
    }

    /** Reads with the same bounds, for protocols that want the pieces as text. */
    public JsonFactory factory() {
        return mapper.getFactory();
    }

    /** Reads one value: null, Boolean, Number, String, List or Map, which keeps the order of its fields. */
    public @Nullable Object read(String json) throws JsonProcessingException {
        return checked(() -> mapper.readValue(json, Object.class));
    }

    /** Reads JSON. */
    public interface Read<T> {
        T read() throws JsonProcessingException;
    }

    /** The parser's word for an exponent beyond all bounds is no exception of its own; here it is one. */
    public static <T> T checked(Read<T> json) throws JsonProcessingException {
        try {
            return json.read();
        } catch (NumberFormatException beyond) {
            throw new JsonParseException(null, "An exponent is out of range");
        }
    }

    /** The value as a record, its field names being texts; null when it is none. */
    @SuppressWarnings("unchecked") // JSON has no other keys
    public static @Nullable Map<String, @Nullable Object> asRecord(@Nullable Object value) {
        return value instanceof Map ? (Map<String, @Nullable Object>) value : null;
    }

    /** The record with dates for its date fields; one that is not understood stays as it is. */
    public Map<String, @Nullable Object> withDates(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(record);
        for (Map.Entry<String, @Nullable Object> field : result.entrySet()) {
            Object value = field.getValue();
            if (value != null && DATES.contains(field.getKey()) && !isNone(value)) {
                LocalDateTime date = clock.read(value);
                if (date == null) {
                    complain(field.getKey(), value);
                } else {
                    field.setValue(date);
                }
            }
        }
        return result;
    }

    private static boolean isNone(Object value) {
        boolean zero = value instanceof Number number
                && (number instanceof BigDecimal decimal ? decimal.signum() == 0 : number.longValue() == 0);
        return zero || value.equals("") || value.equals(false);
    }

    private void complain(String field, Object value) {
        if (complaints.first(field)) {
            String text = String.valueOf(value);
            String start = text.substring(0, Math.min(40, text.length())).replaceAll("\\p{Cntrl}", "?");
            LOG.warn(
                    "A {} is not understood and passed on as it is: {} (expected as {})", field, start, clock.format());
        }
    }

    /** Writes a value in which dates may be. */
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
    }

    private final class DateWriter extends StdSerializer<LocalDateTime> {
        private static final long serialVersionUID = 1;

        DateWriter() {
            super(LocalDateTime.class);
        }

        @Override
        public void serialize(LocalDateTime date, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(clock.write(date));
        }
    }
}
