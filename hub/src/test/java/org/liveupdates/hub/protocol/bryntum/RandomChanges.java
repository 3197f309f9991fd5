package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What a page may do to a project of which it has its own copy; some of it cannot be applied. */
final class RandomChanges {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String name;
    private final Random random;

    /** Its words for tasks, the newest last. */
    private List<String> phantoms = new ArrayList<>();

    private PageModel model = PageModel.empty();
    private int words;
    private int tokens;

    /** @param name unique among the pages */
    RandomChanges(String name, Random random) {
        this.name = name;
        this.random = random;
    }

    /** One change of a page that sees this copy. */
    ObjectNode make(PageModel copy) {
        model = copy;
        return make();
    }

    private ObjectNode make() {
        List<String> sections = new ArrayList<>(PageModel.STORES);
        Collections.shuffle(sections, random);
        ObjectNode changes = JSON.objectNode();
        sections.forEach(store -> changes.set(store, JSON.objectNode()));
        if (phantoms.size() > 5) {
            phantoms = new ArrayList<>(phantoms.subList(phantoms.size() - 5, phantoms.size()));
        }
        for (int i = 0; i <= random.nextInt(4); i++) {
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> addTasks(changes);
                case 3 -> add(changes, "resources", word());
                case 4 -> addDependency(changes);
                case 5 -> addAssignment(changes);
                case 6, 7 -> update(changes);
                case 8, 9 -> moveTask(changes);
                case 10 -> remove(changes, "tasks");
                case 11 -> remove(changes, PageModel.STORES.get(random.nextInt(7)));
                case 12 -> other(changes);
                default -> again(changes);
            }
        }
        if (random.nextInt(20) == 0) {
            array(changes, PageModel.STORES.get(random.nextInt(7)), "updated").addObject(); // without an id
        }
        return changes;
    }

    private String word() {
        return "_" + name + "_" + ++words;
    }

    private String token() {
        return name + "." + ++tokens;
    }

    private ObjectNode add(ObjectNode changes, String store, String phantom) {
        ObjectNode record = JSON.objectNode().put("$PhantomId", phantom).put("name", token());
        ArrayNode added = array(changes, store, "added");
        added.insert(random.nextInt(added.size() + 1), record); // parents before or behind their children
        return record;
    }

    private void addTasks(ObjectNode changes) {
        String parent = null;
        for (int i = 0; i <= random.nextInt(4); i++) {
            String phantom = word();
            ObjectNode task = add(changes, "tasks", phantom);
            if (parent != null && random.nextBoolean()) {
                task.put("$PhantomParentId", parent);
            } else if (parent != null) {
                task.put("parentId", parent);
            } else {
                task.set("parentId", task());
            }
            if (random.nextInt(3) == 0) {
                task.put("parentIndex", random.nextInt(4));
            }
            phantoms.add(phantom);
            parent = random.nextInt(3) == 0 ? null : phantom;
        }
    }

    private void addDependency(ObjectNode changes) {
        ObjectNode dependency = add(changes, "dependencies", word());
        dependency.set("fromEvent", task());
        dependency.set("toEvent", task());
    }

    private void addAssignment(ObjectNode changes) {
        ObjectNode assignment = add(changes, "assignments", word());
        assignment.set("event", task());
        String resource = word();
        if (random.nextBoolean()) {
            add(changes, "resources", resource);
            assignment.put("resource", resource);
        } else {
            assignment.set("resource", any("resources"));
        }
    }

    private void update(ObjectNode changes) {
        String store = PageModel.STORES.get(random.nextInt(7));
        JsonNode id = store.equals("tasks") ? task() : any(store);
        ObjectNode record = array(changes, store, "updated").addObject();
        record.set("id", id);
        record.put("name", token());
        if (store.equals("dependencies") && random.nextBoolean()) {
            record.set("toEvent", task());
        }
    }

    private void moveTask(ObjectNode changes) {
        ObjectNode record = array(changes, "tasks", "updated").addObject();
        record.set("id", task());
        switch (random.nextInt(4)) {
            case 0 -> record.putNull("parentId");
            case 1 -> record.put("parentIndex", random.nextInt(5));
            case 2 -> record.put("parentIndex", random.nextInt(5)).set("parentId", task());
            default -> record.set("parentId", task());
        }
    }

    private void remove(ObjectNode changes, String store) {
        JsonNode id = store.equals("tasks") ? task() : any(store);
        array(changes, store, "removed").addObject().set("id", id);
        if (store.equals("tasks") && random.nextBoolean()) {
            for (String other : model.ids("tasks")) {
                ObjectNode task = model.get("tasks", other);
                if (task != null && task.path("parentId").asText().equals(id.asText())) {
                    array(changes, store, "removed").addObject().set("id", task.get("id"));
                }
            }
        }
    }

    private void other(ObjectNode changes) {
        add(changes, "versions", word()).putObject("content").put("token", token());
        add(changes, "changelogs", word());
        add(changes, "calendars", word());
        changes.putObject("project").putArray("updated").addObject().put("name", token());
    }

    private void again(ObjectNode changes) {
        if (!phantoms.isEmpty()) {
            add(changes, "tasks", phantoms.get(random.nextInt(phantoms.size())));
        }
    }

    /** A task that it knows, one it has just made, or one that never was. */
    private JsonNode task() {
        int kind = random.nextInt(20);
        if (kind < 5 && !phantoms.isEmpty()) {
            return JSON.textNode(phantoms.get(random.nextInt(phantoms.size())));
        }
        return kind == 19 ? JSON.numberNode(1_000_000) : any("tasks");
    }

    private JsonNode any(String store) {
        List<String> ids = model.ids(store);
        if (ids.isEmpty()) {
            return JSON.numberNode(1);
        }
        ObjectNode record = model.get(store, ids.get(random.nextInt(ids.size())));
        return record == null ? JSON.numberNode(1) : record.get("id");
    }

    private ArrayNode array(ObjectNode changes, String store, String key) {
        return changes.withObject("/" + store).withArray(key);
    }
}
