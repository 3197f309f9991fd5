package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** One table of the back end, in memory and bounded. Safe for use by any thread. */
final class Table {
    /** Rows at a time. */
    static final int MOST = 1000;

    /** Ids have at most 15 digits, which JavaScript's numbers hold. */
    static final long MOST_ID = 999_999_999_999_999L;

    private final Map<Long, Row> rows = new TreeMap<>();
    private long lastId;

    /**
     * Hears of changes in the order in which they are made: under the table's lock, so it must not wait for anything.
     */
    interface Listener {
        /**
         * Takes one change.
         *
         * @param verb {@code add}, {@code update} or {@code delete}
         * @param record as pages load it; of a deleted one the id alone
         */
        void changed(String verb, ObjectNode record);
    }

    Table(List<? extends Row> first) {
        first.forEach(row -> rows.put(++lastId, row));
    }

    synchronized ArrayNode all() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        rows.forEach((id, row) -> all.add(row.json(id)));
        return all;
    }

    /** Returns the new row's id, none when there is no room for it. */
    synchronized OptionalLong add(Row row, Listener listener) {
        if (rows.size() >= MOST) {
            return OptionalLong.empty();
        }
        rows.put(++lastId, row);
        listener.changed("add", row.json(lastId));
        return OptionalLong.of(lastId);
    }

    /** Returns whether there is such a row. */
    synchronized boolean replace(long id, Row row, Listener listener) {
        if (rows.replace(id, row) == null) {
            return false;
        }
        listener.changed("update", row.json(id));
        return true;
    }

    synchronized void remove(long id, Listener listener) {
        if (rows.remove(id) != null) {
            listener.changed("delete", JsonNodeFactory.instance.objectNode().put("id", id));
        }
    }
}
