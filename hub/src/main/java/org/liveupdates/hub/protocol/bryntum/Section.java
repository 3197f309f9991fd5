package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.protocol.bryntum.PhantomIds.Word;

/** What a change tells of one store: as it came, as it is applied, and as others are told. */
final class Section {
    static final String ADDED = "added";
    static final String UPDATED = "updated";
    static final String REMOVED = "removed";
    private static final String INPUT = "$input";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StoreKind kind;
    private final JsonNode json;
    private final References references;

    /** What the client calls its new records, one word for each. */
    private final List<Word> words = new ArrayList<>();

    /** Sent as new, for the first time or once more. */
    private final List<Edit> sent = new ArrayList<>();

    private final List<Edit> updated = new ArrayList<>();
    private final List<Edit> removed = new ArrayList<>();

    Section(StoreKind kind, JsonNode json, References references) throws RefusedChange {
        this.kind = kind;
        this.json = json;
        this.references = references;
        if (!json.isObject()) {
            throw new RefusedChange(kind.inChanges() + " must be an object");
        }
        for (ObjectNode record : records(ADDED)) {
            words.add(Word.of(
                    kind, record.get(References.PHANTOM_ID), place(ADDED, words.size()) + "." + References.PHANTOM_ID));
        }
    }

    /** Gives ids to the records that are new. */
    void nameNewRecords(long lastId) {
        long id = lastId;
        for (Word word : words) {
            if (references.find(word) == null) {
                references.name(word, RecordId.of(++id));
            }
        }
    }

    /** Puts real ids in place of words, when those of all sections have one. */
    void replaceWords() throws RefusedChange {
        for (ObjectNode record : records(ADDED)) {
            Word word = words.get(sent.size());
            String place = place(ADDED, sent.size());
            sent.add(edit(place, references.replaceInNew(record, word, place)));
        }
        replaceWords(UPDATED, updated);
        replaceWords(REMOVED, removed);
    }

    private void replaceWords(String key, List<Edit> edits) throws RefusedChange {
        for (ObjectNode record : records(key)) {
            String place = place(key, edits.size());
            edits.add(edit(place, references.replaceIn(record, kind, place)));
        }
    }

    private Edit edit(String place, ObjectNode record) throws RefusedChange {
        return new Edit(kind, place, RecordId.required(record.get("id"), place + ".id"), record);
    }

    List<Edit> added() {
        return sent(false, false);
    }

    /** Also those that were sent as new once more. */
    List<Edit> updated() {
        List<Edit> all = new ArrayList<>(updated);
        all.addAll(sent(true, false));
        return all;
    }

    List<Edit> removed() {
        return removed;
    }

    /** Whether something that is there is sent as new. */
    boolean repeats() {
        return words.stream().anyMatch(references::isThere);
    }

    /**
     * Of the records sent as new, those that are new, or those sent once more.
     *
     * @param asBefore as for {@link References#isNew}
     */
    private List<Edit> sent(boolean again, boolean asBefore) {
        List<Edit> result = new ArrayList<>();
        Set<Word> seen = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            Word word = words.get(i);
            boolean first = seen.add(word) && references.isNew(word, asBefore);
            if (first != again) {
                result.add(sent.get(i));
            }
        }
        return result;
    }

    /**
     * As it is told. The others have what was sent before and are told what has changed; its sender may not have read the answer,
     * and gets it once more.
     *
     * @param asBefore whether the sender is told
     */
    ObjectNode told(boolean asBefore) throws RefusedChange {
        ArrayNode tellAdded = JSON.arrayNode();
        sent(false, asBefore).forEach(edit -> tellAdded.add(Store.withoutLazy(kind, edit.record())));
        ArrayNode tellUpdated = JSON.arrayNode();
        updated.forEach(edit -> tellUpdated.add(Store.withoutLazy(kind, edit.record())));
        sent(true, asBefore)
                .forEach(edit -> tellUpdated.add(References.withoutWord(Store.withoutLazy(kind, edit.record()))));
        ArrayNode tellRemoved = JSON.arrayNode();
        removed.forEach(edit -> tellRemoved.add(edit.record()));

        ObjectNode section = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode value = entry.getValue();
            section.set(
                    entry.getKey(),
                    switch (entry.getKey()) {
                        case ADDED -> value.isNull() ? value : tellAdded;
                        case UPDATED -> value.isNull() && tellUpdated.isEmpty() ? value : tellUpdated;
                        case REMOVED -> value.isNull() ? value : tellRemoved;
                        case INPUT -> new TypedInput(kind, references, words, asBefore).told(INPUT, value);
                        default -> references.replace(entry.getKey(), value, kind);
                    });
        }
        if (!tellUpdated.isEmpty() && !section.has(UPDATED)) {
            section.set(UPDATED, tellUpdated);
        }
        return section;
    }

    // ---- as it came ----------------------------------------------------------------------------------------------

    private List<ObjectNode> records(String key) throws RefusedChange {
        List<ObjectNode> records = new ArrayList<>();
        for (JsonNode element : array(json.get(key), kind.inChanges() + "." + key)) {
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

    /** Empty when there is none. */
    static JsonNode array(@Nullable JsonNode value, String place) throws RefusedChange {
        if (value == null || value.isNull()) {
            return JSON.arrayNode();
        }
        if (!value.isArray()) {
            throw new RefusedChange(place + " must be an array");
        }
        return value;
    }
}
