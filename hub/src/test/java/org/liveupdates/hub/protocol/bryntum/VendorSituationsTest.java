package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.protocol.bryntum.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Situations that the vendor's public server is tested in too, as far as no dialogue and no other test of the package shows them:
 * new records, who hears of a project, what later pages get, versions, split tasks. In both dialects.
 */
class VendorSituationsTest {
    private final BryntumStage stage = new BryntumStage(Users.anybody());

    static Stream<Arguments> storesInBothDialects() {
        return PageModel.STORES.stream().flatMap(it -> Stream.of(Arguments.of(it, false), Arguments.of(it, true)));
    }

    @ParameterizedTest
    @MethodSource("storesInBothDialects")
    void aNewRecordOfAnyStoreIsToldWithItsIdToItsSenderAndToAll(String store, boolean wrapped) {
        loads("ann", wrapped);
        loads("flo", false);
        loads("wes", true);
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        for (String other : List.of("tasks", "resources", "dependencies", "assignments")) {
            if (!other.equals(store)) {
                changes.set(other, json("{updated: [{id: 1, note: 'x'}]}"));
            }
        }
        changes.set(store, json("{added: [{$PhantomId: 'new1', note: 'x'}]}"));
        List<String> said = change("ann", wrapped, changes);
        for (String who : List.of("ann", "flo", "wes")) {
            JsonNode told = only(changesTold(said, who));
            JsonNode record = told.path(store).path("added").path(0);
            assertThat(record.path("id").isIntegralNumber()).as(who).isTrue();
            ObjectNode expected = changes.deepCopy();
            ((ObjectNode) expected.path(store).path("added").path(0)).set("id", record.path("id"));
            assertThat(told).as(who).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks", "resources", "dependencies", "assignments", "versions"})
    void aChangeWithoutNewRecordsIsToldToItsSenderInTheWrappedDialectOnly(String store) {
        loads("flo", false);
        loads("wes", true);
        JsonNode changes = json("{" + store + ": {updated: [{id: 1, note: 'x'}], removed: [{id: 15}]}}");
        List<String> fromFlo = change("flo", false, changes);
        assertThat(changesTold(fromFlo, "flo")).isEmpty();
        assertThat(changesTold(fromFlo, "wes")).containsExactly(changes);
        List<String> fromWes = change("wes", true, changes);
        assertThat(changesTold(fromWes, "flo")).containsExactly(changes);
        assertThat(changesTold(fromWes, "wes")).containsExactly(changes);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofAProjectOnlyThoseHearWhoHaveLoadedItLast(boolean wrapped) {
        stage.say("silent", "{\"command\":\"projects\"}");
        logsIn("idle", wrapped);
        loads("elsewhere", wrapped);
        say("elsewhere", wrapped, "dataset", "{project: 2}");
        loads("ann", wrapped);
        loads("bob", wrapped);
        for (String store : List.of("tasks", "resources")) {
            assertThat(change("ann", wrapped, json("{" + store + ": {added: [{$PhantomId: '_a'}]}}")))
                    .hasSize(2)
                    .allMatch(it -> it.startsWith("ann ← ") || it.startsWith("bob ← "));
        }
        assertThat(say("ann", wrapped, "reset", "{project: 1}"))
                .hasSize(4)
                .allMatch(it -> it.startsWith("ann ← ") || it.startsWith("bob ← "));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoMayNotOpenAProjectNeitherLoadsNorChangesNorResetsIt(boolean wrapped) {
        loads("ann", wrapped);
        logsIn("boss", wrapped);
        say("boss", wrapped, "dataset", "{project: 'secret'}");
        for (String command : List.of("dataset", wrapped ? "project_change" : "projectChange", "reset")) {
            String fields = "{project: 'secret', changes: {tasks: {added: [{$PhantomId: '_a'}]}}}";
            assertThat(say("ann", wrapped, command, fields))
                    .containsExactly("ann ← {\"command\":\"" + command + "\",\"error\":\"Authorization required\"}");
        }
        assertThat(only(datasets(say("boss", wrapped, "dataset", "{project: 'secret'}"), "boss"))
                        .path("tasksData"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProjectThatIsNotLoadedIsNeitherChangedNorReset(boolean wrapped) {
        loads("ann", wrapped);
        change("ann", wrapped, json("{tasks: {removed: [{id: 1}]}}"));
        JsonNode before = only(datasets(loads("late", wrapped), "late"));
        say("ann", wrapped, "dataset", "{project: 2}");
        String error = ",\"error\":\"Subscription to project is required. Load project first\"}";
        assertThat(change("ann", wrapped, json("{tasks: {removed: [{id: 2}]}}")))
                .singleElement()
                .asString()
                .startsWith("ann ← ")
                .endsWith(error);
        assertThat(say("ann", wrapped, "reset", "{project: 1}"))
                .containsExactly("ann ← {\"command\":\"reset\"" + error);
        assertThat(only(datasets(say("late", wrapped, "dataset", "{project: 1}"), "late")))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"false, ann, 2", "true, ann, 2", "false, boss, 3", "true, boss, 3"})
    void everybodyIsToldOfTheProjectsThatHeMayOpen(boolean wrapped, String who, int number) {
        logsIn(who, wrapped);
        JsonNode told = json(only(stage.say(who, "{\"command\":\"projects\"}")).split(" ← ", 2)[1]);
        assertThat((wrapped ? told.path("data") : told).path("projects"))
                .hasSize(number)
                .allMatch(it -> it.has("id") && it.has("name") && it.size() == 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasChangedIsInTheDataSetOfWhoComesLater(boolean wrapped) {
        loads("ann", wrapped);
        change("ann", wrapped, json("""
                {tasks: {added: [{$PhantomId: '_a', name: 'New', parentId: 9}],
                         updated: [{id: 3, percentDone: 0}, {id: 2, parentId: 9}], removed: [{id: 1}]}}"""));
        for (boolean reader : List.of(false, true)) {
            JsonNode dataset = only(datasets(loads("late" + reader, reader), "late" + reader));
            assertThat(dataset.path("tasksData")).isEqualTo(json("""
                    [{id: 9, name: 'Plan', children: [{id: 3, name: 'Part', percentDone: 0},
                        {name: 'New', parentId: 9, id: 10}, {id: 2, name: 'Old', parentId: 9}]}]"""));
            assertThat(dataset.path("dependenciesData")).isEmpty(); // of the task that was removed
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theContentOfAVersionIsForWhoAsksAndForNobodyElse(boolean wrapped) {
        loads("ann", wrapped);
        loads("flo", false);
        loads("wes", true);
        String content = "{\"tasks\":[{\"id\":37}]}";
        List<String> said = change(
                "ann", wrapped, json("{versions: {added: [{$PhantomId: '_v', name: 'V', content: " + content + "}]}}"));
        assertThat(said).hasSize(3).noneMatch(it -> it.contains("content"));
        JsonNode id = only(changesTold(said, "ann")).at("/versions/added/0/id");
        assertThat(say(
                        "ann",
                        wrapped,
                        wrapped ? "load_version_content" : "loadVersionContent",
                        "{project: 1, versionId: " + id + "}"))
                .singleElement()
                .asString()
                .startsWith("ann ← ")
                .contains("\"content\":" + content, "\"versionId\":" + id);
        JsonNode dataset = only(datasets(loads("late", true), "late"));
        assertThat(dataset.path("versionsData"))
                .isEqualTo(json("[{id: 15, name: 'First'}, {name: 'V', id: " + id + "}]"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSameNewRecordOnceMoreIsAChangeOfItUntilAReset(boolean wrapped) {
        loads("ann", wrapped);
        loads("wes", true);
        JsonNode added = json("{tasks: {added: [{$PhantomId: '_a', name: 'A'}]}}");
        int first = only(changesTold(change("ann", wrapped, added), "wes"))
                .at("/tasks/added/0/id")
                .asInt();
        JsonNode again = only(changesTold(change("ann", wrapped, added), "wes"));
        assertThat(again).isEqualTo(json("{tasks: {added: [], updated: [{name: 'A', id: " + first + "}]}}"));
        say("ann", wrapped, "reset", "{project: 1}");
        JsonNode after = only(changesTold(change("ann", wrapped, added), "wes"));
        assertThat(after.at("/tasks/added/0/id").asInt()).isGreaterThan(first);
    }

    /** A task in several parts: split, one part longer with the other left as it was, and whole again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSegmentsOfATaskAreRelayedAndKept(boolean wrapped) {
        loads("ann", wrapped);
        loads("wes", true);
        String one = "{id: 's1', startDate: '2027-05-10', endDate: '2027-05-11'}";
        String two = "{id: 's2', startDate: '2027-05-12', endDate: '2027-05-13'}";
        String longer = "{id: 's2', startDate: '2027-05-12', endDate: '2027-05-14'}";
        segmentsBecome(wrapped, "[" + one + ", " + two + "]", "[" + one + ", " + two + "]");
        segmentsBecome(wrapped, "[null, " + longer + "]", "[" + one + ", " + longer + "]");
        segmentsBecome(wrapped, "null", "null");
    }

    private void segmentsBecome(boolean wrapped, String sent, String kept) {
        String update = "[{id: 1, segments: " + sent + ", duration: 4}]";
        JsonNode changes = json("{tasks: {updated: " + update + ", $input: {updated: " + update + "}}}");
        assertThat(changesTold(change("ann", wrapped, changes), "wes")).containsExactly(changes);
        JsonNode dataset = only(datasets(say("wes", true, "dataset", "{project: 1}"), "wes"));
        assertThat(dataset.at("/tasksData/0/segments")).isEqualTo(json(kept));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aVersionIsSavedByOnePageInEachProjectOnceInTheInterval(boolean wrapped) {
        BryntumStage hourly = new BryntumStage(Users.anybody(), "--bryntum-autosave=1h");
        String wish = wrapped ? "request_version_autosave" : "requestVersionAutoSave";
        for (String who : List.of("ann", "bob")) {
            hourly.say(who, message(wrapped, "login", json("{login: '" + who + "'}")));
            for (int project = 1; project <= 2; project++) {
                hourly.say(who, message(wrapped, "dataset", json("{project: " + project + "}")));
                String asked = message(wrapped, wish, json("{project: " + project + "}"));
                assertThat(hourly.say(who, asked)).hasSize(who.equals("ann") ? 1 : 0);
            }
        }
        hourly.pass(3600);
        assertThat(hourly.say("bob", message(wrapped, wish, json("{project: 2}"))))
                .hasSize(1);
    }

    // ---- words

    private static String message(boolean wrapped, String command, JsonNode fields) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("command", command);
        if (wrapped) {
            message.set("data", fields);
        } else {
            message.setAll((ObjectNode) fields);
        }
        return message.toString();
    }

    private List<String> say(String who, boolean wrapped, String command, String fields) {
        return stage.say(who, message(wrapped, command, json(fields)));
    }

    private void logsIn(String who, boolean wrapped) {
        say(who, wrapped, "login", "{login: '" + who + "'}");
    }

    private List<String> loads(String who, boolean wrapped) {
        logsIn(who, wrapped);
        return say(who, wrapped, "dataset", "{project: 1}");
    }

    private List<String> change(String who, boolean wrapped, JsonNode changes) {
        return wrapped
                ? say(
                        who,
                        true,
                        "project_change",
                        "{project: 1, revisions: [{revision: 'local-1', changes: " + changes + "}]}")
                : say(who, false, "projectChange", "{project: 1, changes: " + changes + "}");
    }

    /** The changes that one page is told, in whichever dialect. */
    private static List<JsonNode> changesTold(List<String> said, String who) {
        List<JsonNode> changes = new ArrayList<>();
        for (JsonNode message : to(said, who)) {
            if (message.has("changes")) {
                changes.add(message.get("changes"));
            }
            message.at("/data/revisions").forEach(it -> changes.add(it.path("changes")));
        }
        return changes;
    }

    private static List<JsonNode> datasets(List<String> said, String who) {
        return to(said, who).stream()
                .map(it -> (it.has("data") ? it.get("data") : it).path("dataset"))
                .toList();
    }

    private static List<JsonNode> to(List<String> said, String who) {
        return said.stream()
                .filter(it -> it.startsWith(who + " ← "))
                .map(it -> json(it.split(" ← ", 2)[1]))
                .toList();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
