package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.auth.SetupMistake;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.testkit.LogBook;

class ProjectsFileTest {
    private static final Limits LIMITS = HubConfig.of().limits();
    private static final String ANNA = "{\"name\":\"anna\",\"password\":\"" + LoginsTest.HASH + "\"}";
    private static final String BEN = "{\"name\":\"ben\",\"password\":\"" + LoginsTest.HASH + "\"}";
    private static final String VILLA = "{\"id\":1,\"name\":\"Villa\",\"dataset\":\"villa.json\",\"users\":[\"*\"]}";

    @TempDir
    private Path dir = Path.of("");

    private ProjectsFile read(String text) throws IOException {
        Files.writeString(dir.resolve("villa.json"), "{\"tasksData\":[{\"id\":1,\"name\":\"Dig\"}]}");
        return ProjectsFile.read(Files.writeString(dir.resolve("projects.json"), text), LIMITS);
    }

    private List<String> open(ProjectsFile file, String user) {
        return file.projects().stream()
                .filter(it -> it.admits().test(new User(user)))
                .map(ListedProject::name)
                .toList();
    }

    @Test
    void saysWhoMayOpenWhat() throws IOException {
        ProjectsFile file = read("""
                {"users":[%s,%s],
                 "groups":{"planners":["anna"],"nobody":[]},
                 "projects":[
                   {"id":1,"name":"All","dataset":"villa.json","users":["*"]},
                   {"id":"b","name":"Ben","dataset":"villa.json","users":["ben"]},
                   {"id":3,"name":"Planners","dataset":"villa.json","groups":["planners"]},
                   {"id":4,"name":"Both","dataset":"./villa.json","users":["ben"],"groups":["planners","nobody"]},
                   {"id":5,"name":"None","dataset":"villa.json","groups":["nobody"]}]}""".formatted(ANNA, BEN));
        assertThat(open(file, "anna")).containsExactly("All", "Planners", "Both");
        assertThat(open(file, "ben")).containsExactly("All", "Ben", "Both");
        assertThat(open(file, "eve")).isEmpty();
        assertThat(file.users().find("ben", "secret")).isPresent();
        assertThat(file.users().find("eve", "secret")).isEmpty();
    }

