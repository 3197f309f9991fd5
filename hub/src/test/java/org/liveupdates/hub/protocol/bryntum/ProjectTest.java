package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liveupdates.hub.protocol.bryntum.Json.json;
import static org.liveupdates.hub.protocol.bryntum.Json.reread;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change makes of a project, and what is told of it. */
class ProjectTest {
    private static final String START = """
            {tasksData: [{id: 1, name: 'All', children: [
                {id: 2, name: 'A', children: [{id: 3, name: 'A1'}, {id: 4, name: 'A2'}]},
                {id: 7, name: 'B'}]}],
             resourcesData: [{id: 1, name: 'Ada'}, {id: 'bo', name: 'Bo'}],
             calendarsData: [{id: 'week', name: 'Week'}],
             dependenciesData: [{id: 1, fromEvent: 3, toEvent: 7}, {id: 2, from: 1, to: '7'}],
             assignmentsData: [{id: 5, event: 4, resource: 1}, {id: 6, event: 7, resource: 'bo'}],
             versionsData: [{id: 9, name: 'V', content: {x: 1}}, {id: 10, name: 'W'}],
             project: {name: 'P', calendar: 'week'}}""";

    private final Project project = project(START);

    static Project project(String start) {
        try {
            return new Project(DataSet.read(json(start)), ProjectBounds.DEFAULT);
        } catch (BadDataSet x) {
            throw new IllegalArgumentException(x);
        }
    }

    // ---- ids

    @Test
    void numbersNewRecordsAboveTheStoresHighest() {
        assertThat(told("""
                {tasks: {added: [{$PhantomId: '_t', name: 'N'}, {$PhantomId: '_u'}]},
                 assignments: {added: [{$PhantomId: '_a', event: 7, resource: 1}]},
                 calendars: {added: [{$PhantomId: '_c'}]},
                 changelogs: {added: [{$PhantomId: '_l'}]}}""")).isEqualTo(json("""
                {tasks: {added: [{$PhantomId: '_t', name: 'N', id: 8}, {$PhantomId: '_u', id: 9}]},
                 assignments: {added: [{$PhantomId: '_a', event: 7, resource: 1, id: 7}]},
                 calendars: {added: [{$PhantomId: '_c', id: 1}]},
                 changelogs: {added: [{$PhantomId: '_l', id: 1}]}}"""));
        assertThat(find(project.flatDataset(), "tasksData", 8)).isEqualTo(json("{name: 'N', id: 8}"));
    }

    @Test
    void givesNoIdTwice() {
        told("{tasks: {added: [{$PhantomId: '_a'}], removed: [{id: 7}]}}");
        told("{tasks: {removed: [{id: 8}]}}");
        assertThat(told("{tasks: {added: [{$PhantomId: '_b'}]}}").at("/tasks/added/0/id"))
                .isEqualTo(json("9"));
        project.reset();
        assertThat(told("{tasks: {added: [{$PhantomId: '_b'}]}}").at("/tasks/added/0/id"))
                .isEqualTo(json("10"));
    }

    @Test
    void tellsTheWholeRecord() {
        String record = "$PhantomId: '_a', name: 'N', nested: {a: [1, {b: null}]}, parentIndex: 3, flag: false";
        assertThat(told("{tasks: {added: [{" + record + "}]}, other: {x: 1}, resources: {}}"))
                .isEqualTo(json("{tasks: {added: [{" + record + ", id: 8}]}, other: {x: 1}, resources: {}}"));
    }

    @Test
    void answersTheSenderOnlyForNewIds() throws Exception {
        assertThat(project.apply("c", json("{tasks: {added: [{$PhantomId: '_a'}]}}"))
                        .newIds())
                .isTrue();
        assertThat(project.apply("c", json("{tasks: {added: [], updated: [{id: 1, a: 1}]}}"))
                        .newIds())
                .isFalse();
    }

    @Test
    void leavesWhatCameInAsItWas() throws Exception {
        String text = "{tasks: {added: [{$PhantomId: '_a', $PhantomParentId: '_b'}, {$PhantomId: '_b'}]}}";
        JsonNode changes = json(text);
        project.apply("c", changes);
        assertThat(changes).isEqualTo(json(text));
    }

