package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.Printable;

/**
 * One project in memory: its data set with all changes so far, and what its clients call their new records.
 *
 * <p>Not safe for concurrent use: one thread at a time, which is what a queue per project gives. The order of the calls of
 * {@link #apply} is the order of the changes for everybody.
 *
 * <p>JSON that comes in is never changed, and must not be changed by others afterwards. JSON that goes out shares its values with
 * the project: any thread may read it at any time, none may change it.
 */
public final class Project {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final DataSet start;
    private final ProjectBounds bounds;
    private final PhantomIds phantoms;
    private final Map<StoreKind, Store> stores = new EnumMap<>(StoreKind.class);

    /** Fields of the project itself; a copy is given out, so that no change has to make one. */
    private ObjectNode project;

    private long projectBytes;

    /** Of the latest change, 0 before the first; a reset does not start it again. */
    private long revision;

    /** The project as {@code start} has it; {@link #reset} comes back to it. */
    public Project(DataSet start, ProjectBounds bounds) {
        this.start = start;
        this.bounds = bounds;
        this.phantoms = new PhantomIds(bounds.phantoms());
        this.project = copy(start.project());
        this.projectBytes = Weight.of(project);
        for (StoreKind kind : StoreKind.values()) {
            stores.put(kind, start.store(kind));
        }
    }

    /**
     * Applies one change as a whole, or nothing of it: first the records that are added, then those that are updated, then those
     * that are removed, with all below them and with the dependencies and assignments they leave behind. Records named by
     * {@code updated} or {@code removed} that are not there (any more) are passed over, and yet told to the others. A new or
     * changed record that refers to a parent, a task or a resource that is not there cannot be applied.
     *
     * @param client whose words for new records these are, unique among those connected
     * @param changes the {@code changes} of a message, of whatever JSON type; absent (null) is refused, too
     * @throws RefusedChange with a reason for the client; the project is as it was, and no number is used up
     */
    public AppliedChange apply(String client, @Nullable JsonNode changes) throws RefusedChange {
        IncomingChange change = new IncomingChange(changes, stores, phantoms.of(client));
        Map<StoreKind, StoreEdit> edits = new EnumMap<>(StoreKind.class);
        stores.forEach((kind, store) -> edits.put(kind, new StoreEdit(store)));
        for (Edit edit : change.added()) {
            of(edits, edit.store()).add(edit);
        }
        for (Edit edit : change.updated()) {
            of(edits, edit.store()).update(edit);
        }
        check(change, edits);

        edits.values().forEach(StoreEdit::commit);
        remove(change.removed());
        projectBytes += projectGrowth(change.project());
        project.setAll(change.project());
        phantoms.remember(client, change.fresh());
        boolean teaches = !change.fresh().isEmpty() || change.answer() != change.told();
        return new AppliedChange(++revision, change.told(), change.answer(), teaches);
    }

    private void check(IncomingChange change, Map<StoreKind, StoreEdit> edits) throws RefusedChange {
        for (StoreEdit edit : edits.values()) {
            edit.checkTree();
        }
        for (Edit edit : change.added()) {
            checkTies(edit, edits);
        }
        for (Edit edit : change.updated()) {
            if (of(edits, edit.store()).has(edit.id())) {
                checkTies(edit, edits);
            }
        }
        long growth = projectGrowth(change.project());
        for (StoreEdit edit : edits.values()) {
            growth += edit.growth();
        }
        if (growth > 0 && bytes() + growth > bounds.bytes()) {
            throw new RefusedChange("The project is full: it may take " + bounds.bytes() + " bytes");
        }
    }

    /** By how many bytes the project's own fields grow. Takes time in proportion to the change. */
    private long projectGrowth(ObjectNode changed) {
        long growth = 0;
        for (Map.Entry<String, JsonNode> field : changed.properties()) {
            JsonNode before = project.get(field.getKey());
            growth += Weight.ofField(field.getKey(), field.getValue())
                    - (before == null ? 0 : Weight.ofField(field.getKey(), before));
        }
        return growth;
    }

