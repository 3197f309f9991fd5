package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fifty clients, every other in the other dialect, change one project at random through the words of the protocol alone. No two
 * messages cross here, so that flat clients may change whatever they like without being answered, which {@link ManySocketsTest}
 * has to leave out; and what fails once fails again.
 */
class ManyDialectsTest {
    private static final int CLIENTS = 50;
    private static final int STEPS = 400;
    private static final JsonMapper JSON = new JsonMapper();

    private final BryntumStage stage = new BryntumStage(Users.anybody());
    private final Map<String, Client> clients = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private int changed;
    private int refused;
    private int words;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void allHaveTheSameInTheEnd(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CLIENTS; i++) {
            join();
        }
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(100);
            int who = random.nextInt(CLIENTS);
            if (what == 0) {
                named(names.get(who)).say("reset", JSON.createObjectNode());
            } else if (what < 4) {
                String leaver = names.remove(who);
                hear(stage.say(leaver, "(leaves)"));
                clients.remove(leaver);
                join();
            } else {
                named(names.get(who)).change(random);
            }
        }
        assertThat(changed).isGreaterThan(STEPS / 4); // of a store that others empty meanwhile
        assertThat(refused).isGreaterThan(STEPS / 100);
        Client flat = new Client("a reader", true);
        Client wrapped = new Client("another reader", false);
        List.of(flat, wrapped).forEach(Client::load);
        clients.values().forEach(client -> assertThat(client.model.text())
                .as(client.name)
                .isEqualTo((client.flat ? flat : wrapped).model.text()));
        for (String store : List.of("tasks", "resources", "dependencies", "assignments")) {
            assertThat(flat.model.ids(store)).isEqualTo(wrapped.model.ids(store));
        }
    }

    private Client named(String name) {
        return Objects.requireNonNull(clients.get(name));
    }

    private void join() {
        Client client = new Client("client " + ++words, words % 2 == 0);
        clients.put(client.name, client);
        names.add(client.name);
        client.load();
    }

    private void hear(List<String> said) {
        for (String line : said) {
            String[] parts = line.split(" ← ", 2);
            Client client = clients.get(parts[0]);
            if (client != null && parts[1].startsWith("{")) {
                client.hear(read(parts[1]));
            }
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(text, notJson);
        }
    }

    private final class Client {
        private final String name;
        private final boolean flat;
        private PageModel model = PageModel.empty();
        private boolean answered;

        Client(String name, boolean flat) {
            this.name = name;
            this.flat = flat;
        }

        void load() {
            clients.put(name, this);
            say("login", JSON.createObjectNode().put("login", name));
            say("dataset", JSON.createObjectNode());
        }

        /** In its dialect, about the first project unless it is a login. */
        void say(String command, ObjectNode fields) {
            if (!command.equals("login")) {
                fields.put("project", 1);
            }
            ObjectNode message = JSON.createObjectNode().put("command", command);
            if (flat) {
                message.setAll(fields);
            } else {
                message.set("data", fields);
            }
            ManyDialectsTest.this.hear(stage.say(name, message.toString()));
        }

        void hear(JsonNode message) {
            JsonNode fields = flat ? message : message.path("data");
            switch (message.path("command").asText()) {
                case "dataset" -> model = PageModel.of(fields.path("dataset"));
                case "projectChange" -> {
                    assertThat(flat).isTrue();
                    answered = true;
                    model.apply(fields.path("changes"));
                }
                case "project_change" -> {
                    assertThat(flat).isFalse();
                    answered = true;
                    fields.path("revisions").forEach(it -> model.apply(it.path("changes")));
                }
                case "error" -> {
                    answered = true;
                    refused++;
                }
                default -> {
                    // who is here
                }
            }
        }

        void change(Random random) {
            ObjectNode changes = JSON.createObjectNode();
            for (int i = 0; i <= random.nextInt(3); i++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3 -> addTasks(changes, random);
                    case 4, 5, 6 ->
                        changes.withArray("/tasks/updated")
                                .addObject()
                                .put("name", "n" + ++words)
                                .set("id", any("tasks", random));
                    case 7, 8 ->
                        changes.withArray("/tasks/updated")
                                .addObject()
                                .<ObjectNode>set("id", any("tasks", random))
                                .set("parentId", any("tasks", random));
                    case 9, 10 ->
                        changes.withArray("/dependencies/added")
                                .addObject()
                                .put("$PhantomId", "_" + ++words)
                                .<ObjectNode>set("fromEvent", any("tasks", random))
                                .set("toEvent", any("tasks", random));
                    default -> changes.withArray("/tasks/removed").addObject().set("id", any("tasks", random));
                }
            }
            answered = false;
            int refusedBefore = refused;
            if (flat) {
                say("projectChange", JSON.createObjectNode().set("changes", changes));
            } else {
                ObjectNode fields = JSON.createObjectNode();
                fields.withArray("/revisions")
                        .addObject()
                        .put("revision", "local-" + ++words)
                        .set("changes", changes);
                say("project_change", fields);
            }
            assertThat(answered || flat).isTrue();
            if (!answered) {
                model.apply(changes); // what its user sees already
            }
            changed += refused == refusedBefore ? 1 : 0;
        }

        private void addTasks(ObjectNode changes, Random random) {
            String parent = "_" + ++words;
            changes.withArray("/tasks/added")
                    .addObject()
                    .put("$PhantomId", "_" + ++words)
                    .put("$PhantomParentId", parent)
                    .put("name", "child");
            changes.withArray("/tasks/added")
                    .addObject()
                    .put("$PhantomId", parent)
                    .put("name", "parent")
                    .set("parentId", any("tasks", random));
        }

        /** One that it knows, or now and then none. */
        private JsonNode any(String store, Random random) {
            List<String> ids = model.ids(store);
            boolean none = ids.isEmpty() || random.nextInt(20) == 0;
            return JSON.getNodeFactory()
                    .numberNode(none ? 1_000_000 : Integer.parseInt(ids.get(random.nextInt(ids.size()))));
        }
    }
}
