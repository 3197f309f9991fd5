package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
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

    private final References references;
    private final List<Edit> added = new ArrayList<>();
    private final List<Edit> updated = new ArrayList<>();
    private final List<Edit> removed = new ArrayList<>();
    private final ObjectNode project = JSON.objectNode();
    private final ObjectNode told;
    private final ObjectNode answer;

    /**
     * Reads it.
     *
     * @param known ids by the client's words so far
     * @throws RefusedChange when something has the wrong type
     */
    IncomingChange(@Nullable JsonNode changes, Map<StoreKind, Store> stores, Map<Word, JsonNode> known)
            throws RefusedChange {
        this.references = new References(stores, known);
        if (!(changes instanceof ObjectNode object)) {
            throw new RefusedChange("changes must be an object");
        }
        Map<String, Section> sections = new LinkedHashMap<>();
        for (StoreKind kind : StoreKind.values()) {
            JsonNode json = object.get(kind.inChanges());
            if (json != null && !json.isNull()) {
                Section section = new Section(kind, json, references);
                section.nameNewRecords(Objects.requireNonNull(stores.get(kind)).lastId());
                sections.put(kind.inChanges(), section);
            }
        }
        boolean repeats = false;
        for (Section section : sections.values()) {
            section.replaceWords();
            added.addAll(section.added());
            updated.addAll(section.updated());
            removed.addAll(section.removed());
            repeats |= section.repeats();
        }
        told = told(object, sections, false);
        answer = repeats ? told(object, sections, true) : told;
        readProject(told.get("project"));
    }

    private ObjectNode told(ObjectNode changes, Map<String, Section> sections, boolean asBefore) throws RefusedChange {
        ObjectNode result = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : changes.properties()) {
            String key = entry.getKey();
            Section section = sections.get(key);
            JsonNode value = section == null
                    ? references.replace(key, entry.getValue(), StoreKind.TASKS) // what only clients understand
                    : section.told(asBefore);
            result.set(key, value);
        }
        return result;
    }

    /** The whole change, as the others are told. */
    ObjectNode told() {
        return told;
    }

    /** The same as its sender is told; the same object but for records that he sent as new once more. */
    ObjectNode answer() {
        return answer;
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
        return references.fresh();
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
        if (!section.has(Section.ADDED) && !section.has(Section.UPDATED) && !section.has(Section.REMOVED)) {
            takeProject(section);
            return;
        }
        for (JsonNode record : Section.array(section.get(Section.UPDATED), "project.updated")) {
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
}