    // ---- references

    @Test
    void replacesReferencesWhateverTheOrder() {
        assertThat(told("""
                {assignments: {added: [{$PhantomId: '_a', event: '_t2', resource: '_r'}]},
                 dependencies: {added: [{$PhantomId: '_d', fromEvent: '_t2', toEvent: '_t1'}],
                                updated: [{id: 1, toEvent: '_t1'}]},
                 tasks: {added: [{$PhantomId: '_t2', $PhantomParentId: '_t1', calendar: '_c', deep: [{at: '_t1'}]},
                                 {$PhantomId: '_t1', parentId: 7}],
                         updated: [{id: 3, parentId: '_t2'}, {id: 4, $PhantomParentId: '_t1'}]},
                 resources: {added: [{$PhantomId: '_r', calendar: '_c'}]},
                 calendars: {added: [{$PhantomId: '_c'}]}}""")).isEqualTo(json("""
                {assignments: {added: [{$PhantomId: '_a', event: 8, resource: 2, id: 7}]},
                 dependencies: {added: [{$PhantomId: '_d', fromEvent: 8, toEvent: 9, id: 3}],
                                updated: [{id: 1, toEvent: 9}]},
                 tasks: {added: [{$PhantomId: '_t2', calendar: 1, deep: [{at: 9}], parentId: 9, id: 8},
                                 {$PhantomId: '_t1', parentId: 7, id: 9}],
                         updated: [{id: 3, parentId: 8}, {id: 4, parentId: 9}]},
                 resources: {added: [{$PhantomId: '_r', calendar: 1, id: 2}]},
                 calendars: {added: [{$PhantomId: '_c', id: 1}]}}"""));
        assertThat(project.flatDataset().get("tasksData")).isEqualTo(json("""
                [{id: 1, name: 'All', children: [
                    {id: 2, name: 'A'},
                    {id: 7, name: 'B', children: [{parentId: 7, id: 9, children: [
                        {calendar: 1, deep: [{at: 9}], parentId: 9, id: 8, children: [
                            {id: 3, name: 'A1', parentId: 8}]},
                        {id: 4, name: 'A2', parentId: 9}]}]}]}]"""));
    }

    @Test
    void knowsTheWordsOfEarlierChanges() {
        told("{tasks: {added: [{$PhantomId: '_t'}]}, resources: {added: [{$PhantomId: '_r'}]}}");
        assertThat(told("""
                {assignments: {added: [{$PhantomId: '_a', event: '_t', resource: '_r'}]},
                 tasks: {updated: [{id: '_t', name: 'N'}], removed: [{id: '_t'}], added: [{$PhantomId: '_u', $PhantomParentId: '_t'}]}}""")).isEqualTo(json("""
                {assignments: {added: [{$PhantomId: '_a', event: 8, resource: 2, id: 7}]},
                 tasks: {updated: [{id: 8, name: 'N'}], removed: [{id: 8}], added: [{$PhantomId: '_u', parentId: 8, id: 9}]}}"""));
    }

    @Test
    void oneWordMayMeanARecordInEachStore() {
        assertThat(told("""
                {tasks: {added: [{$PhantomId: 'x'}, {$PhantomId: 'y', parentId: 'x', calendar: 'x'}]},
                 resources: {added: [{$PhantomId: 'x'}]},
                 calendars: {added: [{$PhantomId: 'x'}]},
                 assignments: {added: [{$PhantomId: 'x', event: 'x', resource: 'x'}]}}""")).isEqualTo(json("""
                {tasks: {added: [{$PhantomId: 'x', id: 8}, {$PhantomId: 'y', parentId: 8, calendar: 1, id: 9}]},
                 resources: {added: [{$PhantomId: 'x', id: 2}]},
                 calendars: {added: [{$PhantomId: 'x', id: 1}]},
                 assignments: {added: [{$PhantomId: 'x', event: 8, resource: 2, id: 7}]}}"""));
    }

