package org.liveupdates.hub.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What values take in memory, in bytes, about; rather too much than too little. */
final class Sizes {
    private Sizes() {}

    static long of(@Nullable Object value) {
        if (value instanceof String text) {
            return 56 + 2L * text.length();
        } else if (value instanceof Map<?, ?> map) {
            long bytes = 64;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += 56 + of(entry.getKey()) + of(entry.getValue());
            }
            return bytes;
        } else if (value instanceof List<?> list) {
            long bytes = 64;
            for (Object element : list) {
                bytes += 8 + of(element);
            }
            return bytes;
        } else if (value instanceof Number number) {
            return number instanceof Integer || number instanceof Long
                    ? 24
                    : 64 + Numbers.text(number).length();
        }
        return value == null || value instanceof Boolean ? 8 : 64;
    }
}
