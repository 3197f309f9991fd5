package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.protocol.bryntum.Json.reread;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fifty pages change one project at random, each knowing only what it has read so far. */
class ManyClientsTest {
    private static final int CLIENTS = 50;
    private static final int STEPS = 1000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Project project = new Project(DataSet.sample(), ProjectBounds.DEFAULT);
    private final List<Client> clients = new ArrayList<>();
    private final Set<String> idsGiven = new HashSet<>();
    private int clientsSoFar;
    private int tokens;
    private int applied;
    private int refused;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void allSeeTheSame(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client(random));
        }
        for (int step = 0; step < STEPS; step++) {
            int who = random.nextInt(CLIENTS);
            int what = random.nextInt(1000);
            if (what < 3) {
                project.reset();
                clients.forEach(client -> client.named.clear());
                tell(reread(project.wrappedDataset()), true);
            } else if (what < 15) {
                project.leave(clients.get(who).name);
                clients.set(who, new Client(random));
            } else {
                clients.get(who).change();
                Client reader = clients.get(random.nextInt(CLIENTS));
                reader.read(random.nextInt(1 + reader.inbox.size()));
            }
        }
        String truth = new PageModel(reread(project.wrappedDataset())).text();
        for (Client client : clients) {
            client.read(client.inbox.size());
            assertThat(client.model.text()).as(client.name).isEqualTo(truth);
        }
        assertThat(applied).isGreaterThan(STEPS / 3);
        assertThat(refused).isGreaterThan(STEPS / 50);
        assertThat(DataSetTest.rereads(project)).isTrue();
    }

    private void tell(JsonNode message, boolean dataset) {
        clients.forEach(client -> client.inbox.add(new Message(message, dataset)));
    }

    private record Message(JsonNode json, boolean dataset) {}

    /** Sees the others' changes late, and makes its own in ignorance of them. */
    private final class Client {
        private final String name = "client-" + ++clientsSoFar;
        private final Random random;
        private final Deque<Message> inbox = new ArrayDeque<>();
        private PageModel model = new PageModel(reread(project.wrappedDataset()));

        /** Its words for tasks, the newest last. */
        private List<String> phantoms = new ArrayList<>();

        /** Its words for records that have got an id, since the last reset. */
        private final Set<String> named = new HashSet<>();

        private int words;

        Client(Random random) {
            this.random = random;
        }

        void read(int messages) {
            for (int i = 0; i < messages; i++) {
                Message message = inbox.remove();
                if (message.dataset) {
                    model = new PageModel(message.json);
                } else {
                    model.apply(message.json);
                }
            }
        }

        void change() {
            ObjectNode changes = make();
            String before = project.wrappedDataset().toString();
            try {
                AppliedChange done = project.apply(name, changes);
                applied++;
                assertThat(done.revision()).isEqualTo(applied);
                JsonNode told = reread(done.changes());
                checkNothingIsLost(changes, told);
                tell(told, false);
            } catch (RefusedChange x) {
                refused++;
                assertThat(project.wrappedDataset().toString()).isEqualTo(before);
            }
        }

        /** Every record that was sent is told, under a real id, and what still exists has what was sent last. */
        private void checkNothingIsLost(ObjectNode sent, JsonNode told) {
            PageModel truth = new PageModel(reread(project.wrappedDataset()));
            for (String store : PageModel.STORES) {
                JsonNode out = told.path(store);
                assertThat(out.path("added").size() + out.path("updated").size())
                        .isEqualTo(sent.path(store).path("added").size()
                                + sent.path(store).path("updated").size());
                assertThat(out.path("removed").size())
                        .isEqualTo(sent.path(store).path("removed").size());
                for (JsonNode record : out.path("added")) {
                    assertThat(record.get("id").isInt()).isTrue();
                    assertThat(idsGiven.add(store + record.get("id")))
                            .as("id is new")
                            .isTrue();
                }
                Map<String, JsonNode> names = new HashMap<>();
                for (String key : List.of("added", "updated")) {
                    out.path(key)
                            .findParents("name")
                            .forEach(it -> names.put(it.get("id").asText(), it.get("name")));
                }
                names.forEach((id, name) -> {
                    ObjectNode stored = truth.get(store, id);
                    if (stored != null) {
                        assertThat(stored.get("name")).isEqualTo(name);
                    }
                });
                for (JsonNode record : sent.path(store).path("added")) {
                    named.add(record.get("$PhantomId").asText());
                    assertThat(out.toString()).contains(record.get("name").toString());
                }
                for (JsonNode gone : out.path("removed")) {
                    assertThat(truth.get(store, gone.get("id").asText())).isNull();
                }
            }
            String text = told.toString().replaceAll("\"\\$PhantomId\":\"[^\"]*\"", "");
            assertThat(text).doesNotContain("$PhantomParentId");
            named.forEach(word -> assertThat(text).doesNotContain("\"" + word + "\""));
        }

        // ---- what it does ----------------------------------------------------------------------------------------

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
                array(changes, PageModel.STORES.get(random.nextInt(7)), "updated")
                        .addObject(); // without an id
            }
            return changes;
        }

        private String word() {
            return "_" + name + "_" + ++words;
        }

        private ObjectNode add(ObjectNode changes, String store, String phantom) {
            ObjectNode record = JSON.objectNode().put("$PhantomId", phantom).put("name", "n" + ++tokens);
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
            record.put("name", "n" + ++tokens);
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
            add(changes, "versions", word()).putObject("content").put("token", tokens);
            add(changes, "changelogs", word());
            add(changes, "calendars", word());
            changes.putObject("project").putArray("updated").addObject().put("name", "p" + ++tokens);
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
}
