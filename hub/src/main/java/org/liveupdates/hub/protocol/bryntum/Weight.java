package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What JSON takes in memory, in bytes, about; rather too much than too little. */
final class Weight {
    private Weight() {}

    static long of(JsonNode value) {
        if (value.isTextual()) {
            return 72 + 2L * value.textValue().length();
        } else if (value.isObject()) {
            long bytes = 120;
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                bytes += ofField(field.getKey(), field.getValue());
            }
            return bytes;
        } else if (value.isArray()) {
            long bytes = 64;
            for (JsonNode element : value) {
                bytes += 8 + of(element);
            }
            return bytes;
        } else if (value.isBigDecimal() || value.isBigInteger()) {
            return 1000;
        }
        return 24;
    }

    /** What a field adds to its object. */
    static long ofField(String name, JsonNode value) {
        return 104 + 2L * name.length() + of(value);
    }
}
