package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records of one kind, in their order, a list or a tree. It does what it is told; {@link StoreEdit} has checked it. */
final class Store {
    /** Levels of a tree. Each nests a data set by two, and readers of JSON have bounds, too. */
    static final int LEVELS = 100;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StoreKind kind;
    private final Map<String, StoredRecord> records = new LinkedHashMap<>();
    private List<StoredRecord> roots = new ArrayList<>();

    /** Records by what they are tied to: without it a removal would have to look at all of them. */
    private final Map<StoreKind, Map<String, Set<StoredRecord>>> tied = new EnumMap<>(StoreKind.class);

    private long lastId;
    private long bytes;

    Store(StoreKind kind) {
        this.kind = kind;
    }

    StoreKind kind() {
        return kind;
    }

    /** What the records take, in bytes, about. */
    long bytes() {
        return bytes;
    }

    /** The highest id that is a number, of all that were ever here. */
    long lastId() {
        return lastId;
    }

    void lastId(long id) {
        lastId = Math.max(lastId, id);
    }

    @Nullable
    StoredRecord get(String id) {
        return records.get(id);
    }

    /** The records that cannot be without one of those. Takes time in proportion to the ids and to what it finds. */
    Set<StoredRecord> tiedTo(StoreKind referred, Set<String> ids) {
        Set<StoredRecord> found = new HashSet<>();
        Map<String, Set<StoredRecord>> byId = tied.getOrDefault(referred, Map.of());
        if (!byId.isEmpty()) {
            ids.forEach(id -> found.addAll(byId.getOrDefault(id, Set.of())));
        }
        return found;
    }

    private void tie(StoredRecord record) {
        for (String field : kind.ties()) {
            StoreKind referred = kind.referredBy(field);
            String id = RecordId.text(record.fields().get(field));
            if (referred != null && id != null) {
                tied.computeIfAbsent(referred, it -> new HashMap<>())
                        .computeIfAbsent(id, it -> new HashSet<>(2))
                        .add(record);
            }
        }
    }

    private void untie(StoredRecord record) {
        for (String field : kind.ties()) {
            StoreKind referred = kind.referredBy(field);
            String id = RecordId.text(record.fields().get(field));
            if (referred != null && id != null) {
                Objects.requireNonNull(tied.get(referred)).computeIfPresent(id, (it, records) -> {
                    records.remove(record);
                    return records.isEmpty() ? null : records;
                });
            }
        }
    }

    /** Takes a record that has no place yet. */
    void put(StoredRecord record) {
        records.put(record.id(), record);
        tie(record);
        bytes += record.bytes();
        lastId(RecordId.number(record.id()));
    }

    void replace(StoredRecord record, ObjectNode fields) {
        bytes -= record.bytes();
        untie(record);
        record.replace(fields);
        tie(record);
        bytes += record.bytes();
    }

    /** Takes these out of their places, not out of the store. Takes time in proportion to their siblings, once. */
    void detach(Collection<StoredRecord> leaving) {
        Set<StoredRecord> all = identities(leaving);
        Set<StoredRecord> parents = identities(List.of());
        boolean fromRoots = false;
        for (StoredRecord record : leaving) {
            if (record.parent == null) {
                fromRoots = true;
            } else {
                parents.add(record.parent);
            }
        }
        for (StoredRecord parent : parents) {
            parent.children.removeIf(all::contains);
        }
        if (fromRoots) {
            roots.removeIf(all::contains);
        }
    }

    /**
     * Gives places to records without one.
     *
     * @param parent null for the top level
     * @param arriving by ascending index
     */
    void attach(@Nullable StoredRecord parent, List<Arrival> arriving) {
        List<StoredRecord> before = parent == null ? roots : parent.children;
        List<StoredRecord> after = new ArrayList<>(before.size() + arriving.size());
        int next = 0;
        for (StoredRecord sibling : before) {
            while (next < arriving.size() && arriving.get(next).index <= after.size()) {
                after.add(arriving.get(next++).record);
            }
            after.add(sibling);
        }
        while (next < arriving.size()) {
            after.add(arriving.get(next++).record);
        }
        for (Arrival arrival : arriving) {
            arrival.record.parent = parent;
        }
        if (parent == null) {
            roots = after;
        } else {
            parent.children = after;
        }
    }

    /** Removes these with all below them. Returns the ids of all that were removed. */
    Set<String> remove(Collection<StoredRecord> leaving) {
        detach(leaving);
        Set<String> gone = new HashSet<>();
        for (StoredRecord record : leaving) {
            removeTree(record, gone);
        }
        return gone;
    }

    private void removeTree(StoredRecord record, Set<String> gone) {
        if (records.remove(record.id()) != null) {
            bytes -= record.bytes();
            untie(record);
            gone.add(record.id());
        }
        for (StoredRecord child : record.children) {
            removeTree(child, gone);
        }
    }

    /** The records as a data set has them: children inside their parents, without lazy fields. */
    ArrayNode json() {
        return json(roots);
    }

    private ArrayNode json(List<StoredRecord> siblings) {
        ArrayNode array = JSON.arrayNode(siblings.size());
        for (StoredRecord record : siblings) {
            array.add(json(record));
        }
        return array;
    }

    private ObjectNode json(StoredRecord record) {
        ObjectNode fields = record.fields();
        if (!record.children.isEmpty()) {
            ObjectNode parent = JSON.objectNode();
            parent.setAll(fields);
            parent.set("children", json(record.children));
            return parent;
        }
        return withoutLazy(kind, fields);
    }

    /** The same object when there is nothing to leave out. */
    static ObjectNode withoutLazy(StoreKind kind, ObjectNode record) {
        if (kind != StoreKind.VERSIONS || !record.has(StoreKind.LAZY)) {
            return record;
        }
        ObjectNode result = JSON.objectNode();
        result.setAll(record);
        result.remove(StoreKind.LAZY);
        return result;
    }

    private static Set<StoredRecord> identities(Collection<StoredRecord> records) {
        Set<StoredRecord> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(records);
        return set;
    }

    /** A record that gets a place. An index beyond the last means the end. */
    record Arrival(StoredRecord record, int index) {}
}
