package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.liveupdates.hub.protocol.bryntum.PhantomIds.Word;

/** What the user typed, beside what came of it: of the same shape when it comes from Bryntum, of any shape otherwise. */
final class TypedInput {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StoreKind kind;
    private final References references;
    private final Set<Word> words;
    private final boolean asBefore;

    /**
     * Knows the section that it is part of.
     *
     * @param words for the records that the section adds
     * @param asBefore as for {@link References#isNew}
     */
    TypedInput(StoreKind kind, References references, Collection<Word> words, boolean asBefore) {
        this.kind = kind;
        this.references = references;
        this.words = new HashSet<>(words);
        this.asBefore = asBefore;
    }

    /** As it is told: with real ids, and like the section with records that were sent before among those changed. */
    JsonNode told(String field, JsonNode input) throws RefusedChange {
        if (!input.isObject()) {
            return references.replace(field, input, kind);
        }
        ObjectNode result = JSON.objectNode();
        ArrayNode repeated = JSON.arrayNode();
        for (Map.Entry<String, JsonNode> entry : input.properties()) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            boolean records = value.isArray() && (key.equals(Section.ADDED) || key.equals(Section.UPDATED));
            result.set(key, records ? told(field, value, repeated) : references.replace(key, value, kind));
        }
        if (!repeated.isEmpty()) {
            ArrayNode all = JSON.arrayNode();
            if (result.get(Section.UPDATED) instanceof ArrayNode before) {
                all.addAll(before);
            }
            result.set(Section.UPDATED, all.addAll(repeated));
        }
        return result;
    }

    private ArrayNode told(String field, JsonNode records, ArrayNode repeated) throws RefusedChange {
        String place = kind.inChanges() + "." + field;
        ArrayNode result = JSON.arrayNode();
        for (JsonNode element : records) {
            if (!(element instanceof ObjectNode record)) {
                result.add(references.replace(field, element, kind));
                continue;
            }
            JsonNode phantom = record.get(References.PHANTOM_ID);
            Word word = RecordId.text(phantom) == null ? null : Word.of(kind, phantom, place);
            if (word == null || !words.contains(word)) {
                result.add(Store.withoutLazy(kind, references.replaceIn(record, kind, place)));
                continue;
            }
            ObjectNode added = Store.withoutLazy(kind, references.replaceInNew(record, word, place));
            if (references.isNew(word, asBefore)) {
                result.add(added);
            } else {
                repeated.add(References.withoutWord(added));
            }
        }
        return result;
    }
}
