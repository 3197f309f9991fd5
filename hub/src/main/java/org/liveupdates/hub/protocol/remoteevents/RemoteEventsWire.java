package org.liveupdates.hub.protocol.remoteevents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.Change;
import org.liveupdates.hub.core.Update;
import org.liveupdates.hub.core.WallClock;
import org.liveupdates.hub.protocol.BoundedJson;
import org.liveupdates.hub.protocol.RecordJson;

/**
 * What back ends publish for RemoteEvents pages, and what these pages are told. Pure: no connections, no memory. Safe for
 * use by any thread.
 */
public final class RemoteEventsWire {
    /** Names under which the widgets themselves listen; the values under all others are the application's business. */
    private static final Set<String> WIDGETS = Set.of("events", "tasks", "links");

    private static final Action CHANGED_TASK = new Action(Change.Operation.UPDATE, Change.TASK);

    private static final Pattern ISO = Pattern.compile("\\s*\\d{4}-\\d{2}-\\d{2}T.*");

    private final boolean bridge;
    private final Limits limits;
    private final RecordJson json;

    /** @param room whose pages these are; it may have date formats of its own */
    public RemoteEventsWire(HubConfig config, String room) {
        bridge = config.bridge().on();
        limits = config.limits();
        WallClock clock = new WallClock(
                config.bridge().remoteDates().of(room), config.bridge().zone().of(room));
        json = new RecordJson(clock, limits, 3); // list, frame and body
    }

