package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.protocol.bryntum.Json.json;
import static org.liveupdates.hub.protocol.bryntum.Json.reread;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes that are large, many or nonsense. */
@Timeout(120)
class HugeChangesTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Project project = new Project(DataSet.sample(), ProjectBounds.DEFAULT);

    @Test
    void aMillionUnknownIdsChangeNothing() throws Exception {
        JsonNode before = reread(project.wrappedDataset());
        long bytes = project.bytes();
        ArrayNode updated = JSON.arrayNode();
        ArrayNode removed = JSON.arrayNode();
        for (int i = 0; i < 500_000; i++) {
            updated.addObject().put("id", 1000 + i).put("parentId", "_x" + i);
            removed.addObject().put("id", "_y" + i);
        }
        ObjectNode changes = JSON.objectNode();
        changes.putObject("tasks").<ObjectNode>set("updated", updated).set("removed", removed);
        AppliedChange applied = project.apply("c", changes);
        assertThat(applied.changes().at("/tasks/updated")).hasSize(500_000);
        assertThat(project.bytes()).isEqualTo(bytes);
        assertThat(reread(project.wrappedDataset())).isEqualTo(before);
    }

    /** Each takes a moment, not a moment per pair of records. */
    @Test
    void manyRecordsTakeTimeInProportion() throws Exception {
        int count = 50_000;
        String words = IntStream.range(0, count)
                .mapToObj(i -> "{$PhantomId: 't" + i + "', parentIndex: 0, parentId: "
                        + (i % 1000 == 0 ? "null" : "'t" + (i - i % 1000) + "'") + "}")
                .collect(Collectors.joining(","));
        long start = cpu();
        project.apply("c", json("{tasks: {added: [" + words + "]}}"));
        List<String> ids = IntStream.range(11, 11 + count)
                .mapToObj(i -> "{id: " + i + ", parentIndex: 0, parentId: null}")
                .toList();
        project.apply("c", json("{tasks: {updated: " + ids + "}}"));
        project.apply("c", json("{tasks: {removed: " + ids + "}}"));
        assertThat(Duration.ofNanos(cpu() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(OnProject.tree(project.flatDataset().get("tasksData"))).isEqualTo("1(2(3 4 5) 6(7 8 9) 10)");
    }

    @Test
    void tenMegabytesMakeTheProjectFull() throws Exception {
        Project small = new Project(DataSet.sample(), new ProjectBounds(1 << 20, 10));
        JsonNode before = reread(small.wrappedDataset());
        for (String changes : List.of(
                "{tasks: {updated: [{id: 3, name: '" + "x".repeat(10_000_000) + "'}]}}",
                "{tasks: {added: [{$PhantomId: '" + "x".repeat(10_000_000) + "'}]}}",
                "{tasks: {updated: [{id: 3, parentId: '" + "x".repeat(10_000_000) + "'}]}}",
                "{project: {a: [" + "1,".repeat(5_000_000) + "1]}}")) {
            RefusedChange refused = refusal(small, json(changes));
            assertThat(refused.reason()).hasSizeLessThan(500);
        }
        assertThat(reread(small.wrappedDataset())).isEqualTo(before);
    }

    /** What a project takes comes from what is in it, not from what ever was: a second round takes no more than the first. */
    @Test
    void manyChangesLeaveNothingBehind() throws Exception {
        int round = Boolean.getBoolean("hub.long") ? 100_000 : 10_000;
        Project bounded = new Project(DataSet.sample(), new ProjectBounds(64 << 20, 50));
        JsonNode dataset = reread(bounded.wrappedDataset());
        long bytes = bounded.bytes();
        comeAndGo(bounded, 0, round);
        long before = used();
        comeAndGo(bounded, round, 2 * round);
        assertThat(used() - before).isLessThan(100L * round); // each alone was of 2 kB
        assertThat(bounded.bytes()).isEqualTo(bytes);
        assertThat(reread(bounded.wrappedDataset())).isEqualTo(dataset);
    }

    /** Every change of an even number adds a record, which the next one changes and removes. */
    private static void comeAndGo(Project project, int from, int to) throws Exception {
        String text = "x".repeat(2000);
        for (int i = from; i < to; i++) {
            String record = i % 2 == 0
                    ? "added: [{$PhantomId: '_" + i + "', name: '" + text + "', parentId: 3}]"
                    : "updated: [{id: '_" + (i - 1) + "', name: '" + i + text + "'}], removed: [{id: '_" + (i - 1)
                            + "'}]";
            project.apply("client-" + i / 2 % 50, json("{tasks: {" + record + "}}"));
        }
    }

    @Test
    void wordsOfManyClientsAreBoundedAndGoWithThem() throws Exception {
        Project bounded = new Project(DataSet.sample(), new ProjectBounds(64 << 20, 500));
        long before = used();
        say(bounded, 0, 500);
        long full = used() - before;
        say(bounded, 500, 1500);
        assertThat(used() - before).as("all that were ever said").isBetween(full / 2, full * 3 / 2);
        for (int client = 0; client < 40; client++) {
            bounded.leave("client-" + client);
        }
        assertThat(used() - before).as("those of clients that left").isLessThan(full / 4);
    }

    /** Forty clients find so many long words for records that do not stay. */
    private static void say(Project project, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            String word = "_" + "w".repeat(190) + i;
            for (int client = 0; client < 40; client++) {
                project.apply(
                        "client-" + client,
                        json("{tasks: {added: [{$PhantomId: '" + word + "'}], removed: [{id: '" + word + "'}]}}"));
            }
        }
    }

    /** Whatever is put anywhere into a change, it is applied or refused with a reason, and the data set stays one. */
    @Test
    void nonsenseIsAppliedOrRefused() throws Exception {
        Random random = new Random(7);
        List<JsonNode> nonsense = new ArrayList<>();
        json("""
                [null, true, 0, -1, 1, 3, 5.0, 1.5, 1e400, 123456789012345678901234567890, '', 'x', '_a', '3', [], {}, [[]], [{}],
                 [null], {id: 3}, {added: [{}]}, [{id: 3}], [{$PhantomId: '_a'}], {updated: 5}, '\\u0000']""").forEach(nonsense::add);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            JsonNode changes = json("""
                    {tasks: {added: [{$PhantomId: '_a', $PhantomParentId: '_b', parentIndex: 0}, {$PhantomId: '_b', parentId: 3}],
                             updated: [{id: 4, parentId: '_a', name: 'x', children: null}], removed: [{id: 5}],
                             $input: {added: [{$PhantomId: '_a'}], updated: [{id: 4}]}},
                     dependencies: {added: [{$PhantomId: '_d', fromEvent: '_a', toEvent: 3}], updated: [{id: 1, toEvent: 4}]},
                     assignments: {added: [{$PhantomId: '_e', event: '_b', resource: 1}]},
                     versions: {added: [{$PhantomId: '_v', content: {}}]},
                     project: {updated: [{name: 'x'}]}, other: {a: '_a'}}""");
            for (int spoilt = 0; spoilt <= random.nextInt(3); spoilt++) {
                spoil(changes, nonsense, random);
            }
            String before = project.wrappedDataset().toString();
            try {
                project.apply("c" + i, changes);
            } catch (RefusedChange x) {
                refused++;
                assertThat(project.wrappedDataset().toString()).isEqualTo(before);
                assertThat(x.reason()).hasSizeBetween(10, 500);
            }
            if (i % 50 == 0) {
                assertThat(DataSetTest.rereads(project)).isTrue();
                project.reset();
                project.leave("c" + i);
            }
        }
        assertThat(refused).isBetween(500, 2_500);
    }

    private static void spoil(JsonNode json, List<JsonNode> nonsense, Random random) {
        JsonNode at = json;
        while (true) {
            int size = at.size();
            int pick = size == 0 ? 0 : random.nextInt(size);
            JsonNode value = nonsense.get(random.nextInt(nonsense.size())).deepCopy();
            if (at instanceof ObjectNode object && size > 0) {
                String key = List.copyOf(object.properties()).get(pick).getKey();
                if (!object.get(key).isContainerNode() || random.nextInt(4) == 0) {
                    object.set(key, value);
                    return;
                }
                at = object.get(key);
            } else if (at instanceof ArrayNode array && size > 0) {
                if (!array.get(pick).isContainerNode() || random.nextInt(4) == 0) {
                    array.set(pick, value);
                    return;
                }
                at = array.get(pick);
            } else {
                return;
            }
        }
    }

    private static RefusedChange refusal(Project project, JsonNode changes) {
        try {
            project.apply("c", changes);
        } catch (RefusedChange x) {
            return x;
        }
        throw new AssertionError("not refused");
    }

    /** Time that this thread has worked, in nanoseconds; what other programs take from the machine does not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Bytes of the heap that are in use, when all that can go is gone. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
