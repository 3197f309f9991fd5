package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.protocol.bryntum.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Changes that were made to take long; meanwhile everybody else's in the project wait. */
class CostlyChangesTest {
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