    /** After an undo the page adds the record under its former id, which is a number. */
    @Test
    void takesBackWhatWasRemoved() {
        told("{tasks: {removed: [{id: 7}]}}");
        assertThat(told("""
                {tasks: {added: [{$PhantomId: 7, parentId: 1, effort: 7, note: '7'}]},
                 dependencies: {added: [{$PhantomId: 1, fromEvent: 3, toEvent: 7}]}}""")).isEqualTo(json("""
                {tasks: {added: [{$PhantomId: 7, parentId: 1, effort: 7, note: '7', id: 8}]},
                 dependencies: {added: [{$PhantomId: 1, fromEvent: 3, toEvent: 8, id: 3}]}}"""));
    }

    @Test
    void wordsAreAClientsOwn() {
        told("a", "{tasks: {added: [{$PhantomId: '_x', name: 'of a'}]}}");
        assertThat(told("b", "{tasks: {added: [{$PhantomId: '_x', name: 'of b'}]}}")
                        .at("/tasks/added/0/id"))
                .isEqualTo(json("9"));
        assertThat(told("a", "{tasks: {updated: [{id: '_x', name: 'still a'}]}}")
                        .at("/tasks/updated/0/id"))
                .isEqualTo(json("8"));
        project.leave("a");
        assertThat(told("a", "{tasks: {added: [{$PhantomId: '_x', name: 'again'}]}}")
                        .at("/tasks/added/0/id"))
                .isEqualTo(json("10"));
    }

    @Test
    void remembersSoManyWordsPerClient() throws Exception {
        Project small = new Project(DataSet.read(json(START)), new ProjectBounds(1 << 20, 2));
        small.apply("c", json("{tasks: {added: [{$PhantomId: '_a'}, {$PhantomId: '_b', parentId: '_a'}]}}"));
        small.apply("c", json("{tasks: {added: [{$PhantomId: '_c'}]}}"));
        small.apply("c", json("{tasks: {updated: [{id: 3, parentId: '_b'}, {id: 4, parentId: '_c'}]}}"));
        assertThatThrownBy(() -> small.apply("c", json("{tasks: {updated: [{id: 3, parentId: '_a'}]}}")))
                .isInstanceOf(RefusedChange.class);
    }

    @Test
    void patchesWhatTheUserTyped() {
        assertThat(told("""
                {tasks: {$input: {added: [{$PhantomId: '_a', $PhantomParentId: '_b', name: 'N'}, {$PhantomId: '_b'}],
                                  updated: [{id: 3, parentId: '_a'}], free: ['_b', 5]},
                         added: [{$PhantomId: '_a', $PhantomParentId: '_b', name: 'N'}, {$PhantomId: '_b'}],
                         updated: [{id: 3, parentId: '_a'}]}}""").at("/tasks/$input")).isEqualTo(json("""
                {added: [{$PhantomId: '_a', name: 'N', parentId: 9, id: 8}, {$PhantomId: '_b', id: 9}],
                 updated: [{id: 3, parentId: 8}], free: [9, 5]}"""));
    }

    // ---- the same again

    @Test
    void theSamePhantomAgainIsAnUpdate() {
        told("{tasks: {added: [{$PhantomId: '_a', name: 'N', color: 'red'}]}}");
        AppliedChange again = apply("c", """
                {tasks: {$input: {added: [{$PhantomId: '_a', name: 'M'}]}, added: [{$PhantomId: '_a', name: 'M'}]}}""");
        assertThat(reread(again.changes())).isEqualTo(json("""
                {tasks: {$input: {added: [], updated: [{name: 'M', id: 8}]}, added: [], updated: [{name: 'M', id: 8}]}}"""));
        assertThat(find(project.flatDataset(), "tasksData", 8)).isEqualTo(json("{name: 'M', color: 'red', id: 8}"));
        assertThat(find(project.flatDataset(), "tasksData", 9)).isNull();
    }

