package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.protocol.bryntum.PhantomIds.Word;

/** Puts real ids in place of a client's words: those of its earlier changes, and those of the one that is read. */
final class References {
    /** What a new record is called by its client. */
    static final String PHANTOM_ID = "$PhantomId";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PHANTOM_PARENT = "$PhantomParentId";
    private static final String PARENT = "parentId";

    private final Map<StoreKind, Store> stores;
    private final Map<Word, JsonNode> known;
    private final Map<Word, JsonNode> fresh = new LinkedHashMap<>();

    /**
     * Knows no new records yet.
     *
     * @param known ids by the client's words so far
     */
    References(Map<StoreKind, Store> stores, Map<Word, JsonNode> known) {
        this.stores = stores;
        this.known = known;
    }

    /** From now on the word means this new record. */
    void name(Word word, JsonNode id) {
        fresh.put(word, id);
    }

    /** Ids by the words for the new records of this change. */
    Map<Word, JsonNode> fresh() {
        return fresh;
    }

    /**
     * Whether it is told as new: not what an earlier change has brought.
     *
     * @param asBefore whether that counts as new, too, while it is there
     */
    boolean isNew(Word word, boolean asBefore) {
        return !known.containsKey(word) || (asBefore && isThere(word));
    }

    /** Whether what an earlier change has brought is still there. */
    boolean isThere(Word word) {
        String id = RecordId.text(known.get(word));
        return id != null && store(word.store()).get(id) != null;
    }

    /** Null when nobody has brought such a record. */
    @Nullable
    JsonNode find(Word word) {
        JsonNode id = fresh.get(word);
        return id == null ? known.get(word) : id;
    }

    /** Replaces words wherever a text is one. The same object when there is nothing to replace. */
    JsonNode replace(String field, JsonNode value, StoreKind own) {
        if (known.isEmpty() && fresh.isEmpty()) {
            return value;
        } else if (value.isTextual()) {
            JsonNode id = field.startsWith("$Phantom") ? null : idOfText(field, value.textValue(), own);
            return id == null ? value : id;
        } else if (value.isArray()) {
            ArrayNode array = JSON.arrayNode(value.size());
            boolean same = true;
            for (JsonNode element : value) {
                JsonNode replaced = replace(field, element, own);
                same &= replaced == element;
                array.add(replaced);
            }
            return same ? value : array;
        } else if (value.isObject()) {
            ObjectNode object = JSON.objectNode();
            boolean same = true;
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                JsonNode replaced = replace(entry.getKey(), entry.getValue(), own);
                same &= replaced == entry.getValue();
                object.set(entry.getKey(), replaced);
            }
            return same ? value : object;
        }
        return value;
    }

    /** A record with real ids; of a new one without its own. */
    ObjectNode replaceIn(ObjectNode record, StoreKind own, String place) throws RefusedChange {
        ObjectNode result = JSON.objectNode();
        for (Map.Entry<String, JsonNode> field : record.properties()) {
            if (!field.getKey().equals(PHANTOM_PARENT)) {
                result.set(field.getKey(), replaceField(field.getKey(), field.getValue(), own));
            }
        }
        JsonNode phantomParent = record.get(PHANTOM_PARENT);
        if (phantomParent != null && !phantomParent.isNull()) {
            JsonNode id = find(Word.of(own, phantomParent, place + "." + PHANTOM_PARENT));
            result.set(PARENT, id == null ? phantomParent : id);
        }
        return result;
    }

    /** The same of a record that this change brings, with its own id. */
    ObjectNode replaceInNew(ObjectNode record, Word word, String place) throws RefusedChange {
        return replaceIn(record, word.store(), place).set("id", find(word));
    }

    /** What others are told of a record that is no news: its word means nothing to them. */
    static ObjectNode withoutWord(ObjectNode record) {
        ObjectNode result = JSON.objectNode();
        result.setAll(record);
        result.remove(PHANTOM_ID);
        return result;
    }

    /**
     * A record that comes back after an undo is new under its former id, which may be a number. Numbers are no words but in
     * references, and there only when no record has this id.
     */
    private JsonNode replaceField(String field, JsonNode value, StoreKind own) {
        if (!value.isNumber()) {
            return replace(field, value, own);
        }
        StoreKind referred = own.referredBy(field);
        String text = RecordId.text(value);
        if (referred == null || text == null || store(referred).get(text) != null) {
            return value;
        }
        JsonNode id = find(new Word(referred, text, true));
        return id == null ? value : id;
    }

    private Store store(StoreKind kind) {
        return Objects.requireNonNull(stores.get(kind));
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
}
