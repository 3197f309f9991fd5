package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.Printable;

/** A data set as read at the start. Immutable, safe for use by any thread, and one may start many projects. */
public final class DataSet {
    private static final Set<String> PROJECT = Set.of("project", "projectMeta");
    private static final String CHILDREN = "children";

    private final Map<StoreKind, Map<String, Row>> rows;
    private final ObjectNode project;

    private DataSet(Map<StoreKind, Map<String, Row>> rows, ObjectNode project) {
        this.rows = rows;
        this.project = project;
    }

    /**
     * Reads the object under {@code dataset} of either dialect: {@code tasksData}, {@code resourcesData},
     * {@code dependenciesData}, {@code assignmentsData}, {@code calendarsData}, {@code versionsData}, {@code changelogsData},
     * each an array and each optional, and {@code project} or {@code projectMeta}. Trees may be nested in {@code children} or
     * told by {@code parentId}. Other keys are refused.
     *
     * @param json not to be changed afterwards
     */
    public static DataSet read(JsonNode json) throws BadDataSet {
        if (!json.isObject()) {
            throw new BadDataSet("A data set must be an object.");
        }
        Map<String, StoreKind> kinds = new HashMap<>();
        Map<StoreKind, Map<String, Row>> rows = new EnumMap<>(StoreKind.class);
        for (StoreKind kind : StoreKind.values()) {
            kinds.put(kind.inDataSet(), kind);
            rows.put(kind, new LinkedHashMap<>());
        }
        ObjectNode project = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            StoreKind kind = kinds.get(entry.getKey());
            if (kind != null) {
                new Rows(kind, Objects.requireNonNull(rows.get(kind))).read(entry.getValue());
            } else if (PROJECT.contains(entry.getKey()) && entry.getValue() instanceof ObjectNode fields) {
                project.setAll(fields);
            } else if (PROJECT.contains(entry.getKey())) {
                throw new BadDataSet(entry.getKey() + " must be an object.");
            } else {
                throw new BadDataSet(Printable.line(entry.getKey()) + " is not a key of a data set.");
            }
        }
        return new DataSet(rows, project);
    }

    /** A small project to look at. */
    public static DataSet sample() {
        try (InputStream in = DataSet.class.getResourceAsStream("sample.json")) {
            return read(new JsonMapper().readTree(Objects.requireNonNull(in)));
        } catch (BadDataSet | JsonProcessingException x) {
            throw new IllegalStateException(x);
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
    }

    /** A store with these records. */
    Store store(StoreKind kind) {
        Store store = new Store(kind);
        Map<String, List<Store.Arrival>> families = new LinkedHashMap<>();
        List<Store.Arrival> roots = new ArrayList<>();
        for (Map.Entry<String, Row> entry :
                Objects.requireNonNull(rows.get(kind)).entrySet()) {
            Row row = entry.getValue();
            StoredRecord record = new StoredRecord(entry.getKey(), row.fields);
            store.put(record);
            (row.parent == null ? roots : families.computeIfAbsent(row.parent, it -> new ArrayList<>()))
                    .add(new Store.Arrival(record, Integer.MAX_VALUE));
        }
        store.attach(null, roots);
        families.forEach((parent, children) -> store.attach(Objects.requireNonNull(store.get(parent)), children));
        return store;
    }

    /** What the data set says of the project itself; not to be changed. */
    ObjectNode project() {
        return project;
    }

    /**
     * A record.
     *
     * @param fields without the children
     * @param parent id of the parent as text; null for the top level
     * @param place where it stands in the file
     */
    private record Row(ObjectNode fields, @Nullable String parent, String place) {}

    /** Reads the records of one store. */
    private static final class Rows {
        private final StoreKind kind;
        private final Map<String, Row> rows;

        Rows(StoreKind kind, Map<String, Row> rows) {
            this.kind = kind;
            this.rows = rows;
        }

        void read(JsonNode array) throws BadDataSet {
            if (array.isNull()) {
                return;
            }
            read(array, kind.inDataSet(), null, 1);
            for (Row row : rows.values()) {
                checkLine(row);
            }
        }

        private void read(JsonNode array, String place, @Nullable String parent, int level) throws BadDataSet {
            if (!array.isArray()) {
                throw new BadDataSet(place + " must be an array.");
            }
            if (level > Store.LEVELS) {
                throw new BadDataSet(place + " lies deeper than " + Store.LEVELS + " levels.");
            }
            for (int i = 0; i < array.size(); i++) {
                record(array.get(i), place + "[" + i + "]", parent, level);
            }
        }

        private void record(JsonNode json, String place, @Nullable String outer, int level) throws BadDataSet {
            if (!(json instanceof ObjectNode fields)) {
                throw new BadDataSet(place + " must be an object.");
            }
            String id = RecordId.text(fields.get("id"));
            if (id == null) {
                throw new BadDataSet(
                        place + " needs an id, a number or a text of up to " + RecordId.LENGTH + " characters.");
            }
            if (id.length() > 15 && RecordId.number(id) > RecordId.HIGHEST) {
                throw new BadDataSet(place + " has an id above " + RecordId.HIGHEST + ".");
            }
            JsonNode children = fields.path(CHILDREN);
            boolean nests = kind.isTree() && children.isArray() && !children.isEmpty();
            ObjectNode own = fields.deepCopy();
            if (nests) {
                own.remove(CHILDREN);
            }
            if (rows.put(id, new Row(own, parent(fields, place, outer), place)) != null) {
                throw new BadDataSet(place + " has the same id as another: " + Printable.line(id) + ".");
            }
            if (nests) {
                read(children, place + "." + CHILDREN, id, level + 1);
            }
        }

        /** Where a record lies says more than its {@code parentId}. */
        private @Nullable String parent(ObjectNode fields, String place, @Nullable String outer) throws BadDataSet {
            JsonNode told = fields.get("parentId");
            if (outer != null || !kind.isTree() || told == null || told.isNull()) {
                return outer;
            }
            String parent = RecordId.text(told);
            if (parent == null) {
                throw new BadDataSet(place + ".parentId must be a number or a text.");
            }
            return parent;
        }

        /** Those who tell their parents may miss them, or lie in a ring. */
        private void checkLine(Row row) throws BadDataSet {
            int level = 1;
            for (String id = row.parent; id != null; level++) {
                Row parent = rows.get(id);
                if (parent == null) {
                    throw new BadDataSet(
                            row.place + " lies below a record that is not there: " + Printable.line(id) + ".");
                }
                if (level == Store.LEVELS) {
                    throw new BadDataSet(row.place + " lies below itself, or deeper than " + Store.LEVELS + " levels.");
                }
                id = parent.parent;
            }
        }
    }
}