    /** Who sends it again may not have read the answer. */
    @Test
    void whoSendsThePhantomAgainIsAnsweredAsAtFirst() {
        told("{tasks: {added: [{$PhantomId: '_a', name: 'N'}]}}");
        AppliedChange again = apply("c", """
                {tasks: {$input: {added: [{$PhantomId: '_a', name: 'M'}, {$PhantomId: '_b'}]}, updated: [{id: 3, name: 'X'}],
                         added: [{$PhantomId: '_a', name: 'M'}, {$PhantomId: '_b'}, {$PhantomId: '_a', name: 'L'}]}}""");
        assertThat(again.newIds()).isTrue();
        assertThat(reread(again.answer())).isEqualTo(json("""
                {tasks: {$input: {added: [{$PhantomId: '_a', name: 'M', id: 8}, {$PhantomId: '_b', id: 9}]},
                         updated: [{id: 3, name: 'X'}, {name: 'L', id: 8}],
                         added: [{$PhantomId: '_a', name: 'M', id: 8}, {$PhantomId: '_b', id: 9}]}}"""));
        assertThat(reread(again.changes())).isEqualTo(json("""
                {tasks: {$input: {added: [{$PhantomId: '_b', id: 9}], updated: [{name: 'M', id: 8}]},
                         updated: [{id: 3, name: 'X'}, {name: 'M', id: 8}, {name: 'L', id: 8}],
                         added: [{$PhantomId: '_b', id: 9}]}}"""));
    }

    @Test
    void whatSendsNothingAgainIsToldInTheSameWordsToAll() {
        AppliedChange first = apply("c", "{tasks: {added: [{$PhantomId: '_a'}, {$PhantomId: '_a'}]}}");
        assertThat(first.answer()).isSameAs(first.changes());
        assertThat(apply("c", "{tasks: {updated: [{id: '_a', name: 'N'}]}}").hasOwnAnswer())
                .isFalse();
    }

    @Test
    void twiceInOneChangeIsOneRecord() {
        assertThat(told("{tasks: {added: [{$PhantomId: '_a', name: 'N'}, {$PhantomId: '_a', name: 'M'}]}}"))
                .isEqualTo(json("""
                {tasks: {added: [{$PhantomId: '_a', name: 'N', id: 8}], updated: [{name: 'M', id: 8}]}}"""));
        assertThat(find(project.flatDataset(), "tasksData", 8)).isEqualTo(json("{name: 'M', id: 8}"));
    }

    @Test
    void whatWasRemovedMeanwhileStaysRemoved() {
        told("{tasks: {added: [{$PhantomId: '_a'}]}}");
        told("b", "{tasks: {removed: [{id: 8}]}}");
        JsonNode before = reread(project.wrappedDataset());
        AppliedChange again = apply("c", "{tasks: {added: [{$PhantomId: '_a', name: 'M'}]}}");
        assertThat(reread(again.changes()).at("/tasks/updated")).isEqualTo(json("[{name: 'M', id: 8}]"));
        assertThat(again.hasOwnAnswer()).isFalse();
        assertThat(again.newIds()).isFalse();
        assertThat(told("{tasks: {updated: [{id: 8, parentId: 99}, {id: 'x'}], removed: [{id: 8}, {id: 77}]}}"))
                .isEqualTo(
                        json("{tasks: {updated: [{id: 8, parentId: 99}, {id: 'x'}], removed: [{id: 8}, {id: 77}]}}"));
        assertThat(reread(project.wrappedDataset())).isEqualTo(before);
    }

    // ---- updates

    @Test
    void mergesFields() {
        told("{tasks: {updated: [{id: '7', name: null, more: {a: 1}, $x: 5}, {id: 7.0, last: true}]}}");
        assertThat(find(project.flatDataset(), "tasksData", 7))
                .isEqualTo(json("{id: 7, name: null, more: {a: 1}, last: true}"));
    }

