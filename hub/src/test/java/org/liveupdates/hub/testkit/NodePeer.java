package org.liveupdates.hub.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A script of {@code hub/src/test/js} in a Node process. Commands go in as one JSON object a line ({@code {"do":…,"n":1,…}}), answers
 * ({@code {"re":1,…}}) and events ({@code {"event":…}}) come out likewise.
 */
public final class NodePeer implements AutoCloseable {
    /** Escapes all but ASCII: Node's readline takes U+2028 for the end of a line. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<JsonNode> lines = new CopyOnWriteArrayList<>();
    private final Child child;
    private int commands;

    private NodePeer(String script, Object... args) {
        Tools.npm("faye", "package.json");
        Stream<Object> command = Stream.concat(Stream.of(Tools.node(), Tools.JS.resolve(script)), Stream.of(args));
        child = Child.start(this::read, command.toArray());
    }

    public static NodePeer start(String script, Object... args) {
        return new NodePeer(script, args);
    }

    /** Sends a command with its fields (name, value, name, value …) and waits for the answer to it. */
    public JsonNode ask(String command, Object... fields) {
        int n = tell(command, fields);
        return await("an answer to " + command, line -> line.path("re").asInt() == n);
    }

    /** Sends a command without waiting; the number returned is the answer's {@code re}. */
    public synchronized int tell(String command, Object... fields) {
        ObjectNode line = JSON.createObjectNode().put("do", command).put("n", ++commands);
        for (int i = 0; i < fields.length; i += 2) {
            line.set((String) fields[i], JSON.valueToTree(fields[i + 1]));
        }
        child.say(text(line));
        return commands;
    }

    public JsonNode awaitEvent(String name) {
        return await("event " + name, line -> line.path("event").asText().equals(name));
    }

    /** Waits for the first line, early or late, that fits. */
    public JsonNode await(String what, Predicate<JsonNode> fits) {
        until(what, () -> lines.stream().anyMatch(fits));
        return lines.stream().filter(fits).findFirst().orElseThrow();
    }

    /** Waits until the condition holds; a failure shows what the peer said last. */
    public void until(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .failFast("the peer has ended: " + child, () -> !child.runs())
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + ": not seen\n" + this, e);
        }
    }

    /** All events of a name so far, in order. */
    public List<JsonNode> events(String name) {
        return lines.stream()
                .filter(line -> line.path("event").asText().equals(name))
                .toList();
    }

    /** Ends the process as a crash would. */
    public void kill() {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }

    private static String text(ObjectNode line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void read(String line) {
        try {
            lines.add(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            lines.add(JSON.createObjectNode().put("event", "noise").put("text", line));
        }
    }

    @Override
    public String toString() {
        List<JsonNode> last = lines.subList(Math.max(0, lines.size() - 25), lines.size());
        return child + "\n  said last:\n    "
                + String.join("\n    ", last.stream().map(NodePeer::shortened).toList());
    }

    private static String shortened(JsonNode line) {
        String text = line.toString();
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