    @Test
    void theSampleIsEverybodys() {
        ProjectsFile sample = ProjectsFile.sample();
        assertThat(sample.users().find("whoever", "")).contains(new User("whoever"));
        assertThat(open(sample, "whoever")).hasSize(1);
        assertThat(new Project(sample.projects().get(0).data(), ProjectsFile.bounds(LIMITS))
                        .flatDataset()
                        .path("tasksData"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                              | the whole must be an object",
                "{\"users\":[ANNA],\"projects\":[VILLA],\"user\":1}              | user is not known here; there are groups, projects, users",
                "{\"users\":[],\"projects\":[VILLA]}                             | users must be a list with at least one element",
                "{\"users\":[ANNA]}                                              | projects must be a list with at least one element",
                "{\"users\":[7],\"projects\":[VILLA]}                            | users[0] must be an object",
                "{\"users\":[ANNA,ANNA],\"projects\":[VILLA]}                    | users[1].name is another user's too",
                "{\"users\":[{\"name\":\"*\",\"password\":\"x\"}],\"projects\":[VILLA]}   | users[0].name is no name",
                "{\"users\":[{\"name\":\"eve\",\"password\":\"pass word\"}],\"projects\":[VILLA]} | users[0].password is no hash: make one by './run.sh hash-password'",
                "{\"users\":[ANNA],\"groups\":{\"g\":[\"eve\"]},\"projects\":[VILLA]}     | groups.g names a user that there is not: \"eve\"",
                "{\"users\":[ANNA],\"groups\":{\"g\":\"anna\"},\"projects\":[VILLA]}      | groups.g must be a list of names",
                "{\"users\":[ANNA],\"projects\":[VILLA,VILLA]}                   | projects[1].id is another project's too",
                "{\"users\":[ANNA],\"projects\":[{\"id\":1.5,\"name\":\"V\",\"dataset\":\"villa.json\",\"users\":[]}]} | projects[0].id must be a whole number or a text",
                "{\"users\":[ANNA],\"projects\":[{\"id\":1,\"dataset\":\"villa.json\",\"users\":[]}]}        | projects[0].name must be a text",
                "{\"users\":[ANNA],\"projects\":[{\"id\":1,\"name\":\"V\",\"users\":[]}]}                    | projects[0].dataset must be the name of a file beside this one",
                "{\"users\":[ANNA],\"projects\":[{\"id\":1,\"name\":\"V\",\"dataset\":\"villa.json\"}]}      | projects[0] names neither users nor groups who may open it; \"users\": [\"*\"] are all",
                "{\"users\":[ANNA],\"projects\":[{\"id\":1,\"name\":\"V\",\"dataset\":\"villa.json\",\"users\":[\"eve\"]}]}  | projects[0].users names a user that there is not: \"eve\"",
                "{\"users\":[ANNA],\"projects\":[{\"id\":1,\"name\":\"V\",\"dataset\":\"villa.json\",\"groups\":[\"g\"]}]}   | projects[0].groups names a group that there is not: \"g\"",
            })
    void aMistakeIsToldWithItsPlace(String text, String sentence) {
        String file = text.replace("ANNA", ANNA).replace("VILLA", VILLA);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(SetupMistake.class)
                .hasMessageContaining(dir.resolve("projects.json") + ": " + sentence + ".");
    }

    @Test
    void aDataSetThatIsNoneIsToldWithItsFile() {
        String all = "{\"users\":[" + ANNA + "],\"projects\":["
                + VILLA.replace("villa", "none") + ","
                + VILLA.replace("1", "2").replace("villa", "broken") + ","
                + VILLA.replace("1", "3").replace("villa", "other") + ","
                + VILLA.replace("1", "4").replace("villa", "huge") + "]}";
        assertThatThrownBy(() -> {
                    Files.writeString(dir.resolve("broken.json"), "{\n\"tasksData\":[}");
                    Files.writeString(dir.resolve("huge.json"), "{\"project\":{\"a\":1e99999999999}}");
                    Files.writeString(dir.resolve("other.json"), "{\"tasks\":[]}");
                    read(all);
                })
                .isInstanceOf(SetupMistake.class)
                .hasMessageContaining(dir.resolve("none.json") + " cannot be read.")
                .hasMessageContaining(dir.resolve("broken.json") + ", line 2: this is not JSON.")
                .hasMessageContaining(dir.resolve("huge.json") + ": this is not JSON.")
                .hasMessageContaining("projects[2].dataset is no data set: ");
    }

    @Test
    void aKeyThatIsThereTwiceIsNotPassedOver() {
        assertThatThrownBy(
                        () -> read("{\"users\":[" + ANNA + "],\n\"users\":[" + BEN + "],\"projects\":[" + VILLA + "]}"))
                .isInstanceOf(SetupMistake.class)
                .hasMessage(dir.resolve("projects.json") + ", line 2: the same key once more.");
    }

    /** One mistake is one sentence. */
    @Test
    void whoHasNoHashIsAUserAllTheSame() {
        String eve = "{\"name\":\"eve\",\"password\":\"clear\"}";
        assertThatThrownBy(() -> read("{\"users\":[" + eve + "],\"groups\":{\"g\":[\"eve\"]},\"projects\":["
                        + VILLA.replace("\"*\"", "\"eve\"") + "]}"))
                .isInstanceOf(SetupMistake.class)
                .hasMessage(dir.resolve("projects.json")
                        + ": users[0].password is no hash: make one by './run.sh hash-password'.");
    }

    @Test
    void aFileIsReadAsUtf8WithOrWithoutAMark() throws IOException {
        String text = "{\"users\":[" + ANNA.replace("anna", "zoë") + "],\"projects\":[" + VILLA + "]}";
        assertThat(read("\ufeff" + text).projects()).hasSize(1);
        Path file = dir.resolve("projects.json");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ProjectsFile.read(file, LIMITS)).hasMessage(file + " is not in UTF-8.");
        assertThatThrownBy(() -> ProjectsFile.read(dir, LIMITS)).hasMessage(dir + " is a directory.");
    }

    @Test
    void aSentenceEndsOnce() {
        assertThatThrownBy(() -> {
                    Files.writeString(dir.resolve("other.json"), "[]");
                    read("{\"users\":[" + ANNA + "],\"projects\":[" + VILLA.replace("villa", "other") + "]}");
                })
                .hasMessage(dir.resolve("projects.json")
                        + ": projects[0].dataset is no data set: A data set must be an object.");
    }

    /** It has hashes of passwords. */
    @Test
    void aFileThatEverybodyCanReadIsTold() throws IOException {
        String text = "{\"users\":[" + ANNA + "],\"projects\":[" + VILLA + "]}";
        read(text);
        Path file = dir.resolve("projects.json");
        try (LogBook log = new LogBook()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            ProjectsFile.read(file, LIMITS);
            assertThat(log.lines()).isEmpty();
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            ProjectsFile.read(file, LIMITS);
            assertThat(log.lines()).containsExactly(file + " can be read by everybody on this machine: chmod 600 it");
        }
    }

    @Test
    void aDataSetHasToFitTheQueueOfAPage() {
        Limits small =
                HubConfig.of("--max-queue-bytes=1KiB", "--max-message=1KiB").limits();
        assertThatThrownBy(() -> {
                    Path file = dir.resolve("projects.json");
                    Files.writeString(file, "{\"users\":[" + ANNA + "],\"projects\":[" + VILLA + "]}");
                    Files.writeString(
                            dir.resolve("villa.json"),
                            "{\"tasksData\":[{\"id\":1,\"name\":\"" + "x".repeat(2000) + "\"}]}");
                    ProjectsFile.read(file, small);
                })
                .hasMessageContaining("projects[0].dataset is larger than what may wait for one page");
    }
}