    /** A dependency or assignment of what was removed meanwhile would be left over for ever. */
    private void checkTies(Edit edit, Map<StoreKind, StoreEdit> edits) throws RefusedChange {
        StoredRecord before = store(edit.store()).get(edit.id());
        for (String field : edit.store().ties()) {
            JsonNode value = edit.record().get(field);
            if (value == null || value.isNull()) {
                continue;
            }
            String id = RecordId.text(value);
            if (id == null) {
                throw new RefusedChange(edit.place() + "." + field + " must be a number or a text");
            }
            StoreKind referred = Objects.requireNonNull(edit.store().referredBy(field));
            boolean asBefore =
                    before != null && id.equals(RecordId.text(before.fields().get(field)));
            if (!asBefore && !of(edits, referred).has(id)) {
                throw new RefusedChange(
                        edit.place() + "." + field + " names a record that does not exist: " + Printable.line(id));
            }
        }
    }

    // ---- removal -------------------------------------------------------------------------------------------------

    private void remove(List<Edit> removed) {
        Map<StoreKind, List<StoredRecord>> leaving = new EnumMap<>(StoreKind.class);
        for (Edit edit : removed) {
            StoredRecord record = store(edit.store()).get(edit.id());
            if (record != null) {
                leaving.computeIfAbsent(edit.store(), it -> new ArrayList<>()).add(record);
            }
        }
        leaving.forEach((kind, records) -> {
            Set<String> gone = store(kind).remove(records);
            stores.values().forEach(other -> other.remove(other.tiedTo(kind, gone)));
        });
    }

    // ---- what is known -------------------------------------------------------------------------------------------

    /** The data set with all changes so far, with the six keys of the flat dialect. Takes time in proportion to its size. */
    public ObjectNode flatDataset() {
        ObjectNode result = JSON.objectNode();
        for (StoreKind kind : StoreKind.values()) {
            if (kind.isFlat()) {
                result.set(kind.inDataSet(), store(kind).json());
            }
        }
        return result.set("projectMeta", copy(project));
    }

    /** The same with versions, change logs and {@code project}, as the wrapped dialect has it. */
    public ObjectNode wrappedDataset() {
        ObjectNode result = flatDataset();
        for (StoreKind kind : StoreKind.values()) {
            if (!kind.isFlat()) {
                result.set(kind.inDataSet(), store(kind).json());
            }
        }
        return result.set("project", result.get("projectMeta"));
    }

    /**
     * The content of a version, which is neither part of a data set nor told with a change.
     *
     * @param versionId a number or a text; 1 and "1" are the same
     * @return JSON's null for a version without content; null when there is no such version
     */
    public @Nullable JsonNode versionContent(@Nullable JsonNode versionId) {
        String id = RecordId.text(versionId);
        StoredRecord version = id == null ? null : store(StoreKind.VERSIONS).get(id);
        if (version == null) {
            return null;
        }
        JsonNode content = version.fields().get(StoreKind.LAZY);
        return content == null ? NullNode.getInstance() : content;
    }

    /**
     * Everything as read at the start; words for new records are forgotten. Ids given since are not given again, so that who
     * still speaks of them cannot mean another record.
     */
    public void reset() {
        for (StoreKind kind : StoreKind.values()) {
            Store store = start.store(kind);
            store.lastId(store(kind).lastId());
            stores.put(kind, store);
        }
        project = copy(start.project());
        projectBytes = Weight.of(project);
        phantoms.clear();
    }

    /** Forgets the client's words for new records. Without effect for one that never made any. */
    public void leave(String client) {
        phantoms.forget(client);
    }

    /** What the data set takes, in bytes, about. */
    public long bytes() {
        long bytes = projectBytes;
        for (Store store : stores.values()) {
            bytes += store.bytes();
        }
        return bytes;
    }

    private Store store(StoreKind kind) {
        return Objects.requireNonNull(stores.get(kind));
    }

    private static StoreEdit of(Map<StoreKind, StoreEdit> edits, StoreKind kind) {
        return Objects.requireNonNull(edits.get(kind));
    }

    private static ObjectNode copy(ObjectNode fields) {
        ObjectNode result = JSON.objectNode();
        result.setAll(fields);
        return result;
    }
}
