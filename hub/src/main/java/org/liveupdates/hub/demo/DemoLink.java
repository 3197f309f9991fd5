package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A Gantt's arrow between two tasks.
 *
 * @param source id of the task where it starts
 * @param target id of the task where it ends
 * @param type {@code 0} from end to start, {@code 1} start to start, {@code 2} end to end, {@code 3} start to end
 */
record DemoLink(long source, long target, String type) implements Row {
    private static final List<String> TYPES = List.of("0", "1", "2", "3");

    static DemoLink of(Fields fields) throws BadRow {
        return new DemoLink(
                (long) fields.number("source", 1, Table.MOST_ID),
                (long) fields.number("target", 1, Table.MOST_ID),
                fields.word("type", TYPES));
    }

    @Override
    public ObjectNode json(long id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("source", source)
                .put("target", target)
                .put("type", type);
    }
}
