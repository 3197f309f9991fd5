package org.liveupdates.hub.protocol.faye;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.Change;
import org.liveupdates.hub.core.Change.Operation;
import org.liveupdates.hub.core.WallClock;
import org.liveupdates.hub.protocol.RecordJson;

/**
 * The old pages' messages {@code {sid, tid, status, data, kind}}, to and from changes. Pure: no sessions, no memory. Safe
 * for use by any thread.
 */
public final class FayeWire {
    private static final Map<String, Operation> STATUSES = Map.of(
            "inserted", Operation.ADD,
            "insert", Operation.ADD,
            "updated", Operation.UPDATE,
            "update", Operation.UPDATE,
            "order", Operation.UPDATE,
            "deleted", Operation.DELETE,
            "delete", Operation.DELETE);
    private static final Set<String> KINDS = Set.of(Change.EVENT, Change.TASK, Change.LINK);
    private static final Set<String> TASK_TYPES = Set.of("task", "project", "milestone");

    private static final Map<String, @Nullable Object> NO_DATA = Map.of();

    /** Kind of a record that shows nothing of it. */
    private static final String UNTOLD = "";

    private final boolean bridge;
    private final RecordJson json;

    /** @param room whose pages these are; it may have a date format of its own */
    public FayeWire(HubConfig config, String room) {
        bridge = config.bridge().on();
        WallClock clock = new WallClock(
                config.bridge().legacyDates().of(room), config.bridge().zone().of(room));
        json = new RecordJson(clock, config.limits(), 0);
    }

    /**
     * What a message means to pages of other protocols.
     *
     * @param data any well-formed JSON
     * @return nothing when it is none of their business: rows of grids, failed saves, what only the application knows;
     *     nothing at all without a bridge
     */
    public List<Change> read(String data) {
        if (!bridge) {
            return List.of();
        }
        try {
            Map<String, @Nullable Object> message = RecordJson.asRecord(json.read(data));
            Change change = message == null ? null : change(message);
            return change == null ? List.of() : List.of(change);
        } catch (JsonProcessingException tooDeepOrTooManyDigits) {
            return List.of();
        }
    }

    private @Nullable Change change(Map<String, @Nullable Object> message) {
        Operation operation = message.get("status") instanceof String status ? STATUSES.get(status) : null;
        if (operation == null) {
            return null;
        }
        Object id = id(message, operation);
        Map<String, @Nullable Object> data = data(message, operation);
        String kind = data == null ? null : kind(message, data);
        return id == null || data == null || kind == null
                ? null
                : change(operation, kind, id, formerId(message, id), data);
    }

    private static @Nullable Object id(Map<String, @Nullable Object> message, Operation operation) {
        Object tid = message.get("tid");
        Object id = tid == null && operation == Operation.DELETE ? message.get("sid") : tid;
        return Change.isId(id) ? id : null;
    }

    private static @Nullable Object formerId(Map<String, @Nullable Object> message, Object id) {
        Object sid = message.get("sid");
        return sid != null && Change.isId(sid) && !Change.text(sid).equals(Change.text(id)) ? sid : null;
    }

    private static @Nullable Map<String, @Nullable Object> data(
            Map<String, @Nullable Object> message, Operation operation) {
        Object data = message.get("data");
        return data == null && operation == Operation.DELETE ? NO_DATA : RecordJson.asRecord(data);
    }

    private Change change(
            Operation operation,
            String kind,
            Object id,
            @Nullable Object formerId,
            Map<String, @Nullable Object> data) {
        boolean deletes = operation == Operation.DELETE;
        // The widgets save a removed occurrence as a record of its own, which back ends answer with "deleted".
        boolean mark = deletes && kind.equals(Change.EVENT) && Change.series(data) != null;
        if (deletes && !mark) {
            return new Change(kind, operation, id, formerId, Map.of());
        }
        Map<String, @Nullable Object> record = json.withDates(mark ? Change.asMark(data) : data);
        if (!record.isEmpty()) {
            record.put("id", id);
        }
        return new Change(kind, mark ? Operation.ADD : operation, id, formerId, record);
    }

    /** By its field, or else by the shape of the record; null when no other protocol has such records. */
    private static @Nullable String kind(Map<String, @Nullable Object> message, Map<String, @Nullable Object> data) {
        Object told = message.get("kind");
        if (told == null || told.equals("")) {
            return kindByShape(data);
        }
        return told instanceof String kind && KINDS.contains(kind) ? kind : null;
    }

    private static @Nullable String kindByShape(Map<String, @Nullable Object> data) {
        if (data.get("data") instanceof List) {
            return null; // a grid's row
        }
        if (data.containsKey("source") && data.containsKey("target")) {
            return Change.LINK;
        }
        if (Change.series(data) != null) {
            return Change.EVENT;
        }
        if (data.containsKey("start_date")) {
            return isTask(data) ? Change.TASK : Change.EVENT;
        }
        // Else a tree's node or a list's item, but for a message about an id alone.
        return data.isEmpty() || data.keySet().equals(Set.of("id")) ? UNTOLD : null;
    }

    /** An event has an end and, as a series, a rule; a task is a part of something and has a duration. */
    private static boolean isTask(Map<String, @Nullable Object> data) {
        if (data.containsKey("rec_type") || data.containsKey("rrule")) {
            return false;
        }
        return data.containsKey("end_date")
                ? data.containsKey("parent") && data.containsKey("duration")
                : data.containsKey("parent")
                        || data.containsKey("duration")
                        || data.containsKey("progress")
                        || (data.get("type") instanceof String type && TASK_TYPES.contains(type));
    }

    /** What old pages are told of what others have announced, one message each. */
    public List<String> write(List<Change> changes) {
        List<String> messages = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Map<String, @Nullable Object> message = new LinkedHashMap<>();
            message.put("sid", change.id());
            message.put("tid", change.id());
            message.put("status", status(change.operation()));
            message.put("data", change.record());
            message.put("kind", change.kind());
            messages.add(json.write(message));
        }
        return messages;
    }

    private static String status(Operation operation) {
        return switch (operation) {
            case ADD -> "inserted";
            case UPDATE -> "updated";
            case DELETE -> "deleted";
        };
    }
}
