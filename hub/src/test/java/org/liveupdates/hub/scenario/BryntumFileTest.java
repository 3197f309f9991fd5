package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawSocket;

/** Projects and users of a file, over real sockets. */
class BryntumFileTest {
    /** Of {@code secret}, quick to compare. */
    private static final String HASH = "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";

    private static final String VILLA = "{\"tasksData\":[{\"id\":1,\"name\":\"Dig\"}]}";

    @TempDir
    private Path dir = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(dir.resolve("villa.json"), VILLA);
        file = Files.writeString(dir.resolve("projects.json"), """
                {"users":[{"name":"anna","password":"HASH"},{"name":"ben","password":"HASH"}],
                 "groups":{"planners":["anna"]},
                 "projects":[{"id":1,"name":"All","dataset":"villa.json","users":["*"]},
                             {"id":2,"name":"Planners","dataset":"villa.json","groups":["planners"]},
                             {"id":"b","name":"Ben","dataset":"villa.json","users":["ben"]}]}""".replace("HASH", HASH));
    }

    @ParameterizedTest
    @CsvSource({"false, anna", "true, anna", "false, ben", "true, ben"})
    void everybodyOpensHisOwnProjectsAndNoOther(boolean wrapped, String name) {
        List<String> open = name.equals("anna") ? List.of("1", "2") : List.of("1", "\"b\"");
        List<String> closed = name.equals("anna") ? List.of("\"b\"", "3") : List.of("2", "3");
        try (HubRelay hub = new HubRelay("--bryntum-projects=" + file);
                RawSocket page = new RawSocket(hub.url("/bryntum"))) {
            page.send(message(wrapped, "login", "\"login\":\"" + name + "\",\"password\":\"secret\""));
            page.send("{\"command\":\"projects\"}");
            assertThat(fields(wrapped, hears(page, "projects")).path("projects").findValues("id"))
                    .extracting(JsonNode::toString)
                    .containsExactlyElementsOf(open);
            for (String project : open) {
                page.send(message(wrapped, "dataset", "\"project\":" + project));
                page.await(
                        project,
                        it -> fields(wrapped, it).has("dataset")
                                && fields(wrapped, it)
                                        .path("project")
                                        .toString()
                                        .equals(project));
            }
            int before = page.frames().size();
            for (String project : closed) {
                page.send(message(wrapped, "dataset", "\"project\":" + project));
            }
            page.send("{\"command\":\"users\"}");
            page.await("the answer to the last", it -> page.frames().size() == before + closed.size() + 1);
            assertThat(page.frames().subList(before, before + closed.size()))
                    .containsOnly("{\"command\":\"dataset\",\"error\":\"Authorization required\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"anna, guess", "anna, ''", "eve, secret", "eve, ''"})
    void aWrongNameAndAWrongPasswordAreRefusedInTheSameWords(String name, String password) {
        String fields = "\"login\":\"" + name + "\",\"password\":\"" + password + "\"";
        try (HubRelay hub = new HubRelay("--bryntum-projects=" + file);
                RawSocket page = new RawSocket(hub.url("/bryntum"))) {
            for (boolean wrapped : List.of(false, true)) {
                page.send(message(wrapped, "login", fields));
            }
            page.send("{\"command\":\"version\"}");
            hears(page, "version");
            assertThat(page.frames().subList(0, 2))
                    .containsOnly("{\"command\":\"login\",\"error\":\"Wrong username/password\"}");
        }
    }

    /** Two projects from one file are two, and neither what pages change nor a reset is written there. */
    @Test
    void theFilesStayAsTheyWere() {
        Map<String, String> before = contents();
        try (HubRelay hub = new HubRelay("--bryntum-projects=" + file);
                RawSocket anna = working(hub, 1);
                RawSocket other = working(hub, 2)) {
            change(anna);
            change(other);
            anna.send("{\"command\":\"reset\"}");
            hears(anna, "reset");
            change(anna);
            anna.send("{\"command\":\"projects\"}");
            hears(anna, "projects");
            other.send("{\"command\":\"projects\"}");
            hears(other, "projects");
            hub.stop();
            assertThat(contents()).isEqualTo(before);
            hub.start();
            try (RawSocket again = working(hub, 1)) {
                assertThat(hears(again, "dataset").at("/dataset/tasksData").toString())
                        .isEqualTo("[{\"id\":1,\"name\":\"Dig\"}]");
            }
        }
    }

    private static RawSocket working(HubRelay hub, int project) {
        RawSocket page = new RawSocket(hub.url("/bryntum"));
        page.send(message(false, "login", "\"login\":\"anna\",\"password\":\"secret\""));
        page.send(message(false, "dataset", "\"project\":" + project));
        hears(page, "dataset");
        return page;
    }

    private static void change(RawSocket page) {
        int project = hears(page, "dataset").path("project").asInt();
        page.send(message(
                false,
                "projectChange",
                "\"project\":" + project
                        + ",\"changes\":{\"tasks\":{\"added\":[{\"$PhantomId\":\"_a\"}],\"removed\":[{\"id\":1}]}}"));
        hears(page, "projectChange");
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                contents.put(path.toString(), Files.readString(path) + Files.getLastModifiedTime(path));
            }
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
        return contents;
    }

    private static String message(boolean wrapped, String command, String fields) {
        return "{\"command\":\"" + command + "\"," + (wrapped ? "\"data\":{" + fields + "}" : fields) + "}";
    }

    private static JsonNode fields(boolean wrapped, JsonNode message) {
        return wrapped ? message.path("data") : message;
    }

    private static JsonNode hears(RawSocket page, String command) {
        return page.await(command, it -> it.path("command").asText().equals(command));
    }
}
