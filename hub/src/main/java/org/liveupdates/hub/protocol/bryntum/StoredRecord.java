package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record and its place in the tree. */
final class StoredRecord {
    private static final long OVERHEAD = 200;

    private final String id;
    private ObjectNode fields;
    private long bytes;

    @Nullable
    StoredRecord parent;

    List<StoredRecord> children = new ArrayList<>(0);

    /**
     * @param id as text
     * @param fields with the id; never changed from now on, since they are given out
     */
    StoredRecord(String id, ObjectNode fields) {
        this.id = id;
        this.fields = fields;
        this.bytes = bytes(fields);
    }

    static long bytes(ObjectNode fields) {
        return OVERHEAD + Weight.of(fields);
    }

    String id() {
        return id;
    }

    ObjectNode fields() {
        return fields;
    }

    long bytes() {
        return bytes;
    }

    void replace(ObjectNode changed) {
        fields = changed;
        bytes = bytes(changed);
    }
}
