package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.protocol.bryntum.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.CloseReason;

/** Changes that were made to take long; meanwhile everybody else's in the project wait. */
class CostlyChangesTest {
    /** Nothing happens later here. */
    private static final Alarm ALARM = new Alarm() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void after(Duration pause, Runnable task) {}
    };

    private final Project project = new Project(DataSet.sample(), ProjectBounds.DEFAULT);

    @Test
    void wordsOfOneHashTakeNoLongerThanOthers() throws Exception {
        List<String> words = IntStream.range(0, 1 << 13)
                .mapToObj(CostlyChangesTest::colliding)
                .toList();
        assertThat(words.stream().map(String::hashCode).distinct()).hasSize(1);
        String added = words.stream().map(it -> "{$PhantomId: '" + it + "'}").collect(Collectors.joining(","));
        String used = words.stream().map(it -> "'" + it + "'").collect(Collectors.joining(","));
        JsonNode makes = json("{resources: {added: [" + added + "]}}");
        JsonNode uses = json("{tasks: {updated: [{id: 3, words: [" + used + "]}]}}");
        long start = cpu();
        project.apply("c", makes);
        AppliedChange applied = project.apply("c", uses);
        assertThat(Duration.ofNanos(cpu() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(applied.changes().at("/tasks/updated/0/words/8191")).isEqualTo(json("8195"));
    }

    @Test
    void aLargeProjectRecordDoesNotWeighOnEveryChange() throws Exception {
        String fields =
                IntStream.range(0, 100_000).mapToObj(i -> "f" + i + ": 1").collect(Collectors.joining(","));
        project.apply("c", json("{project: {" + fields + "}}"));
        JsonNode change = json("{project: {f7: 2}}");
        long bytes = project.bytes();
        long start = cpu();
        for (int i = 0; i < 1000; i++) {
            project.apply("c", change);
        }
        assertThat(Duration.ofNanos(cpu() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(project.bytes()).isEqualTo(bytes);
        assertThat(project.flatDataset().at("/projectMeta/f7")).isEqualTo(json("2"));
    }

    /** What was given out stays as it was, and a reset finds the project's record as it was read. */
    @Test
    void changesOfTheProjectRecordDoNotReachWhatWasToldBefore() throws Exception {
        JsonNode before = project.wrappedDataset();
        String told = before.toString();
        long bytes = project.bytes();
        project.apply("c", json("{project: {name: 'Other', more: 1}}"));
        assertThat(project.bytes()).isGreaterThan(bytes);
        assertThat(before).hasToString(told);
        project.reset();
        assertThat(project.wrappedDataset()).hasToString(told);
        assertThat(project.bytes()).isEqualTo(bytes);
    }

    /** Slow pages hold what waits for them; many of one project must not hold as many copies of it. */
    @Test
    void aDataSetIsOneTextForAllWhoAskForIt() throws Exception {
        ListedProject listed = new ListedProject(json("1"), "One", DataSet.sample(), user -> true);
        HubConfig config = HubConfig.of();
        BryntumWire wire = new BryntumWire(config.limits());
        ProjectRoom room = new ProjectRoom(listed, ProjectBounds.DEFAULT, wire, config.bryntum(), ALARM, Runnable::run);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            room.load(new BryntumSession("client-" + i, "", Principal.ANYBODY, line(said)), json("1"));
        }
        assertThat(said).hasSize(3).allSatisfy(it -> assertThat(it).isSameAs(said.get(0)));
    }

    /** As when somebody empties a large plan one by one. */
    @Test
    void whatFewDependOnIsRemovedWithoutALookAtAllDependencies() throws Exception {
        String tasks = IntStream.range(0, 2000).mapToObj(i -> "{id: " + i + "}").collect(Collectors.joining(","));
        String dependencies = IntStream.range(0, 20_000)
                .mapToObj(i -> "{id: " + i + ", fromEvent: " + i % 2000 + ", to: " + (i + 1) % 2000 + "}")
                .collect(Collectors.joining(","));
        DataSet data = DataSet.read(json("{tasksData: [" + tasks + "], dependenciesData: [" + dependencies + "]}"));
        Project large = new Project(data, ProjectBounds.DEFAULT);
        large.apply(
                "c", json("{dependencies: {updated: [{id: 500, fromEvent: 1990, to: 1991}, {id: 1500, to: 500}]}}"));
        long start = cpu();
        for (int i = 0; i < 1000; i++) {
            large.apply("c", json("{tasks: {removed: [{id: " + i + "}]}}"));
        }
        assertThat(Duration.ofNanos(cpu() - start)).isLessThan(Duration.ofSeconds(3));
        JsonNode left = large.flatDataset().path("dependenciesData");
        assertThat(left)
                .hasSize(10 * 999)
                .anyMatch(it -> it.path("id").asInt() == 500)
                .noneMatch(it -> it.path("id").asInt() == 1500);
    }

    private static Line line(List<String> said) {
        return new Line() {
            @Override
            public void send(String text) {
                said.add(text);
            }

            @Override
            public void send(List<String> texts) {
                said.addAll(texts);
            }

            @Override
            public void finish(CloseReason reason) {}
        };
    }

    /** {@code Aa} and {@code BB} have one hash, and so has whatever is made of the same number of them. */
    private static String colliding(int number) {
        StringBuilder word = new StringBuilder();
        for (int bit = 0; bit < 13; bit++) {
            word.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return word.toString();
    }

    /** Time that this thread has worked, in nanoseconds; what other programs take from the machine does not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
