package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;

/**
 * Fifty pages on sockets, every other in the other dialect, change one project at the same time, each knowing only what it has read
 * so far. What they do comes from a seed, {@code -Dhub.seed=7}; when it happens is up to the machine.
 *
 * <p>A flat page is not told of its own change unless it had new records. Such changes set here a field that is the page's own;
 * where they set another's, the page could not know which came last, and no hub could tell it.
 */
class ManySocketsTest {
    private static final int CLIENTS = 50;
    private static final int STEPS = 8;
    private static final int RESETS = 2; // one in each dialect
    private static final int WATCHER = 101; // wrapped
    private static final long PATIENCE = 30; // seconds
    private static final String CLOSED = "(closed)";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What a flat page knows nothing of. */
    private static final List<String> WRAPPED_ONLY = List.of("versions", "changelogs");

    private final long seed = Long.getLong("hub.seed", System.nanoTime() % 1_000_000);

    @Test
    void allHaveSeenTheSameInTheEnd() throws Exception {
        try (HubRelay hub = new HubRelay()) {
            changeAndCompare(hub.url("/bryntum"));
        } catch (Throwable failure) {
            throw new AssertionError("With -Dhub.seed=" + seed + ": " + failure.getMessage(), failure);
        }
    }

    private void changeAndCompare(URI url) throws Exception {
        try (Client watcher = new Client(url, WATCHER)) {
            watcher.join();
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Client client = new Client(url, i);
                client.join();
                clients.add(client);
            }
            ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
            try {
                for (Future<Void> done : pool.invokeAll(clients)) {
                    done.get();
                }
            } finally {
                pool.shutdownNow();
            }
            watcher.sayChange(JSON.createObjectNode());
            String last = watcher.sent.get(0).get(0);
            watcher.readUntil(last);
            for (Client client : clients) {
                client.readUntil(last);
            }
            checkReference(watcher);
            for (Client client : clients) {
                checkHeard(client, watcher.heard);
                checkAnswers(client, watcher.heard);
            }
            checkModels(url, clients);
            assertThat(clients).anyMatch(it -> it.refused > 0);
            assertThat(clients).anyMatch(it -> !it.silent.isEmpty());
            assertThat(clients).anyMatch(it -> it.hasComeBack);
            clients.forEach(Client::close);
        }
    }

    /** Numbers without a gap, and no id twice. */
    private static void checkReference(Client watcher) {
        List<JsonNode> changes =
                watcher.heard.stream().filter(it -> it.has("mark")).toList();
        assertThat(watcher.numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, changes.size())
                        .mapToObj(i -> "server-" + i)
                        .toList());
        assertThat(changes).hasSizeGreaterThan(CLIENTS * STEPS / 3);
        assertThat(watcher.heard).hasSize(changes.size() + RESETS);
        Set<String> ids = new HashSet<>();
        for (JsonNode change : changes) {
            for (String store : PageModel.STORES) {
                for (JsonNode record : change.path(store).path("added")) {
                    assertThat(ids.add(store + record.get("id"))).isTrue();
                }
            }
        }
    }

    /** Every change and reset in the order of all others, since it came. */
    private static void checkHeard(Client client, List<JsonNode> reference) {
        List<JsonNode> expected = reference.stream()
                .filter(it -> !client.silent.contains(it.path("mark").asText()))
                .toList();
        int missed = expected.size() - client.heard.size();
        assertThat(missed).as("%s missed", client.name).isNotNegative();
        if (!client.hasComeBack) {
            assertThat(missed).as("%s missed", client.name).isZero();
        }
        assertThat(client.heard).as(client.name).isEqualTo(expected.subList(missed, expected.size()));
        int all = reference.size() - RESETS;
        assertThat(client.numbers)
                .as(client.name)
                .containsExactlyElementsOf(IntStream.rangeClosed(1 + all - client.numbers.size(), all)
                        .mapToObj(i -> "server-" + i)
                        .toList());
    }

    /** Of each message all is applied, or there was an error and nothing behind it is; in the order in which they were sent. */
    private static void checkAnswers(Client client, List<JsonNode> reference) {
        List<String> applied = reference.stream()
                .map(it -> it.path("mark").asText())
                .filter(it -> client.sent.stream().anyMatch(message -> message.contains(it)))
                .toList();
        List<String> expected = new ArrayList<>();
        int refused = 0;
        for (List<String> message : client.sent) {
            List<String> first = message.stream().takeWhile(applied::contains).toList();
            expected.addAll(first);
            refused += first.size() < message.size() ? 1 : 0;
        }
        assertThat(applied).as(client.name).isEqualTo(expected);
        assertThat(client.refused).as("%s was refused", client.name).isEqualTo(refused);
    }

    private void checkModels(URI url, List<Client> clients) throws InterruptedException {
        Client flat = new Client(url, 2 * WATCHER);
        Client wrapped = new Client(url, 3 * WATCHER);
        flat.join();
        wrapped.join();
        for (Client client : clients) {
            assertThat(client.model.text()).as(client.name).isEqualTo((client.flat ? flat : wrapped).model.text());
        }
        for (String store : PageModel.STORES) {
            if (!WRAPPED_ONLY.contains(store)) {
                assertThat(flat.model.ids(store)).isEqualTo(wrapped.model.ids(store));
            }
        }
        flat.close();
        wrapped.close();
    }

    /** One page; used by one thread at a time. */
    private final class Client implements Callable<Void>, AutoCloseable {
        private final URI url;
        private final int number;
        private final String name;
        private final boolean flat;
        private final Random random;
        private final RandomChanges changes;
        private PageModel model = PageModel.empty();
        private int marks;

        /** Marks of changes of which it is not told. */
        private final Set<String> silent = new HashSet<>();

        /** Of all records that were new. */
        private final Set<String> ids = new HashSet<>();

        private boolean hasComeBack;

        // Of the connection that it has now.

        private @Nullable Pipe pipe;

        /** Changes and resets, as they were told. */
        private final List<JsonNode> heard = new ArrayList<>();

        private final List<String> numbers = new ArrayList<>();

        /** The marks of each message. */
        private final List<List<String>> sent = new ArrayList<>();

        private String client = "";
        private int refused;
        private int asked;
        private int answered;

        /** The question behind the last change of which it is not told. */
        private int silentUntil;

        private boolean loadsAgain;

        Client(URI url, int number) {
            this.url = url;
            this.number = number;
            this.name = "page" + number;
            this.flat = number % 2 == 0;
            this.random = new Random(seed * 1000 + number);
            this.changes = new RandomChanges(name, random);
        }

        @Override
        public Void call() throws InterruptedException {
            for (int step = 0; step < STEPS; step++) {
                read();
                int what = random.nextInt(100);
                if (step == STEPS / 2 && number < RESETS) {
                    say("reset", JSON.createObjectNode());
                } else if (what < 4 && number >= RESETS) {
                    leave();
                    join();
                } else if (what < 7) {
                    say("dataset", JSON.createObjectNode());
                } else if (what < 25 && flat) {
                    changeInSilence();
                } else {
                    change();
                }
                if (random.nextBoolean()) {
                    settle();
                }
            }
            return null;
        }

        // ---- what it says ----------------------------------------------------------------------------------------

        void join() throws InterruptedException {
            pipe = new Pipe(url);
            say("login", JSON.createObjectNode().put("login", name));
            say("dataset", JSON.createObjectNode());
            settle();
        }

        private void leave() throws InterruptedException {
            if (random.nextBoolean()) {
                say("logout", JSON.createObjectNode());
                while (!pipe().next().equals(CLOSED)) {
                    // what it is told on its way out
                }
            }
            close();
            heard.clear();
            numbers.clear();
            sent.clear();
            refused = 0;
            asked = 0;
            answered = 0;
            silentUntil = 0;
            hasComeBack = true;
        }

        private void change() {
            if (flat) {
                ObjectNode change = someChange();
                change.withArray("/calendars/added").addObject().put("$PhantomId", "_" + name + "_asks_" + marks);
                sayChange(change);
            } else {
                sayChange(Stream.generate(this::someChange)
                        .limit(1 + random.nextInt(2))
                        .toArray(ObjectNode[]::new));
            }
        }

        /** Of everybody's records, and of one field that all of them want to set. */
        private ObjectNode someChange() {
            ObjectNode change = changes.make(model);
            Set<String> once = new HashSet<>();
            change.withArray("/tasks/added")
                    .removeIf(it -> !once.add(it.path("$PhantomId").asText()));
            if (random.nextBoolean()) {
                change.withArray("/tasks/updated").addObject().put("id", 3).put("wanted", name + "." + marks);
            }
            return change;
        }

        private void changeInSilence() {
            List<String> tasks = model.ids("tasks");
            if (tasks.isEmpty()) {
                return;
            }
            ObjectNode change = JSON.createObjectNode();
            change.withArray("/tasks/updated")
                    .addObject()
                    .put("id", Integer.parseInt(tasks.get(random.nextInt(tasks.size()))))
                    .put(name, marks);
            model.apply(change);
            sayChange(change);
            silent.add(change.get("mark").asText());
            silentUntil = ask();
        }

        /** Several only in the wrapped dialect. */
        void sayChange(ObjectNode... made) {
            List<String> message = new ArrayList<>();
            ObjectNode fields = JSON.createObjectNode();
            for (ObjectNode change : made) {
                String mark = name + "#" + ++marks;
                message.add(mark);
                change.put("mark", mark); // relayed as all that a project does not know
                if (flat) {
                    fields.set("changes", change);
                } else {
                    fields.withArray("/revisions")
                            .addObject()
                            .put("revision", mark)
                            .set("changes", change);
                }
            }
            sent.add(message);
            say(flat ? "projectChange" : "project_change", fields);
        }

        private int ask() {
            say("projects", JSON.createObjectNode());
            return ++asked;
        }

        private void say(String command, ObjectNode fields) {
            if (!command.equals("login")) {
                fields.put("project", 1);
            }
            ObjectNode message = JSON.createObjectNode().put("command", command);
            if (flat) {
                message.setAll(fields);
            } else {
                message.set("data", fields);
            }
            pipe().send(message.toString());
        }

        @Override
        public void close() {
            pipe().close();
        }

        private Pipe pipe() {
            return Objects.requireNonNull(pipe);
        }

        // ---- what it hears ---------------------------------------------------------------------------------------

        private void read() {
            for (String text = pipe().poll(); text != null; text = pipe().poll()) {
                hear(text);
            }
        }

        /** Until all that it has said is answered. */
        private void settle() throws InterruptedException {
            do {
                loadsAgain = false;
                for (int last = ask(); answered < last; ) {
                    hear(pipe().next());
                }
            } while (loadsAgain);
        }

        void readUntil(String mark) throws InterruptedException {
            while (heard.isEmpty()
                    || !heard.get(heard.size() - 1).path("mark").asText().equals(mark)) {
                hear(pipe().next());
            }
            settle();
        }

        private void hear(String text) {
            JsonNode message = json(text);
            JsonNode fields = flat ? message : message.path("data");
            assertThat(message.has("error")).as(text).isFalse();
            switch (message.path("command").asText()) {
                case "login" ->
                    client = fields.has("client") ? fields.get("client").asText() : client;
                case "projects" -> answered++;
                case "dataset" -> {
                    model = PageModel.of(fields.path("dataset"));
                    if (answered < silentUntil) { // in it or not? A page cannot know
                        loadsAgain = true;
                        say("dataset", JSON.createObjectNode());
                    }
                }
                case "reset" ->
                    heard.add(JSON.createObjectNode()
                            .put("reset", fields.path("userName").asText()));
                case "projectChange" -> {
                    assertThat(flat).isTrue();
                    apply(fields.path("changes"));
                }
                case "project_change" -> {
                    assertThat(flat).isFalse();
                    fields.path("revisions").forEach(this::hearRevision);
                }
                case "error" -> refused++;
                default -> assertThat(text).containsPattern("^.\"command\":\"(login|join|logout|users)\"");
            }
        }

        private void hearRevision(JsonNode revision) {
            numbers.add(revision.path("revision").asText());
            boolean own = sent.stream()
                    .anyMatch(it -> it.contains(revision.path("localRevision").asText()));
            assertThat(revision.path("client").asText().equals(client)).isEqualTo(own);
            apply(revision.path("changes"));
        }

        /** What the page itself sent once more comes as new again, with the id that it knows. */
        private JsonNode asOthersAreTold(JsonNode answer) {
            ObjectNode told = answer.deepCopy();
            boolean own = answer.path("mark").asText().startsWith(name + "#");
            for (String store : PageModel.STORES) {
                ArrayNode added = JSON.createArrayNode();
                for (JsonNode record : answer.path(store).path("added")) {
                    if (ids.add(store + record.get("id")) || !own) {
                        added.add(record);
                    } else {
                        ObjectNode changed = record.deepCopy();
                        changed.remove("$PhantomId");
                        told.withArray("/" + store + "/updated").add(changed);
                    }
                }
                if (answer.path(store).has("added")) {
                    told.withObject("/" + store).set("added", added);
                }
            }
            return told;
        }

        private void apply(JsonNode answer) {
            JsonNode told = asOthersAreTold(answer);
            heard.add(told);
            if (flat) {
                ObjectNode known = told.deepCopy();
                model.apply(known.remove(WRAPPED_ONLY));
            } else {
                model.apply(told);
            }
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(text, notJson);
        }
    }

    /** A WebSocket. */
    private static final class Pipe implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();
        private final WebSocket socket;

        Pipe(URI url) {
            URI address = URI.create(url.toString().replaceFirst("^http", "ws"));
            socket = HTTP.newWebSocketBuilder()
                    .buildAsync(address, this)
                    .orTimeout(PATIENCE, TimeUnit.SECONDS)
                    .join();
        }

        void send(String text) {
            socket.sendText(text, true).orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        }

        /** Null when there is nothing more yet. */
        @Nullable
        String poll() {
            return received.poll();
        }

        String next() throws InterruptedException {
            String text = received.poll(PATIENCE, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("Nothing more came");
            }
            return text;
        }

        void close() {
            socket.abort();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                received.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            received.add(CLOSED);
            return null;
        }
    }
}
