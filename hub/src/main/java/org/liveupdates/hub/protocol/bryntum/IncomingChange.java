package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.protocol.bryntum.PhantomIds.Word;

/**
 * A client's changes with real ids in place of its own words. First all new records of all stores get their ids, then all
 * references are replaced, so the order in which they are told does not matter. The project is read only, never changed.
 */
final class IncomingChange {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PHANTOM_ID = "$PhantomId";
    private static final String PHANTOM_PARENT = "$PhantomParentId";
    private static final String PARENT = "parentId";
    private static final String ADDED = "added";
    private static final String UPDATED = "updated";
    private static final String REMOVED = "removed";
    private static final String INPUT = "$input";

    private final Map<StoreKind, Store> stores;
    private final Map<Word, JsonNode> known;
    private final Map<Word, JsonNode> fresh = new LinkedHashMap<>();
    private final Map<StoreKind, Long> lastIds = new EnumMap<>(StoreKind.class);

    private final List<Edit> added = new ArrayList<>();
    private final List<Edit> updated = new ArrayList<>();
    private final List<Edit> removed = new ArrayList<>();
    private final ObjectNode project = JSON.objectNode();
    private final ObjectNode told = JSON.objectNode();

    /**
     * @param known ids by the client's words so far
     * @throws RefusedChange when something has the wrong type
     */
    IncomingChange(@Nullable JsonNode changes, Map<StoreKind, Store> stores, Map<Word, JsonNode> known)
            throws RefusedChange {
        this.stores = stores;
        this.known = known;
        if (!(changes instanceof ObjectNode sections)) {
            throw new RefusedChange("changes must be an object");
        }
        Map<String, Section> read = new HashMap<>();
        for (StoreKind kind : StoreKind.values()) {
            JsonNode section = sections.get(kind.inChanges());
            if (section != null && !section.isNull()) {
                read.put(kind.inChanges(), new Section(kind, section));
            }
        }
        for (Section section : read.values()) {
            section.nameNewRecords();
        }
        for (Map.Entry<String, JsonNode> entry : sections.properties()) {
            Section section = read.get(entry.getKey());
            told.set(
                    entry.getKey(),
                    section == null ? patch(entry.getKey(), entry.getValue(), StoreKind.TASKS) : section.tell());
        }
        readProject(told.get("project"));
    }

    /** The whole change, as everybody is told. */
    ObjectNode told() {
        return told;
    }

    /** New records. */
    List<Edit> added() {
        return added;
    }

    /** Records that are changed, also those that were sent as new once more. */
    List<Edit> updated() {
        return updated;
    }

    List<Edit> removed() {
        return removed;
    }

    /** Changed fields of the project itself. */
    ObjectNode project() {
        return project;
    }

    /** The client's words for the new records. */
    Map<Word, JsonNode> fresh() {
        return fresh;
    }

    /**
     * What is told of one record.
     *
     * @param place of it in the changes
     * @param id as text
     * @param record with real ids and all fields
     */
    record Edit(StoreKind store, String place, String id, ObjectNode record) {}

    // ---- references ----------------------------------------------------------------------------------------------

