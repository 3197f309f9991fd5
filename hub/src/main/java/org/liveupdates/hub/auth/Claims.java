package org.liveupdates.hub.auth;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.Printable;

/**
 * What a signed token or the application says of somebody: {@code rooms}, {@code entities}, {@code read-only}. Whatever is
 * there has to be understood; an unclear restriction must not become none.
 */
final class Claims {
    /** A claim that cannot be understood. */
    static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        Unclear(String message) {
            super(message);
        }
    }

    private Claims() {}

    static Principal principal(String name, Map<String, ?> claims, Optional<Instant> expires) throws Unclear {
        Set<String> rooms = names("rooms", claims);
        Set<String> entities = names("entities", claims);
        return new Principal(Printable.line(name), rooms, entities, flag("read-only", claims), expires);
    }

    /** An array of names or a single one; empty when the claim is not there. An empty array would mean nothing at all. */
    private static Set<String> names(String key, Map<String, ?> claims) throws Unclear {
        if (!claims.containsKey(key)) {
            return Set.of();
        }
        Object value = claims.get(key);
        Set<String> names = new LinkedHashSet<>();
        for (Object item : value instanceof Collection<?> items ? items : Collections.singletonList(value)) {
            if (!(item instanceof String text) || text.isBlank()) {
                throw new Unclear(key + " is not a list of names");
            }
            names.add(text);
        }
        if (names.isEmpty()) {
            throw new Unclear(key + " is an empty list");
        }
        return Set.copyOf(names);
    }

    private static boolean flag(String key, Map<String, ?> claims) throws Unclear {
        @Nullable Object value = claims.containsKey(key) ? claims.get(key) : Boolean.FALSE;
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new Unclear(key + " is neither true nor false");
    }
}
