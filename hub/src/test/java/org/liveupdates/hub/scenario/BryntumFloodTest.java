package org.liveupdates.hub.scenario;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawSocket;

/** Too much of everything, of one Bryntum page: it is answered or ended, and the others go on. */
class BryntumFloodTest {
    private static final String LOADED = "{\"command\":\"dataset\"";

    private static RawSocket working(HubRelay hub) {
        RawSocket page = new RawSocket(hub.url("/bryntum"));
        page.send("{\"command\":\"login\",\"login\":\"Ann\"}");
        load(page);
        return page;
    }

    /** Gives the data set as text. */
    private static String load(RawSocket page) {
        int before = page.frames().size();
        page.send("{\"command\":\"dataset\",\"project\":1}");
        return hears(page, before, LOADED);
    }

    /** Gives the first frame behind so many that starts so. */
    private static String hears(RawSocket page, int behind, String start) {
        return await(start)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> page.frames().stream()
                                .skip(behind)
                                .filter(it -> it.startsWith(start))
                                .findFirst()
                                .orElse(""),
                        it -> !it.isEmpty());
    }

    private static void change(RawSocket page, String tasks) {
        page.send("{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"tasks\":{" + tasks + "}}}");
    }

    private static String renamed(int id, int length) {
        return "\"updated\":[{\"id\":" + id + ",\"name\":\"" + "x".repeat(length) + "\"}]";
    }

    @Test
    void tenMegabytesEndTheConnection() throws Exception {
        try (LogBook log = new LogBook();
                HubRelay hub = new HubRelay();
                RawSocket large = working(hub);
                RawSocket other = working(hub)) {
            try {
                change(large, renamed(3, 10_000_000));
            } catch (CompletionException hungUp) {
                // then the close code tells why
            }
            // Who still writes when the hub has hung up may not get to read its word.
            assertThat(large.closed().exceptionally(cut -> 1009).get(10, SECONDS))
                    .isEqualTo(1009);
            assertThat(load(other)).doesNotContain("xxx");
            assertThat(log.alarms()).isEmpty();
        }
    }

    /** A million ids that there are not change nothing; ten megabytes fit once. */
    @Test
    void whereMuchIsAllowedItIsDoneUntilTheProjectIsFull() {
        try (LogBook log = new LogBook();
                HubRelay hub = new HubRelay("--max-message=16MiB", "--max-queue-bytes=32MiB");
                RawSocket writer = working(hub);
                RawSocket reader = working(hub)) {
            String before = load(reader);
            String ids = IntStream.range(1_000_000, 2_000_000)
                    .mapToObj(it -> "{\"id\":" + it + "}")
                    .collect(Collectors.joining(","));
            change(writer, "\"removed\":[" + ids + "]");
            assertThat(hears(reader, 0, "{\"command\":\"projectChange\"").length())
                    .isGreaterThan(ids.length());
            assertThat(load(reader)).isEqualTo(before);
            int seen = reader.frames().size();
            change(writer, renamed(3, 10_000_000));
            assertThat(hears(reader, seen, "{\"command\":\"projectChange\"").length())
                    .isGreaterThan(10_000_000);
            change(writer, renamed(4, 10_000_000));
            assertThat(Inside.staysHidden(hears(writer, 0, "{\"command\":\"error\"")))
                    .contains("The project is full");
            change(writer, renamed(3, 10));
            load(writer);
            assertThat(load(reader)).hasSizeLessThan(before.length() + 20);
            assertThat(log.alarms()).isEmpty();
        }
    }

    @Test
    void aThousandGuessesAreRefusedAndWhoIsHereGoesOn(@TempDir Path dir) throws Exception {
        String hash = "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW"; // of "secret"
        Files.writeString(dir.resolve("villa.json"), "{\"tasksData\":[{\"id\":3}]}");
        Path file = Files.writeString(
                dir.resolve("projects.json"),
                "{\"users\":[{\"name\":\"Ann\",\"password\":\"" + hash
                        + "\"}],\"projects\":[{\"id\":1,\"name\":\"Villa\",\"dataset\":\"villa.json\",\"users\":[\"*\"]}]}");
        try (LogBook log = new LogBook();
                HubRelay hub = new HubRelay("--bryntum-projects=" + file);
                RawSocket anna = new RawSocket(hub.url("/bryntum"), "X-Forwarded-For", "192.0.2.1");
                RawSocket eve = new RawSocket(hub.url("/bryntum"), "X-Forwarded-For", "192.0.2.2")) {
            anna.send("{\"command\":\"login\",\"login\":\"Ann\",\"password\":\"secret\"}");
            load(anna);
            for (int i = 0; i < 1000; i++) {
                eve.send("{\"command\":\"login\",\"login\":\"Ann\",\"password\":\"guess" + i + "\"}");
            }
            change(anna, "\"added\":[{\"$PhantomId\":\"_a\"}]");
            hears(anna, 0, "{\"command\":\"projectChange\"");
            await().until(() -> eve.frames().size() == 1000);
            assertThat(eve.frames()).containsOnly("{\"command\":\"login\",\"error\":\"Wrong username/password\"}");
            assertThat(log.linesWith("too many wrong passwords")).hasSize(1);
            assertThat(log.text()).doesNotContain("guess", "secret");
            assertThat(log.alarms()).isEmpty();
        }
    }
}
