package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A page's own copy of a project: a data set, then what it is told. Written apart from the hub's, and slow. */
final class PageModel {
    static final List<String> STORES =
            List.of("calendars", "resources", "tasks", "dependencies", "assignments", "versions", "changelogs");
    private static final Set<String> TREES = Set.of("calendars", "resources", "tasks");
    private static final String ROOT = "";

    private final Map<String, Map<String, ObjectNode>> records = new HashMap<>();
    private final Map<String, Map<String, String>> parents = new HashMap<>();
    private final Map<String, Map<String, List<String>>> children = new HashMap<>();
    private ObjectNode project = JsonNodeFactory.instance.objectNode();

    PageModel(JsonNode dataset) {
        for (String store : STORES) {
            records.put(store, new TreeMap<>());
            parents.put(store, new TreeMap<>());
            children.put(store, new TreeMap<>());
            load(store, dataset.get(store + "Data"), ROOT);
        }
        project.setAll((ObjectNode) dataset.get("project"));
    }

    static PageModel empty() {
        return of(JsonNodeFactory.instance.objectNode());
    }

    /** Of a data set of either dialect; the flat one has fewer keys. */
    static PageModel of(JsonNode dataset) {
        ObjectNode all = dataset.deepCopy();
        STORES.forEach(store -> all.withArray("/" + store + "Data"));
        if (!all.has("project")) {
            all.set("project", all.has("projectMeta") ? all.get("projectMeta") : JsonNodeFactory.instance.objectNode());
        }
        return new PageModel(all);
    }

    private void load(String store, JsonNode siblings, String parent) {
        for (JsonNode json : siblings) {
            ObjectNode record = json.deepCopy();
            JsonNode below = record.remove("children");
            String id = id(record);
            of(records, store).put(id, record);
            put(store, id, parent, Integer.MAX_VALUE);
            if (below != null) {
                load(store, below, id);
            }
        }
    }

    List<String> ids(String store) {
        return new ArrayList<>(of(records, store).keySet());
    }

    @Nullable
    ObjectNode get(String store, String id) {
        return of(records, store).get(id);
    }

    /** All that is known, to be compared. */
    String text() {
        Map<String, Object> all = new TreeMap<>();
        all.put("records", new TreeMap<>(records));
        all.put("parents", new TreeMap<>(parents));
        Map<String, Object> families = new TreeMap<>();
        children.forEach((store, lists) -> {
            Map<String, List<String>> filled = new TreeMap<>(lists);
            filled.values().removeIf(List::isEmpty);
            families.put(store, filled);
        });
        all.put("children", families);
        all.put("project", project);
        return sorted(all);
    }

    private static String sorted(Map<String, Object> all) {
        StringBuilder text = new StringBuilder();
        all.forEach((key, value) ->
                text.append(key).append("=").append(canonical(value)).append("\n"));
        return text.toString();
    }

    private static Object canonical(Object value) {
        if (value instanceof ObjectNode object) {
            Map<String, Object> fields = new TreeMap<>();
            object.properties().forEach(field -> fields.put(field.getKey(), canonical(field.getValue())));
            return fields;
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new TreeMap<>();
            map.forEach((key, inner) -> copy.put(key, canonical(inner)));
            return copy;
        }
        return value;
    }

    // ---- what it is told -----------------------------------------------------------------------------------------

    void apply(JsonNode changes) {
        for (String store : STORES) {
            JsonNode section = changes.path(store);
            List<Map.Entry<JsonNode, Boolean>> all = new ArrayList<>();
            section.path("added").forEach(record -> all.add(Map.entry(record, true)));
            section.path("updated").forEach(record -> all.add(Map.entry(record, false)));
            Map<String, JsonNode> moving = new LinkedHashMap<>();
            Map<String, String> to = new HashMap<>();
            for (Map.Entry<JsonNode, Boolean> entry : all) {
                JsonNode told = entry.getKey();
                String id = id(told);
                boolean isNew = entry.getValue();
                if (isNew) {
                    of(records, store)
                            .put(id, JsonNodeFactory.instance.objectNode().set("id", told.get("id")));
                }
                ObjectNode record = of(records, store).get(id);
                if (record == null) {
                    continue;
                }
                told.properties().forEach(field -> {
                    if (!field.getKey().startsWith("$") && !field.getKey().equals("id")) {
                        record.set(field.getKey(), field.getValue());
                    }
                });
                String before =
                        to.containsKey(id) ? to.get(id) : of(parents, store).getOrDefault(id, ROOT);
                String parent = !TREES.contains(store) || (!isNew && !told.has("parentId"))
                        ? Objects.requireNonNull(before)
                        : told.path("parentId").asText(ROOT).replace("null", ROOT);
                boolean indexed =
                        TREES.contains(store) && told.path("parentIndex").isInt();
                if (isNew || indexed || !parent.equals(before)) {
                    moving.put(id, told);
                    to.put(id, parent);
                }
            }
            place(store, moving, to);
        }
        for (String store : STORES) {
            changes.path(store).path("removed").forEach(record -> remove(store, id(record)));
        }
        JsonNode told = changes.path("project");
        told.path("updated").forEach(fields -> project.setAll((ObjectNode) fields));
    }

    private void place(String store, Map<String, JsonNode> moving, Map<String, String> to) {
        moving.keySet().forEach(id -> leave(store, id));
        Map<String, List<String>> families = new TreeMap<>();
        moving.keySet()
                .forEach(id -> families.computeIfAbsent(Objects.requireNonNull(to.get(id)), it -> new ArrayList<>())
                        .add(id));
        families.forEach((parent, ids) -> {
            ids.sort(Comparator.comparingInt(id -> index(store, moving.get(id))));
            int last = -1;
            for (String id : ids) {
                last = put(store, id, parent, Math.max(last + 1, index(store, moving.get(id))));
            }
        });
    }

    private void leave(String store, String id) {
        String parent = of(parents, store).remove(id);
        List<String> siblings = parent == null ? null : of(children, store).get(parent);
        if (siblings != null) {
            siblings.remove(id);
        }
    }

    private static int index(String store, @Nullable JsonNode told) {
        JsonNode index = Objects.requireNonNull(told).path("parentIndex");
        return TREES.contains(store) && index.isInt() ? index.intValue() : Integer.MAX_VALUE;
    }

    private int put(String store, String id, String parent, int index) {
        of(parents, store).put(id, parent);
        List<String> siblings = of(children, store).computeIfAbsent(parent, it -> new ArrayList<>());
        int at = Math.min(index, siblings.size());
        siblings.add(at, id);
        return at;
    }

    private void remove(String store, String id) {
        if (of(records, store).remove(id) == null) {
            return;
        }
        List<String> below = of(children, store).remove(id);
        leave(store, id);
        if (below != null) {
            below.forEach(child -> remove(store, child));
        }
        if (store.equals("tasks")) {
            removeWhere("dependencies", Set.of("fromEvent", "toEvent"), id);
            removeWhere("assignments", Set.of("event"), id);
        } else if (store.equals("resources")) {
            removeWhere("assignments", Set.of("resource"), id);
        }
    }

    private void removeWhere(String store, Set<String> fields, String id) {
        Set<String> tied = new HashSet<>();
        of(records, store).forEach((key, record) -> {
            if (fields.stream().anyMatch(field -> record.path(field).asText().equals(id))) {
                tied.add(key);
            }
        });
        tied.forEach(key -> remove(store, key));
    }

    private static String id(JsonNode record) {
        return record.get("id").asText();
    }

    private static <T> T of(Map<String, T> map, String store) {
        return Objects.requireNonNull(map.get(store));
    }
}
