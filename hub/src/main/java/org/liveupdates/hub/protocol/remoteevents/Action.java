package org.liveupdates.hub.protocol.remoteevents;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.Change;

/**
 * What an event's {@code type} says.
 *
 * @param kind of the record, which is also the name of the field that holds it
 */
record Action(Change.Operation operation, String kind) {
    private static final Map<String, Action> BY_TYPE = new HashMap<>();

    static {
        for (String kind : List.of(Change.EVENT, Change.TASK, Change.LINK)) {
            for (Change.Operation operation : Change.Operation.values()) {
                Action action = new Action(operation, kind);
                BY_TYPE.put(action.type(), action);
            }
        }
    }

    /** Null when the type is one of the application's own. */
    static @Nullable Action of(@Nullable Object type) {
        return type instanceof String text ? BY_TYPE.get(text) : null;
    }

    String type() {
        String verb =
                switch (operation) {
                    case ADD -> "add-";
                    case UPDATE -> "update-";
                    case DELETE -> "delete-";
                };
        return verb + kind;
    }

    /** The name under which pages subscribe to such events. */
    String name() {
        return kind + "s";
    }
}
