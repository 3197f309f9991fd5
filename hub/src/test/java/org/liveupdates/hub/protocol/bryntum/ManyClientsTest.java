package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.protocol.bryntum.Json.reread;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    private final Project project = new Project(DataSet.sample(), ProjectBounds.DEFAULT);
    private final List<Client> clients = new ArrayList<>();
    private final Set<String> idsGiven = new HashSet<>();
    private int clientsSoFar;
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
        private final RandomChanges random;
        private final Deque<Message> inbox = new ArrayDeque<>();
        private PageModel model = new PageModel(reread(project.wrappedDataset()));

        /** Its words for records that have got an id, since the last reset. */
        private final Set<String> named = new HashSet<>();

        Client(Random random) {
            this.random = new RandomChanges(name, random);
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
            ObjectNode changes = random.make(model);
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
    }
}
