package org.liveupdates.hub.scenario;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RemoteEventsPage;

/** A back end at {@code /publish}: what is wrong is refused with the place of the fault, and no page hears a part of it. */
class AnnouncingBackEndTest {
    private static final int LIMIT = 4096;
    private static final String MARKER = event("cards", "marker");

    @TempDir
    static Path dir;

    private static HubRelay hub;
    private static RawHttp http;

    private RemoteEventsPage page;

    @BeforeAll
    static void start() throws Exception {
        Path tokens = Files.writeString(
                dir.resolve("back-ends"),
                "stock stock-token-0123456789\nsales sales-token-0123456789\npart part-token-0123456789a entities=cards");
        Path pages = Files.writeString(dir.resolve("pages"), "anna page-token-0123456789");
        hub = new HubRelay(
                "--max-message=4KiB",
                "--publish-tokens-file=" + tokens,
                "--remote-tokens-file=" + pages,
                "--open-old-pages");
        http = new RawHttp(hub.port());
    }

    @AfterAll
    static void stop() {
        hub.stop();
    }

    @BeforeEach
    void listen() {
        page = new RemoteEventsPage(hub.url(""), "page-token-0123456789", "events", "tasks", "links", "cards");
    }

    /** What a test has not asked for has not come. */
    private void hears(int events) {
        publish("stock", MARKER);
        page.awaitEvent("marker");
        assertThat(page.events()).hasSize(events + 1);
    }

    @AfterEach
    void leave() {
        page.close();
    }

    private static HttpAnswer publish(String principal, String body, String... headers) {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 1, headers.length);
        String token = principal.equals("part") ? "part-token-0123456789a" : principal + "-token-0123456789";
        all[0] = "Authorization: Bearer " + token;
        return http.post("/publish", body, all);
    }

    private static String event(String name, String text) {
        return "{\"name\":\"%s\",\"value\":{\"text\":\"%s\"}}".formatted(name, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json                                                          | The body is not JSON",
                "''                                                                | The body ",
                "7                                                                 | The body has to be an object",
                "{'value':{}}                                                      | name is missing",
                "{'name':'events'}                                                 | value is missing",
                "{'name':'tasks','value':{'type':'add-task'}}                      | value.task is missing",
                "{'name':'tasks','value':{'type':'add-task','task':{'id':0}}}      | value.task.id has to be",
                "[{'name':'cards','value':1},{'name':'cards'}]                     | [1].value is missing",
                "{'action':'event','body':{'name':''}}                             | body.name is missing",
                "{'action':'dance','body':{}}                                      | action has to be",
            })
    void isToldWhichFieldIsWrong(String body, String sentence) {
        HttpAnswer answer = Inside.staysHidden(publish("stock", body.replace('\'', '"')));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).startsWith(sentence.strip());
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        hears(0);
    }

    @Test
    void announcesAListAsAWholeOrNotAtAll() {
        String good = event("cards", "a");
        assertThat(publish("stock", "[" + good + "," + good + ",{\"name\":\"cards\"}]")
                        .status())
                .isEqualTo(400);
        assertThat(publish("part", "[" + good + "," + event("tasks", "b") + "]").status())
                .isEqualTo(403);
        hears(0);
        assertThat(publish("part", "[" + good + "," + good + "]").body()).isEqualTo("{\"pages\":[1,1]}");
        assertThat(publish("stock", "[]").body()).isEqualTo("{\"pages\":[]}");
    }

    @Test
    void maySayOnlySoMuchOfAnnouncedLength() {
        HttpAnswer answer = Inside.staysHidden(publish("stock", event("cards", "x".repeat(LIMIT))));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("max-message");
        int rest = LIMIT - event("cards", "").length();
        assertThat(publish("stock", event("cards", "x".repeat(rest))).status()).isEqualTo(202);
        hears(1);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "20, 0", "2, 1", "20, 1"})
    void maySayOnlySoMuchInChunks(int chunks, int ends) {
        String chunk = "1000\r\n" + "x".repeat(LIMIT) + "\r\n";
        HttpAnswer answer =
                http.bytes(("POST /publish HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer stock-token-0123456789\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + chunk.repeat(chunks) + "0\r\n\r\n".repeat(ends))
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(Inside.staysHidden(answer).status()).isEqualTo(413);
        assertThat(answer.json().path("error").asText()).contains("max-message");
        hears(0);
    }

    @Test
    void announcesOnceHoweverManyOfItsThreadsRepeatIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<HttpAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(threads.submit(() -> {
                start.await();
                return publish("stock", event("cards", "once"), "Idempotency-Key: twenty");
            }));
        }
        start.countDown();
        for (Future<HttpAnswer> answer : answers) {
            assertThat(answer.get(20, SECONDS).status()).isEqualTo(202);
            assertThat(answer.get().body()).isEqualTo("{\"pages\":1}");
        }
        threads.shutdown();
        hears(1);
    }

    @Test
    void choosesItsKeysWithoutRegardToOthers() {
        assertThat(publish("stock", event("cards", "1"), "Idempotency-Key: same")
                        .status())
                .isEqualTo(202);
        assertThat(publish("sales", event("cards", "2"), "Idempotency-Key: same")
                        .status())
                .isEqualTo(202);
        assertThat(publish("sales", event("cards", "3"), "Idempotency-Key: same")
                        .status())
                .isEqualTo(422);
        hears(2);
    }

    @Test
    void mayRepeatWhatWasRefused() {
        assertThat(publish("stock", "{}", "Idempotency-Key: mended").status()).isEqualTo(400);
        assertThat(publish("stock", MARKER, "Idempotency-Key: mended").status()).isEqualTo(202);
        String longest = "k".repeat(255);
        assertThat(publish("stock", MARKER, "Idempotency-Key: " + longest).status())
                .isEqualTo(202);
        assertThat(publish("stock", MARKER, "Idempotency-Key: k" + longest).status())
                .isEqualTo(400);
    }
}
