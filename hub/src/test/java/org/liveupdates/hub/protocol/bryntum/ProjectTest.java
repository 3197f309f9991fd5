package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.protocol.bryntum.Json.json;
import static org.liveupdates.hub.protocol.bryntum.Json.reread;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change makes of a project, and what is told of it. */
class ProjectTest extends OnProject {
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
}
