package org.liveupdates.hub.scenario;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.auth.Passwords;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.SessionApplication;

/** Bryntum Gantt's protocol over real sockets, in both dialects, on the sample and on projects of a file. */
class BryntumTest {
    private static final String LOGIN = "{\"command\":\"login\",\"login\":\"Ann\"}";
    private static final String DATASET = "{\"command\":\"dataset\",\"project\":1}";

    private static RawSocket page(HubRelay hub, String path) {
        return new RawSocket(hub.url(path));
    }

    private static RawSocket page(HubRelay hub) {
        return page(hub, "/bryntum");
    }

    private static JsonNode hears(RawSocket page, String command) {
        return page.await(command, it -> it.path("command").asText().equals(command));
    }

    private static RawSocket working(HubRelay hub) {
        RawSocket page = page(hub);
        page.send(LOGIN);
        page.send(DATASET);
        hears(page, "dataset");
        return page;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bryntum", "/liveUpdates/bryntum", "/a/b/bryntum/", "/bryntum?x=1"})
    void theSampleIsThereAtEveryMount(String path) {
        try (HubRelay hub = new HubRelay();
                RawSocket page = page(hub, path)) {
            page.send(LOGIN);
            page.send(DATASET);
            JsonNode data = hears(page, "dataset");
            assertThat(data.path("project").asInt()).isEqualTo(1);
            assertThat(data.path("dataset").path("tasksData")).isNotEmpty();
        }
    }

    /** As in {@code wsAddress: "ws://localhost:8080"}. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/any/path?x=1"})
    void aPortOfItsOwnNeedsNoPath(String path) {
        try (HubRelay hub = new HubRelay("--bryntum-port=0");
                RawSocket there = new RawSocket(URI.create("ws://localhost:" + hub.bryntumPort() + path));
                RawSocket here = working(hub)) {
            there.send("{\"command\":\"login\",\"data\":{\"login\":\"Wes\"}}");
            hears(here, "login");
            here.await(
                    "the one from the other port",
                    it -> it.path("userName").asText().equals("Wes"));
        }
    }

    @Test
    void aPortOfItsOwnIsOpenedOnlyWhenAskedFor() {
        try (HubRelay hub = new HubRelay()) {
            assertThatThrownBy(hub::bryntumPort).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void changesOfBothDialectsReachEverybodyInOneOrder() {
        try (HubRelay hub = new HubRelay();
                RawSocket flat = working(hub);
                RawSocket other = working(hub);
                RawSocket wrapped = page(hub)) {
            wrapped.send("{\"command\":\"login\",\"data\":{\"login\":\"Wes\"}}");
            wrapped.send("{\"command\":\"dataset\",\"data\":{\"project\":1}}");
            hears(wrapped, "dataset");
            int each = 50;
            for (int i = 0; i < each; i++) {
                flat.send(
                        "{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"project\":{\"updated\":[{\"flat\":"
                                + i + "}]}}}");
                wrapped.send(
                        "{\"command\":\"project_change\",\"data\":{\"project\":1,\"revisions\":[{\"revision\":\"local-"
                                + i + "\",\"changes\":{\"tasks\":{\"added\":[{\"$PhantomId\":\"_" + i
                                + "\",\"name\":\"n\"}]}}}]}}");
            }
            await().until(() ->
                    changes(other).size() == 2 * each && revisions(wrapped).size() == 2 * each);
            assertThat(revisions(wrapped).stream().map(it -> it.path("revision").asText()))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 2 * each)
                            .mapToObj(i -> "server-" + i)
                            .toList());
            assertThat(revisions(wrapped).stream().map(it -> it.path("changes")))
                    .containsExactlyElementsOf(changes(other));
            assertThat(changes(other).stream()
                            .map(it -> it.path("tasks")
                                    .path("added")
                                    .path(0)
                                    .path("id")
                                    .asText())
                            .filter(it -> !it.isEmpty()))
                    .hasSize(each)
                    .doesNotHaveDuplicates();
            await().until(() -> changes(flat).size() == each); // of its own it hears nothing
        }
    }

    private static List<JsonNode> changes(RawSocket flat) {
        return flat.messages().stream()
                .filter(it -> it.path("command").asText().equals("projectChange"))
                .map(it -> it.path("changes"))
                .toList();
    }

    private static List<JsonNode> revisions(RawSocket wrapped) {
        List<JsonNode> revisions = new ArrayList<>();
        wrapped.messages().forEach(it -> it.path("data").path("revisions").forEach(revisions::add));
        return revisions;
    }

    /** A proxy that writes one of the headers passes the other on; with it nobody may pass for the proxy, which is not limited. */
    @Test
    void whoContradictsTheProxyGuessesNoLongerThanOthers(@TempDir Path dir) throws Exception {
        String hash = "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW"; // of "secret", and cheap
        Files.writeString(dir.resolve("villa.json"), "{}");
        Path file = Files.writeString(
                dir.resolve("projects.json"),
                "{\"users\":[{\"name\":\"anna\",\"password\":\"" + hash
                        + "\"}],\"projects\":[{\"id\":1,\"name\":\"Villa\",\"dataset\":\"villa.json\",\"users\":[\"*\"]}]}");
        String right = "{\"command\":\"login\",\"login\":\"anna\",\"password\":\"secret\"}";
        String[] headers = {"X-Forwarded-For", "203.0.113.9", "Forwarded", "for=198.51.100.1"};
        try (HubRelay hub = new HubRelay("--bryntum-projects=" + file);
                RawSocket eve = new RawSocket(hub.url("/bryntum"), headers);
                RawSocket anna = page(hub)) {
            for (int i = 0; i < 10; i++) {
                eve.send(right.replace("secret", "guess" + i));
            }
            eve.send(right);
            await("eleven answers").until(() -> eve.frames().size() == 11);
            assertThat(eve.frames()).containsOnly("{\"command\":\"login\",\"error\":\"Wrong username/password\"}");
            anna.send(right);
            hears(anna, "users");
        }
    }

    @Test
    void whatComesBehindALoginWaitsForThePassword(@TempDir Path dir) throws Exception {
        String hash = Passwords.hash("secret");
        Files.writeString(dir.resolve("villa.json"), "{\"tasksData\":[{\"id\":1,\"name\":\"Dig\"}]}");
        Path file = Files.writeString(
                dir.resolve("projects.json"),
                "{\"users\":[{\"name\":\"anna\",\"password\":\"" + hash
                        + "\"}],\"projects\":[{\"id\":1,\"name\":\"Villa\",\"dataset\":\"villa.json\",\"users\":[\"*\"]}]}");
        try (HubRelay hub = new HubRelay("--bryntum-projects=" + file);
                RawSocket anna = page(hub);
                RawSocket eve = page(hub)) {
            eve.send("{\"command\":\"login\",\"login\":\"anna\",\"password\":\"guess\"}");
            eve.send(DATASET);
            anna.send("{\"command\":\"login\",\"login\":\"anna\",\"password\":\"secret\"}");
            anna.send("{\"command\":\"projects\"}");
            anna.send(DATASET);
            hears(anna, "dataset");
            assertThat(anna.messages().stream().map(it -> it.path("command").asText()))
                    .containsExactly("login", "users", "projects", "dataset");
            hears(eve, "dataset");
            assertThat(eve.frames())
                    .containsExactly(
                            "{\"command\":\"login\",\"error\":\"Wrong username/password\"}",
                            "{\"command\":\"dataset\",\"error\":\"Authentication required\"}");
            anna.send(
                    "{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"tasks\":{\"removed\":[{\"id\":1}]}}}");
            anna.send("{\"command\":\"logout\"}");
            assertThat(anna.closed().get(10, SECONDS)).isEqualTo(1000);
            assertThat(anna.frames().get(anna.frames().size() - 1)).isEqualTo("{\"command\":\"logout\"}");
            assertThat(Files.readString(dir.resolve("villa.json"))).contains("Dig");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{\"command\":7}",
                "{\"command\":\"projectChange\",\"project\":1,\"changes\":7}",
                "{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"tasks\":{\"added\":[{\"$PhantomId\":{}}]}}}"
            })
    void badInputIsAnsweredAndTheConnectionStays(String text) {
        try (LogBook log = new LogBook();
                HubRelay hub = new HubRelay();
                RawSocket page = working(hub)) {
            page.send(text);
            Inside.staysHidden(hears(page, "error").toString());
            page.send("{\"command\":\"projects\"}");
            hears(page, "projects");
            assertThat(log.alarms()).isEmpty();
        }
    }

    @Test
    void aChangeThatIsTooLargeEndsTheConnectionAndOneThatFitsDoesNot() throws Exception {
        String name = "x".repeat(3 << 20);
        try (LogBook log = new LogBook();
                HubRelay small = new HubRelay("--max-message=4KiB");
                HubRelay large = new HubRelay("--max-message=4MiB");
                RawSocket page = working(small);
                RawSocket writer = working(large);
                RawSocket reader = working(large)) {
            page.send(named("x".repeat(5000)));
            assertThat(page.closed().get(10, SECONDS)).isEqualTo(1009);
            writer.send(named(name));
            assertThat(hears(reader, "projectChange").toString()).contains(name);
            assertThat(log.alarms()).isEmpty();
        }
    }

    private static String named(String name) {
        return "{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"tasks\":{\"updated\":[{\"id\":1,\"name\":\""
                + name + "\"}]}}}";
    }

    @Test
    void whoIsGoneWithoutAWordIsGoneForTheOthers() {
        try (HubRelay hub = new HubRelay();
                RawSocket stays = working(hub)) {
            try (RawSocket goes = page(hub)) {
                goes.send("{\"command\":\"login\",\"login\":\"Bob\"}");
                stays.await("Bob", it -> it.path("userName").asText().equals("Bob"));
            }
            hears(stays, "logout");
            stays.send("{\"command\":\"users\"}");
            await().until(() -> stays.frames()
                    .get(stays.frames().size() - 1)
                    .equals("{\"command\":\"users\",\"users\":[\"Ann\"]}"));
        }
    }

    @Test
    void theSampleIsRestoredWhenNobodyWorks() {
        try (HubRelay hub = new HubRelay("--bryntum-reset=1s");
                RawSocket page = working(hub)) {
            page.send(named("A"));
            assertThat(hears(page, "reset").path("userName").asText()).isEqualTo("Server");
        }
    }

    @Test
    void aHubThatStopsSaysSo() throws Exception {
        try (HubRelay hub = new HubRelay();
                RawSocket page = working(hub)) {
            hub.stop();
            assertThat(page.closed().get(10, SECONDS)).isEqualTo(1001);
            hub.start();
        }
    }

    @Test
    void theDoorIsTheSameAsForEverybody() throws Exception {
        try (SessionApplication application = new SessionApplication()
                        .knows("anna", "")
                        .knows("part", "{\"user\":\"part\",\"entities\":[\"tasks\"]}")
                        .knows("guest", "{\"user\":\"guest\",\"read-only\":true}");
                HubRelay hub = new HubRelay("--auth-url=" + application.url(), "--max-sessions=2", "--room=hr=/hr")) {
            RawHttp http = new RawHttp(hub.port());
            HttpAnswer plain = http.get("/bryntum", "Cookie: session=anna");
            assertThat(plain.status()).isEqualTo(426);
            Inside.staysHidden(plain);
            assertThat(http.upgrade("/bryntum").status()).isEqualTo(403);
            assertThat(http.upgrade("/bryntum", "Cookie: session=part").status())
                    .isEqualTo(403);
            assertThat(http.upgrade("/bryntum", "Cookie: session=anna", "Origin: http://evil.example")
                            .status())
                    .isEqualTo(403);
            try (RawSocket guest = new RawSocket(hub.url("/bryntum"), "Cookie", "session=guest");
                    RawSocket anna = new RawSocket(hub.url("/bryntum"), "Cookie", "session=anna")) {
                assertThat(http.upgrade("/bryntum", "Cookie: session=anna").status())
                        .isEqualTo(503);
                guest.send(LOGIN);
                guest.send(DATASET);
                hears(guest, "dataset");
                guest.send("{\"command\":\"reset\"}");
                assertThat(hears(guest, "reset").path("error").asText()).isEqualTo("Authorization required");
                // A room of its own has projects of its own.
                try (RawSocket elsewhere = new RawSocket(hub.url("/hr/bryntum"), "Cookie", "session=anna")) {
                    elsewhere.send("{\"command\":\"login\",\"login\":\"Eli\"}");
                    hears(elsewhere, "users");
                    anna.send("{\"command\":\"login\",\"login\":\"Anna\"}");
                    hears(anna, "users");
                    assertThat(anna.frames().toString()).doesNotContain("Eli");
                }
            }
        }
    }
}