    /**
     * Reads what a back end publishes: an event {@code {"name":…,"value":…}}, a whole frame {@code
     * {"action":"event","body":{…}}}, or a list of these. Both shapes of the vendor's article are understood and put into
     * the one that the widgets understand; the application's own events stay as they were written.
     *
     * @return at least one event, unless the list is empty
     * @throws BadEvent names the field that is wrong; no event of the list counts then
     */
    public List<RemoteEvent> read(String body) throws BadEvent {
        char[] text = body.toCharArray();
        try (JsonParser parser = json.factory().createParser(text, 0, text.length)) {
            List<RemoteEvent> events = new ArrayList<>(4);
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (events.size() == limits.batch()) {
                        throw new BadEvent("", "has more than " + limits.batch() + " events (setting max-batch)");
                    }
                    events.add(readEvent(parser, text, "[" + events.size() + "]"));
                }
            } else {
                events.add(readEvent(parser, text, ""));
            }
            if (parser.nextToken() != null) {
                throw new BadEvent("", "goes on after its end");
            }
            return events;
        } catch (StreamConstraintsException x) {
            throw tooMuch();
        } catch (JsonProcessingException x) {
            throw new BadEvent("", "is not JSON");
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
    }

    private static BadEvent tooMuch() {
        return new BadEvent("", "is nested deeper than the setting max-nesting allows, or has a number of 1000 digits");
    }

    private RemoteEvent readEvent(JsonParser parser, char[] text, String path) throws IOException, BadEvent {
        Parts parts = readParts(parser, text, path, false);
        String at = path.isEmpty() ? "" : path + ".";
        if (parts.isFrame) {
            if (!"event".equals(parts.action)) {
                throw new BadEvent(at + "action", "has to be \"event\"");
            }
            if (parts.body == null) {
                throw new BadEvent(at + "body", "is missing: {\"name\":…,\"value\":…}");
            }
            parts = parts.body;
            at += "body.";
        }
        if (parts.name == null || parts.name.isEmpty()) {
            throw new BadEvent(at + "name", "is missing: a text such as \"events\", \"tasks\" or \"links\"");
        }
        if (parts.value == null) {
            throw new BadEvent(at + "value", "is missing: an object such as {\"type\":\"update-task\",\"task\":{…}}");
        }
        return understand(parts.name, parts.value, at);
    }

    /** The fields of an event or of a frame round one. */
    private static final class Parts {
        @Nullable
        String name;

        @Nullable
        String value;

        @Nullable
        String action;

        /** Has an action or a body, which an event itself has not. */
        boolean isFrame;

        @Nullable
        Parts body;
    }

    private Parts readParts(JsonParser parser, char[] text, String path, boolean within) throws IOException, BadEvent {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new BadEvent(path, "has to be an object: {\"name\":…,\"value\":…}");
        }
        Parts parts = new Parts();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "name" -> parts.name = readText(parser);
                case "action" -> {
                    parts.isFrame = true;
                    parts.action = readText(parser);
                }
                case "value" -> parts.value = BoundedJson.raw(parser, text);
                case "body" -> {
                    parts.isFrame = true;
                    if (token == JsonToken.START_OBJECT && !within) {
                        parts.body = readParts(parser, text, path, true);
                    } else {
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
        return parts;
    }

    private static @Nullable String readText(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private RemoteEvent understand(String name, String text, String path) throws IOException, BadEvent {
        Map<String, @Nullable Object> value = WIDGETS.contains(name) ? RecordJson.asRecord(json.read(text)) : null;
        if (value == null) {
            return new RemoteEvent(name, text, List.of());
        }
        Object type = value.get("type");
        boolean swapped =
                !(type instanceof String); // the article's code has the type under "action", the record under "type"
        Action action = Action.of(swapped ? value.get("action") : type);
        if (action == null) {
            return new RemoteEvent(name, text, List.of());
        }
        String field = path + "value." + action.kind();
        Map<String, @Nullable Object> record = recordOf(value, action.kind());
        if (record == null) {
            throw new BadEvent(field, "is missing: the record as an object");
        }
        Object id = record.get("id");
        if (id == null || !Change.isId(id)) {
            throw new BadEvent(field + ".id", "has to be a text or a number, and neither empty nor 0");
        }
        Map<String, @Nullable Object> dated = json.withDates(record);
        Object told = action.type().equals("add-task") ? inPagesFormat(record, dated) : record;
        boolean asWritten = !swapped
                && told.equals(value.get(action.kind()))
                && RecordJson.asRecord(value.get(Change.EVENT)) != null;
        String sent = asWritten ? text : json.write(shape(value, action, told));
        return new RemoteEvent(action.name(), sent, bridge ? List.of(change(action, id, dated)) : List.of());
    }

    /**
     * Of a new task Gantt reads dates in the page's own format only. What a back end keeps as text is in that format, or the
     * page could not load it either; but Gantt 10 saves ISO 8601 as long as it has not read a date, and some write numbers.
     */
    private static Map<String, @Nullable Object> inPagesFormat(
            Map<String, @Nullable Object> record, Map<String, @Nullable Object> dated) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>(record);
        told.replaceAll((field, value) ->
                value instanceof String text && !ISO.matcher(text).matches() ? value : dated.get(field));
        return told;
    }

    private static @Nullable Map<String, @Nullable Object> recordOf(Map<String, @Nullable Object> value, String kind) {
        for (String field : List.of("type", kind, Change.EVENT)) {
            Map<String, @Nullable Object> record = RecordJson.asRecord(value.get(field));
            if (record != null) {
                return record;
            }
        }
        return null;
    }

    /** As the widgets want it and, for hand-written handlers, as the article's format has it. Other fields stay. */
    private static Map<String, @Nullable Object> shape(
            Map<String, @Nullable Object> value, Action action, Object record) {
        Map<String, @Nullable Object> shaped = new LinkedHashMap<>();
        shaped.put("type", action.type());
        shaped.put(action.kind(), record);
        shaped.put(Change.EVENT, record);
        value.forEach(shaped::putIfAbsent);
        shaped.remove("action");
        return shaped;
    }

    /** Who deletes an occurrence of a series and says of which one leaves a mark where it was. */
    private static Change change(Action action, Object id, Map<String, @Nullable Object> record) {
        if (action.operation() != Change.Operation.DELETE) {
            return new Change(action.kind(), action.operation(), id, null, record);
        }
        return action.kind().equals(Change.EVENT) && tellsOccurrence(record)
                ? new Change(Change.EVENT, Change.Operation.ADD, id, null, Change.asMark(record))
                : new Change(action.kind(), Change.Operation.DELETE, id, null, Map.of());
    }

    private static boolean tellsOccurrence(Map<String, @Nullable Object> record) {
        return Change.series(record) != null
                && (record.get("original_start") != null || record.get("event_length") != null);
    }

    /**
     * Tells RemoteEvents pages what a back end published for them: as it came, but a change of a task with all that is
     * known of the task, since Gantt replaces by defaults what is left out.
     *
     * @param update of this protocol
     * @return nothing when too little is known of the task
     */
    public List<RemoteEvent> pass(Update update) {
        RemoteEvent asItCame = new RemoteEvent(update.channel(), update.json(), List.of());
        Map<String, @Nullable Object> value =
                bridge && update.channel().equals(CHANGED_TASK.name()) ? objectOf(update.json()) : null;
        if (value == null || !CHANGED_TASK.equals(Action.of(value.get("type")))) {
            return List.of(asItCame);
        }
        Map<String, @Nullable Object> record = recordOf(value, Change.TASK);
        if (record == null || Change.isWhole(Change.TASK, record)) {
            return List.of(asItCame);
        }
        return update.changes().stream()
                .filter(change ->
                        change.kind().equals(Change.TASK) && !change.record().isEmpty())
                .map(change -> shape(value, CHANGED_TASK, change.record()))
                .map(whole -> new RemoteEvent(update.channel(), json.write(whole), List.of()))
                .toList();
    }

    private @Nullable Map<String, @Nullable Object> objectOf(String text) {
        try {
            return RecordJson.asRecord(json.read(text));
        } catch (JsonProcessingException tooManyDigits) {
            return null;
        }
    }

    /**
     * Tells RemoteEvents pages what others have announced: in the pages' date format, without the old widgets'
     * bookkeeping, and of what is gone only the id.
     */
    public List<RemoteEvent> write(List<Change> changes) {
        List<RemoteEvent> events = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Action action = new Action(change.operation(), change.kind());
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            change.record().forEach((field, value) -> {
                if (!Change.isBookkeeping(field)) {
                    record.put(field, value);
                }
            });
            record.put("id", change.id());
            String value = json.write(shape(Map.of(), action, record));
            events.add(new RemoteEvent(action.name(), value, List.of()));
        }
        return events;
    }
}