    @Test
    void mergesTheProject() {
        told("{project: {updated: [{id: 5, name: 'Q'}]}}");
        told("{project: {startDate: '2027-01-01'}}");
        assertThat(project.flatDataset().get("projectMeta"))
                .isEqualTo(json("{name: 'Q', calendar: 'week', startDate: '2027-01-01'}"));
        assertThat(project.wrappedDataset().get("project"))
                .isEqualTo(project.flatDataset().get("projectMeta"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{id: 4, parentIndex: 0}                              | 1(2(4 3) 7)",
                "{id: 7, parentIndex: 0}                              | 1(7 2(3 4))",
                "{id: 3, parentId: 1, parentIndex: 1}                 | 1(2(4) 3 7)",
                "{id: 3, parentId: 1}                                 | 1(2(4) 7 3)",
                "{id: 3, parentId: null}                              | 1(2(4) 7) 3",
                "{id: 3, parentId: null, parentIndex: 0}              | 3 1(2(4) 7)",
                "{id: 3, parentId: 2}                                 | 1(2(3 4) 7)",
                "{id: 3, parentIndex: 1}, {id: 4, parentIndex: 0}     | 1(2(4 3) 7)",
                "{id: 3, parentIndex: 99}                             | 1(2(4 3) 7)",
                "{id: 3, parentIndex: -1, orderedParentIndex: 'x'}    | 1(2(3 4) 7)",
                "{id: 2, parentId: 7}                                 | 1(7(2(3 4)))",
                "{id: 7, parentId: 2}, {id: 2, parentIndex: 0}        | 1(2(3 4 7))",
                "{id: 2, parentId: 3}, {id: 3, parentId: null}        | 1(7) 3(2(4))",
            })
    void movesTasks(String updated, String tree) {
        told("{tasks: {updated: [" + updated + "]}}");
        assertThat(tree(project.flatDataset().get("tasksData"))).isEqualTo(tree);
    }

    // ---- removal

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{tasks: {removed: [{id: 2}]}}                                       | 1(7)      | 2   | 6",
                "{tasks: {removed: [{id: 2}, {id: 3}, {id: 4}]}}                     | 1(7)      | 2   | 6",
                "{tasks: {removed: [{id: '7'}]}}                                     | 1(2(3 4)) |     | 5",
                "{tasks: {removed: [{id: 1}]}}                                       |           |     | ",
                "{tasks: {removed: [{id: 2}], updated: [{id: 3, parentId: 1}]}}      | 1(7 3)    | 1 2 | 6",
                "{tasks: {updated: [{id: 7, parentId: 2}], removed: [{id: 2}]}}      | 1         |     | ",
                "{resources: {removed: [{id: 'bo'}]}}                                | 1(2(3 4) 7) | 1 2 | 5",
                "{dependencies: {removed: [{id: 1}]}}                                | 1(2(3 4) 7) | 2 | 5 6",
                "{tasks: {removed: [{id: 7}], added: [{$PhantomId: 'x', parentId: 7}]}} | 1(2(3 4)) |  | 5",
            })
    void removesWithDescendantsDependenciesAndAssignments(
            String changes, String tasks, String dependencies, String assignments) {
        told(changes);
        JsonNode dataset = project.flatDataset();
        assertThat(tree(dataset.get("tasksData"))).isEqualTo(tasks == null ? "" : tasks);
        assertThat(tree(dataset.get("dependenciesData"))).isEqualTo(dependencies == null ? "" : dependencies);
        assertThat(tree(dataset.get("assignmentsData"))).isEqualTo(assignments == null ? "" : assignments);
    }

    // ---- versions

    @Test
    void contentIsForWhoAsks() {
        JsonNode told = told("""
                {versions: {$input: {added: [{$PhantomId: '_v', content: {big: 1}}]},
                            added: [{$PhantomId: '_v', name: 'N', content: {big: 1}, other: {content: 2}}],
                            updated: [{id: 10, content: 'text'}]}}""");
        assertThat(told).isEqualTo(json("""
                {versions: {$input: {added: [{$PhantomId: '_v', id: 11}]},
                            added: [{$PhantomId: '_v', name: 'N', other: {content: 2}, id: 11}],
                            updated: [{id: 10}]}}"""));
        assertThat(reread(project.wrappedDataset()).get("versionsData"))
                .isEqualTo(json("[{id: 9, name: 'V'}, {id: 10, name: 'W'}, {name: 'N', other: {content: 2}, id: 11}]"));
        assertThat(project.versionContent(json("11"))).isEqualTo(json("{big: 1}"));
        assertThat(project.versionContent(json("'10'"))).isEqualTo(json("'text'"));
        assertThat(project.versionContent(json("9"))).isEqualTo(json("{x: 1}"));
        assertThat(project.versionContent(json("12"))).isNull();
        assertThat(project.versionContent(json("{}"))).isNull();
        assertThat(project.versionContent(null)).isNull();
        project.reset();
        assertThat(project.versionContent(json("10"))).isEqualTo(json("null"));
    }

    // ---- data set, reset, numbers

    @Test
    void dataSetsHaveTheKeysOfTheirDialect() {
        assertThat(project.flatDataset().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "tasksData",
                        "resourcesData",
                        "dependenciesData",
                        "assignmentsData",
                        "calendarsData",
                        "projectMeta");
        assertThat(project.wrappedDataset().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "tasksData",
                        "resourcesData",
                        "dependenciesData",
                        "assignmentsData",
                        "calendarsData",
                        "projectMeta",
                        "versionsData",
                        "changelogsData",
                        "project");
    }

    @Test
    void aDataSetGivenOutStaysAsItWas() {
        JsonNode given = project.wrappedDataset();
        JsonNode before = reread(given);
        told("{tasks: {updated: [{id: 3, name: 'X', parentId: 1}], removed: [{id: 7}]}, project: {name: 'Q'}}");
        assertThat(given).isEqualTo(before);
    }

    @Test
    void resetComesBackToTheStart() {
        JsonNode before = reread(project.wrappedDataset());
        told("""
                {tasks: {added: [{$PhantomId: '_a', parentId: 7}], updated: [{id: 3, name: 'X', parentId: 1}]},
                 resources: {removed: [{id: 1}]}, project: {name: 'Q'}}""");
        project.reset();
        assertThat(reread(project.wrappedDataset())).isEqualTo(before);
        assertThat(reasonFor("{tasks: {updated: [{id: 3, parentId: '_a'}]}}")).contains("_a");
        told("{tasks: {updated: [{id: 8, name: 'late'}], removed: [{id: 8}]}}");
        assertThat(reread(project.wrappedDataset())).isEqualTo(before);
        assertThat(apply("c", "{}").revision()).isEqualTo(3);
    }

    @Test
    void numbersChangesInOrderOfArrival() {
        assertThat(apply("a", "{}").revision()).isEqualTo(1);
        reasonFor("[]");
        assertThat(apply("b", "{tasks: {}}").revision()).isEqualTo(2);
    }

    // ---- refusals

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

    // ---- words

    private JsonNode told(String changes) {
        return told("c", changes);
    }

    private JsonNode told(String client, String changes) {
        return reread(apply(client, changes).changes());
    }

    private AppliedChange apply(String client, String changes) {
        try {
            return project.apply(client, json(changes));
        } catch (RefusedChange x) {
            throw new AssertionError(x.reason(), x);
        }
    }

    private String reasonFor(String changes) {
        try {
            project.apply("c", json(changes));
        } catch (RefusedChange x) {
            assertThat(x.reason()).hasSizeLessThan(500);
            assertThat(x.getStackTrace()).isEmpty();
            return x.reason();
        }
        throw new AssertionError("not refused: " + changes);
    }

    private static @Nullable JsonNode find(JsonNode dataset, String store, int id) {
        return find(reread(dataset).get(store), id);
    }

    private static @Nullable JsonNode find(JsonNode records, int id) {
        for (JsonNode record : records) {
            JsonNode found = record.path("id").asInt() == id ? record : find(record.path("children"), id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Ids, with children in parentheses. */
    static String tree(JsonNode records) {
        StringBuilder text = new StringBuilder();
        for (JsonNode record : records) {
            text.append(text.isEmpty() ? "" : " ").append(record.get("id").asText());
            if (record.has("children")) {
                text.append("(").append(tree(record.get("children"))).append(")");
            }
        }
        return text.toString();
    }
}
