package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liveupdates.hub.protocol.bryntum.Json.json;
import static org.liveupdates.hub.protocol.bryntum.Json.reread;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a project does not take, and that nothing is left of it then. */
class RefusedChangesTest extends OnProject {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "null                                                      | changes must be an object",
                "[]                                                        | changes must be an object",
                "'x'                                                       | changes must be an object",
                "{tasks: 5}                                                | tasks must be an object",
                "{tasks: []}                                               | tasks must be an object",
                "{project: []}                                             | project must be an object",
                "{project: {updated: [1]}}                                 | project.updated must hold objects",
                "{tasks: {added: {}}}                                      | tasks.added must be an array",
                "{tasks: {removed: 'x'}}                                   | tasks.removed must be an array",
                "{resources: {updated: [{id: 1}, 2]}}                      | resources.updated[1] must be an object",
                "{tasks: {added: [{name: 'x'}]}}                           | tasks.added[0].$PhantomId must be a number or a text of up to 200 characters",
                "{tasks: {added: [{$PhantomId: {}}]}}                      | tasks.added[0].$PhantomId must be",
                "{tasks: {added: [{$PhantomId: ''}]}}                      | tasks.added[0].$PhantomId must be",
                "{tasks: {added: [{$PhantomId: 'x', $PhantomParentId: []}]}} | tasks.added[0].$PhantomParentId must be",
                "{tasks: {updated: [{name: 'x'}]}}                         | tasks.updated[0].id must be",
                "{tasks: {updated: [{id: true}]}}                          | tasks.updated[0].id must be",
                "{tasks: {removed: [{}]}}                                  | tasks.removed[0].id must be",
                "{tasks: {updated: [{id: 3, parentId: [1]}]}}              | tasks.updated[0].parentId must be",
                "{tasks: {updated: [{id: 3, children: [{}]}]}}             | tasks.updated[0].children must be told as records of their own",
                "{tasks: {added: [{$PhantomId: 'x', parentId: 'y'}]}}      | tasks.added[0] lies below a record that does not exist: y",
                "{tasks: {added: [{$PhantomId: 'x', $PhantomParentId: 'y'}]}} | tasks.added[0] lies below a record that does not exist: y",
                "{tasks: {updated: [{id: 3, parentId: 99}]}}               | tasks.updated[0] lies below a record that does not exist: 99",
                "{tasks: {updated: [{id: 2, parentId: 3}]}}                | tasks.updated[0] would lie below itself",
                "{tasks: {updated: [{id: 2, parentId: 2}]}}                | tasks.updated[0] would lie below itself",
                "{tasks: {updated: [{id: 7, parentId: 3}, {id: 2, parentId: 7}]}} | would lie below itself",
                "{tasks: {added: [{$PhantomId: 'x', parentId: 'y'}, {$PhantomId: 'y', parentId: 'x'}]}} | would lie below itself",
                "{dependencies: {added: [{$PhantomId: 'x', fromEvent: 3, toEvent: 99}]}} | dependencies.added[0].toEvent names a record that does not exist: 99",
                "{dependencies: {updated: [{id: 1, fromEvent: '_gone'}]}}  | dependencies.updated[0].fromEvent names a record that does not exist: _gone",
                "{dependencies: {updated: [{id: 1, fromEvent: {}}]}}       | dependencies.updated[0].fromEvent must be a number or a text",
                "{assignments: {added: [{$PhantomId: 'x', event: 3, resource: 'nobody'}]}} | assignments.added[0].resource names a record that does not exist: nobody",
            })
    void refusesWhatCannotBeApplied(String changes, String reason) {
        assertThat(reasonFor(changes)).contains(reason);
    }

    /** The bad record stands last, where all others would have been applied. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "assignments: {added: [{$PhantomId: '_z', event: 3, resource: 'nobody'}]}",
                "assignments: {added: [{}]}",
                "changelogs: {updated: [{}]}",
                "changelogs: {removed: [5]}",
                "project: 5",
            })
    void oneBadRecordSpoilsTheWholeChange(String bad) {
        JsonNode before = reread(project.wrappedDataset());
        long bytes = project.bytes();
        assertThat(reasonFor("""
                {calendars: {added: [{$PhantomId: '_c'}]},
                 tasks: {added: [{$PhantomId: '_a', parentId: 7}, {$PhantomId: '_b'}],
                         updated: [{id: 3, name: 'X', parentId: '_a'}, {id: 7, parentIndex: 0}], removed: [{id: 4}]},
                 resources: {removed: [{id: 1}]}, versions: {updated: [{id: 9, content: 2}]},
                 project_: 1, BAD}""".replace("BAD", bad))).isNotEmpty();
        assertThat(reread(project.wrappedDataset())).isEqualTo(before);
        assertThat(project.bytes()).isEqualTo(bytes);
        assertThat(project.versionContent(json("9"))).isEqualTo(json("{x: 1}"));
        assertThat(reasonFor("{tasks: {updated: [{id: 3, parentId: '_a'}]}}")).contains("_a");
        assertThat(apply("c", "{}").revision()).isEqualTo(1);
    }

    @Test
    void anOldTieThatLeadsNowhereMayBeRepeated() throws Exception {
        Project loose = project("{dependenciesData: [{id: 1, fromEvent: 5, toEvent: 6}]}");
        loose.apply("c", json("{dependencies: {updated: [{id: 1, fromEvent: 5, lag: 1}]}}"));
        assertThat(loose.flatDataset().at("/dependenciesData/0/lag").intValue()).isEqualTo(1);
    }

    @Test
    void aTreeHasAHundredLevels() {
        StringBuilder line = new StringBuilder("{$PhantomId: 't1'}");
        for (int i = 2; i <= 101; i++) {
            line.append(", {$PhantomId: 't" + i + "', parentId: 't" + (i - 1) + "'}");
        }
        assertThat(reasonFor("{tasks: {added: [" + line + "]}}")).contains("deeper than 100 levels");
        told("{tasks: {added: [" + line.substring(0, line.indexOf(", {$PhantomId: 't101'")) + "]}}");
        assertThat(reasonFor("{tasks: {updated: [{id: 't1', parentId: 7}]}}")).contains("deeper than 100 levels");
        told("{tasks: {updated: [{id: 't4', parentId: 7}]}}");
        assertThat(reasonFor("{tasks: {updated: [{id: 7, parentId: 4}]}}")).contains("deeper than 100 levels");
    }

    @Test
    void aFullProjectTakesOnlyWhatDoesNotGrow() throws Exception {
        DataSet start = DataSet.read(json(START));
        long size = new Project(start, ProjectBounds.DEFAULT).bytes();
        Project full = new Project(start, new ProjectBounds(size + 100, 10));
        assertThatThrownBy(() -> full.apply("c", json("{tasks: {added: [{$PhantomId: 'x'}]}}")))
                .hasMessage("The project is full: it may take " + (size + 100) + " bytes");
        assertThatThrownBy(() -> full.apply("c", json("{project: {name: '" + "x".repeat(100) + "'}}")))
                .isInstanceOf(RefusedChange.class);
        full.apply("c", json("{tasks: {updated: [{id: 3, name: 'Z'}]}}"));
        full.apply("c", json("{tasks: {removed: [{id: 2}]}}"));
        full.apply("c", json("{tasks: {added: [{$PhantomId: 'x'}]}}"));
    }

    @Test
    void countsTheBytesOfWhatIsThere() throws Exception {
        Project counting = project("{tasksData: [{id: 1, name: 'long enough'}, {id: 2}]}");
        counting.apply("c", json("{tasks: {updated: [{id: 1, name: 'x'}, {id: 2, a: [1]}]}}"));
        counting.apply("c", json("{tasks: {added: [{$PhantomId: 'x'}], removed: [{id: 2}]}}"));
        long bytes = project(counting.wrappedDataset().toString()).bytes();
        assertThat(counting.bytes()).isEqualTo(bytes);
    }
}
