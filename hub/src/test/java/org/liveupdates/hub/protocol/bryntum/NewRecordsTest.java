package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liveupdates.hub.protocol.bryntum.Json.json;
import static org.liveupdates.hub.protocol.bryntum.Json.reread;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Ids for new records, and what their clients call them. */
class NewRecordsTest extends OnProject {
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
}