    /** Replaces words by ids wherever a text is one. The same object when there is nothing to replace. */
    private JsonNode patch(String field, JsonNode value, StoreKind own) {
        if (known.isEmpty() && fresh.isEmpty()) {
            return value;
        } else if (value.isTextual()) {
            JsonNode id = field.startsWith("$Phantom") ? null : idOfText(field, value.textValue(), own);
            return id == null ? value : id;
        } else if (value.isArray()) {
            ArrayNode array = JSON.arrayNode(value.size());
            boolean same = true;
            for (JsonNode element : value) {
                JsonNode patched = patch(field, element, own);
                same &= patched == element;
                array.add(patched);
            }
            return same ? value : array;
        } else if (value.isObject()) {
            ObjectNode object = JSON.objectNode();
            boolean same = true;
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                JsonNode patched = patch(entry.getKey(), entry.getValue(), own);
                same &= patched == entry.getValue();
                object.set(entry.getKey(), patched);
            }
            return same ? value : object;
        }
        return value;
    }

    /** The word of the store that the field refers to; of its own store when the field does not tell; else of any. */
    private @Nullable JsonNode idOfText(String field, String text, StoreKind own) {
        if (text.length() > RecordId.LENGTH) {
            return null;
        }
        StoreKind referred = own.referredBy(field);
        JsonNode id = find(new Word(referred == null ? own : referred, text, false));
        for (StoreKind kind : StoreKind.values()) {
            if (id != null) {
                return id;
            }
            id = find(new Word(kind, text, false));
        }
        return id;
    }

    private @Nullable JsonNode find(Word word) {
        JsonNode id = fresh.get(word);
        return id == null ? known.get(word) : id;
    }

    /**
     * A record that comes back after an undo is new under its former id, which may be a number. Numbers are no words but in
     * references, and there only when no record has this id.
     */
    private JsonNode patchField(String field, JsonNode value, StoreKind own) {
        if (!value.isNumber()) {
            return patch(field, value, own);
        }
        StoreKind referred = own.referredBy(field);
        String text = RecordId.text(value);
        if (referred == null || text == null || store(referred).get(text) != null) {
            return value;
        }
        JsonNode id = find(new Word(referred, text, true));
        return id == null ? value : id;
    }

    /** A record with real ids; of a new one without its own. */
    private ObjectNode patchRecord(ObjectNode record, StoreKind own, String place) throws RefusedChange {
        ObjectNode result = JSON.objectNode();
        for (Map.Entry<String, JsonNode> field : record.properties()) {
            if (!field.getKey().equals(PHANTOM_PARENT)) {
                result.set(field.getKey(), patchField(field.getKey(), field.getValue(), own));
            }
        }
        JsonNode phantomParent = record.get(PHANTOM_PARENT);
        if (phantomParent != null && !phantomParent.isNull()) {
            JsonNode id = find(word(own, phantomParent, place + "." + PHANTOM_PARENT));
            result.set(PARENT, id == null ? phantomParent : id);
        }
        return result;
    }

    private static String text(@Nullable JsonNode id, String place) throws RefusedChange {
        String text = RecordId.text(id);
        if (text == null) {
            throw new RefusedChange(place + " must be a number or a text of up to " + RecordId.LENGTH + " characters");
        }
        return text;
    }

    private static Word word(StoreKind store, @Nullable JsonNode phantom, String place) throws RefusedChange {
        return new Word(store, text(phantom, place), phantom != null && phantom.isNumber());
    }

    private Store store(StoreKind kind) {
        return Objects.requireNonNull(stores.get(kind));
    }

    // ---- project -------------------------------------------------------------------------------------------------

    /** Its fields, or as with stores the records that are {@code updated}. */
    private void readProject(@Nullable JsonNode section) throws RefusedChange {
        if (section == null || section.isNull()) {
            return;
        }
        if (!section.isObject()) {
            throw new RefusedChange("project must be an object");
        }
        if (!section.has(ADDED) && !section.has(UPDATED) && !section.has(REMOVED)) {
            takeProject(section);
            return;
        }
        for (JsonNode record : array(section.get(UPDATED), "project.updated")) {
            if (!record.isObject()) {
                throw new RefusedChange("project.updated must hold objects");
            }
            takeProject(record);
        }
    }

    private void takeProject(JsonNode fields) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!field.getKey().startsWith("$") && !field.getKey().equals("id")) {
                project.set(field.getKey(), field.getValue());
            }
        }
    }

    private static JsonNode array(@Nullable JsonNode value, String place) throws RefusedChange {
        if (value == null || value.isNull()) {
            return JSON.arrayNode();
        }
        if (!value.isArray()) {
            throw new RefusedChange(place + " must be an array");
        }
        return value;
    }

    // ---- stores --------------------------------------------------------------------------------------------------

    /** What is told of one store. */
    private final class Section {
        private final StoreKind kind;
        private final JsonNode json;
        private final List<ObjectNode> newRecords;
        private final List<ObjectNode> changed;
        private final List<ObjectNode> gone;

        /** For every new record, whether it was sent before. */
        private final List<Boolean> repeated = new ArrayList<>();

        /** Which new records were sent before, by the client's words. */
        private final Map<Word, Boolean> repeatedByWord = new HashMap<>();

        Section(StoreKind kind, JsonNode json) throws RefusedChange {
            this.kind = kind;
            this.json = json;
            if (!json.isObject()) {
                throw new RefusedChange(kind.inChanges() + " must be an object");
            }
            this.newRecords = records(ADDED);
            this.changed = records(UPDATED);
            this.gone = records(REMOVED);
        }

        private List<ObjectNode> records(String key) throws RefusedChange {
            List<ObjectNode> records = new ArrayList<>();
            String place = kind.inChanges() + "." + key;
            for (JsonNode element : array(json.get(key), place)) {
                if (!(element instanceof ObjectNode record)) {
                    throw new RefusedChange(place(key, records.size()) + " must be an object");
                }
                records.add(record);
            }
            return records;
        }

        private String place(String key, int index) {
            return kind.inChanges() + "." + key + "[" + index + "]";
        }

        void nameNewRecords() throws RefusedChange {
            for (int i = 0; i < newRecords.size(); i++) {
                Word word = word(kind, newRecords.get(i).get(PHANTOM_ID), place(ADDED, i) + "." + PHANTOM_ID);
                boolean again = known.containsKey(word) || fresh.containsKey(word);
                if (!again) {
                    long id = lastIds.getOrDefault(kind, store(kind).lastId()) + 1;
                    lastIds.put(kind, id);
                    fresh.put(word, RecordId.of(id));
                }
                repeated.add(again);
                repeatedByWord.putIfAbsent(word, again);
            }
        }

        /** The section with real ids. A record that was sent before is told as changed. */
        ObjectNode tell() throws RefusedChange {
            ArrayNode tellAdded = JSON.arrayNode();
            ArrayNode tellRepeated = JSON.arrayNode();
            List<Edit> repeats = new ArrayList<>();
            for (int i = 0; i < newRecords.size(); i++) {
                String place = place(ADDED, i);
                ObjectNode record = patchNew(newRecords.get(i), place);
                boolean again = repeated.get(i);
                if (again) {
                    record.remove(PHANTOM_ID);
                }
                (again ? repeats : added).add(edit(place, record));
                (again ? tellRepeated : tellAdded).add(withoutLazy(record));
            }
            ArrayNode tellUpdated = JSON.arrayNode();
            for (int i = 0; i < changed.size(); i++) {
                String place = place(UPDATED, i);
                ObjectNode record = patchRecord(changed.get(i), kind, place);
                updated.add(edit(place, record));
                tellUpdated.add(withoutLazy(record));
            }
            tellUpdated.addAll(tellRepeated);
            updated.addAll(repeats);
            ArrayNode tellRemoved = JSON.arrayNode();
            for (int i = 0; i < gone.size(); i++) {
                String place = place(REMOVED, i);
                ObjectNode record = patchRecord(gone.get(i), kind, place);
                removed.add(edit(place, record));
                tellRemoved.add(record);
            }
            ObjectNode section = JSON.objectNode();
            for (Map.Entry<String, JsonNode> entry : json.properties()) {
                JsonNode value = entry.getValue();
                section.set(
                        entry.getKey(),
                        switch (entry.getKey()) {
                            case ADDED -> value.isNull() ? value : tellAdded;
                            case UPDATED -> value.isNull() && tellUpdated.isEmpty() ? value : tellUpdated;
                            case REMOVED -> value.isNull() ? value : tellRemoved;
                            case INPUT -> input(value);
                            default -> patch(entry.getKey(), value, kind);
                        });
            }
            if (!tellUpdated.isEmpty() && !section.has(UPDATED)) {
                section.set(UPDATED, tellUpdated);
            }
            return section;
        }

        private Edit edit(String place, ObjectNode record) throws RefusedChange {
            return new Edit(kind, place, text(record.get("id"), place + ".id"), record);
        }

        private ObjectNode patchNew(ObjectNode record, String place) throws RefusedChange {
            ObjectNode patched = patchRecord(record, kind, place);
            patched.set("id", find(word(kind, record.get(PHANTOM_ID), place)));
            return patched;
        }

        private ObjectNode withoutLazy(ObjectNode record) {
            return kind == StoreKind.VERSIONS ? Store.withoutLazy(record) : record;
        }

        /** What the user typed: of the same shape when it comes from Bryntum, of any shape otherwise. */
        private JsonNode input(JsonNode input) throws RefusedChange {
            if (!input.isObject()) {
                return patch(INPUT, input, kind);
            }
            ObjectNode result = JSON.objectNode();
            ArrayNode again = JSON.arrayNode();
            for (Map.Entry<String, JsonNode> entry : input.properties()) {
                String key = entry.getKey();
                boolean records = entry.getValue().isArray() && (key.equals(ADDED) || key.equals(UPDATED));
                result.set(key, records ? inputRecords(entry.getValue(), again) : patch(key, entry.getValue(), kind));
            }
            if (!again.isEmpty()) {
                ArrayNode all = JSON.arrayNode();
                if (result.get(UPDATED) instanceof ArrayNode before) {
                    all.addAll(before);
                }
                result.set(UPDATED, all.addAll(again));
            }
            return result;
        }

        private ArrayNode inputRecords(JsonNode records, ArrayNode again) throws RefusedChange {
            ArrayNode result = JSON.arrayNode();
            for (JsonNode element : records) {
                if (!(element instanceof ObjectNode record)) {
                    result.add(patch(INPUT, element, kind));
                    continue;
                }
                String place = kind.inChanges() + "." + INPUT;
                JsonNode phantom = record.get(PHANTOM_ID);
                Boolean repeats =
                        RecordId.text(phantom) == null ? null : repeatedByWord.get(word(kind, phantom, place));
                ObjectNode patched =
                        withoutLazy(repeats == null ? patchRecord(record, kind, place) : patchNew(record, place));
                if (Boolean.TRUE.equals(repeats)) {
                    patched.remove(PHANTOM_ID);
                    again.add(patched);
                } else {
                    result.add(patched);
                }
            }
            return result;
        }
    }
}
