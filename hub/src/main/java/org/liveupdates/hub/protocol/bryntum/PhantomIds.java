package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What clients called their new records before these had an id. A client goes on with its own words until it has read the
 * answer. Two clients may use the same word, and so may two stores of one client.
 */
final class PhantomIds {
    private final int capacity;
    private final Map<String, Map<Word, JsonNode>> clients = new HashMap<>();

    /** @param capacity words per client; the oldest are forgotten first */
    PhantomIds(int capacity) {
        this.capacity = capacity;
    }

    /** The ids by the client's words. */
    Map<Word, JsonNode> of(String client) {
        return clients.getOrDefault(client, Map.of());
    }

    void remember(String client, Map<Word, JsonNode> fresh) {
        if (fresh.isEmpty() || capacity == 0) {
            return;
        }
        Map<Word, JsonNode> words = clients.computeIfAbsent(client, it -> new LinkedHashMap<>());
        words.putAll(fresh);
        Iterator<Word> oldest = words.keySet().iterator();
        for (int excess = words.size() - capacity; excess > 0; excess--) {
            oldest.next();
            oldest.remove();
        }
    }

    void forget(String client) {
        clients.remove(client);
    }

    void clear() {
        clients.clear();
    }

    /**
     * A new record in a client's words. Ordered, since strangers choose the words: maps find those of the same hash by their
     * order, and otherwise one by one.
     *
     * @param phantom its {@code $PhantomId} as text
     * @param number whether that was a number: a record that comes back after an undo is new under its former id
     */
    record Word(StoreKind store, String phantom, boolean number) implements Comparable<Word> {
        private static final Comparator<Word> ORDER =
                Comparator.comparing(Word::store).thenComparing(Word::phantom).thenComparing(Word::number);

        /** @throws RefusedChange when that cannot be a word */
        static Word of(StoreKind store, @Nullable JsonNode phantom, String place) throws RefusedChange {
            return new Word(store, RecordId.required(phantom, place), phantom != null && phantom.isNumber());
        }

        @Override
        public int compareTo(Word other) {
            return ORDER.compare(this, other);
        }
    }
}
