package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.Printable;

/**
 * What a change makes of one store, beside the store until all is known to be right. Nothing can fail from {@link #commit} on.
 * Removals are no part of it; they come last.
 */
final class StoreEdit {
    private static final String PARENT = "parentId";
    private static final String CHILDREN = "children";
    private static final String SEGMENTS = "segments";

    private final Store store;

    /** The records as they will be, by id. */
    private final Map<String, ObjectNode> records = new LinkedHashMap<>();

    /** Those that get a new place, by id. */
    private final Map<String, Move> moves = new LinkedHashMap<>();

    StoreEdit(Store store) {
        this.store = store;
    }

    /** Whether the record is there, or will be. */
    boolean has(String id) {
        return records.containsKey(id) || store.get(id) != null;
    }

    // ---- what is told --------------------------------------------------------------------------------------------

    void add(Edit edit) throws RefusedChange {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        records.put(edit.id(), record);
        take(edit, record);
        if (store.kind().isTree()) {
            String parent = parent(edit);
            moves.put(edit.id(), new Move(parent, index(edit), edit.place()));
        }
    }

    /** Passes over a record that is not there: it was removed before, and never comes back by a change. */
    void update(Edit edit) throws RefusedChange {
        StoredRecord stored = store.get(edit.id());
        ObjectNode record = records.get(edit.id());
        if (record == null && stored == null) {
            return;
        }
        if (record == null) {
            record = JsonNodeFactory.instance.objectNode();
            record.setAll(Objects.requireNonNull(stored).fields());
            records.put(edit.id(), record);
        }
        JsonNode id = record.get("id");
        take(edit, record);
        record.set("id", id);
        if (store.kind().isTree()) {
            move(edit);
        }
    }

    private void take(Edit edit, ObjectNode record) throws RefusedChange {
        if (store.kind().isTree()) {
            JsonNode children = edit.record().get(CHILDREN);
            if (children != null && (children.isObject() || !children.isEmpty())) {
                throw new RefusedChange(edit.place() + ".children must be told as records of their own");
            }
        }
        for (Map.Entry<String, JsonNode> field : edit.record().properties()) {
            if (!field.getKey().startsWith("$")) {
                boolean segments = field.getKey().equals(SEGMENTS);
                record.set(
                        field.getKey(), segments ? filled(field.getValue(), record.get(SEGMENTS)) : field.getValue());
            }
        }
    }

    /** In the list of a task's parts, null stands for one that stays as it was. */
    private static JsonNode filled(JsonNode told, @Nullable JsonNode before) {
        if (!told.isArray() || before == null || !before.isArray()) {
            return told;
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode(told.size());
        for (int i = 0; i < told.size(); i++) {
            all.add(told.get(i).isNull() && before.has(i) ? before.get(i) : told.get(i));
        }
        return all;
    }

    private void move(Edit edit) throws RefusedChange {
        boolean telling = edit.record().has(PARENT);
        String before = parentOf(edit.id());
        String parent = telling ? parent(edit) : before;
        int index = index(edit);
        if (index != Integer.MAX_VALUE || !Objects.equals(parent, before)) {
            moves.put(edit.id(), new Move(parent, index, edit.place()));
        }
    }

    private static @Nullable String parent(Edit edit) throws RefusedChange {
        JsonNode told = edit.record().get(PARENT);
        if (told == null || told.isNull()) {
            return null;
        }
        String parent = RecordId.text(told);
        if (parent == null) {
            throw new RefusedChange(edit.place() + ".parentId must be a number or a text");
        }
        return parent;
    }

    /** Without one, a record goes to the end. */
    private static int index(Edit edit) {
        JsonNode told = edit.record().get("parentIndex");
        return told != null && told.isInt() && told.intValue() >= 0 ? told.intValue() : Integer.MAX_VALUE;
    }

    private @Nullable String parentOf(String id) {
        Move move = moves.get(id);
        if (move != null) {
            return move.parent;
        }
        StoredRecord stored = store.get(id);
        return stored == null || stored.parent == null ? null : stored.parent.id();
    }

    // ---- checks --------------------------------------------------------------------------------------------------

    /** Refuses a tree that hangs in the air, bites its tail or is too deep. */
    void checkTree() throws RefusedChange {
        for (Map.Entry<String, Move> entry : moves.entrySet()) {
            Move move = entry.getValue();
            if (move.parent != null && !has(move.parent)) {
                throw new RefusedChange(
                        move.place + " lies below a record that does not exist: " + Printable.line(move.parent));
            }
        }
        for (Map.Entry<String, Move> entry : moves.entrySet()) {
            String id = entry.getKey();
            StoredRecord stored = store.get(id);
            int levels = stored == null ? 1 : height(stored);
            for (String parent = parentOf(id); parent != null; parent = parentOf(parent)) {
                levels++;
                if (parent.equals(id)) {
                    throw new RefusedChange(entry.getValue().place + " would lie below itself");
                }
                if (levels > Store.LEVELS) {
                    throw new RefusedChange(
                            entry.getValue().place + " would lie deeper than " + Store.LEVELS + " levels");
                }
            }
        }
    }

    /** Levels of what moves along with a record; who has a move of his own is looked at by himself. */
    private int height(StoredRecord record) {
        int below = 0;
        for (StoredRecord child : record.children) {
            if (!moves.containsKey(child.id())) {
                below = Math.max(below, height(child));
            }
        }
        return below + 1;
    }

    /** By how many bytes the store grows. */
    long growth() {
        long bytes = 0;
        for (Map.Entry<String, ObjectNode> entry : records.entrySet()) {
            StoredRecord stored = store.get(entry.getKey());
            bytes += StoredRecord.bytes(entry.getValue()) - (stored == null ? 0 : stored.bytes());
        }
        return bytes;
    }

    // ---- commit --------------------------------------------------------------------------------------------------

    /** Makes it so. */
    void commit() {
        List<StoredRecord> fresh = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> entry : records.entrySet()) {
            StoredRecord stored = store.get(entry.getKey());
            if (stored == null) {
                StoredRecord record = new StoredRecord(entry.getKey(), entry.getValue());
                store.put(record);
                fresh.add(record);
            } else {
                store.replace(stored, entry.getValue());
            }
        }
        if (store.kind().isTree()) {
            place();
        } else if (!fresh.isEmpty()) {
            store.attach(
                    null,
                    fresh.stream()
                            .map(record -> new Store.Arrival(record, Integer.MAX_VALUE))
                            .toList());
        }
    }

    private void place() {
        List<StoredRecord> leaving = new ArrayList<>();
        Map<@Nullable String, List<Store.Arrival>> families = new HashMap<>();
        for (Map.Entry<String, Move> entry : moves.entrySet()) {
            StoredRecord record = Objects.requireNonNull(store.get(entry.getKey()));
            leaving.add(record);
            families.computeIfAbsent(entry.getValue().parent, it -> new ArrayList<>())
                    .add(new Store.Arrival(record, entry.getValue().index));
        }
        store.detach(leaving);
        families.forEach((parent, arriving) -> {
            arriving.sort(Comparator.comparingInt(Store.Arrival::index));
            store.attach(parent == null ? null : store.get(parent), arriving);
        });
    }

    /**
     * A new place in the tree.
     *
     * @param parent null for the top level
     * @param index among its siblings; beyond the last for the end
     * @param place where the change tells it
     */
    private record Move(@Nullable String parent, int index, String place) {}
}
