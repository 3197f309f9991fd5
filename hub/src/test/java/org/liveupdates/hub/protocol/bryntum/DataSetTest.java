package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liveupdates.hub.protocol.bryntum.Json.json;
import static org.liveupdates.hub.protocol.bryntum.Json.reread;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading data sets. */
class DataSetTest {
    /** Whether the project's data set can be read, and comes out as it went in. */
    static boolean rereads(Project project) {
        JsonNode wrapped = reread(project.wrappedDataset());
        return dataset(wrapped).equals(wrapped);
    }

    private static ObjectNode dataset(JsonNode json) {
        try {
            return new Project(DataSet.read(json), ProjectBounds.DEFAULT).wrappedDataset();
        } catch (BadDataSet x) {
            throw new AssertionError(x);
        }
    }

    @Test
    void comesOutAsItWentIn() {
        JsonNode json = json("""
                {tasksData: [{id: 1, children: [{id: 'x', children: []}, {id: 2, segments: [{a: 1.50}]}]}, {id: 3, parentId: null}],
                 resourcesData: [{id: 'r', children: [{id: 's'}]}], dependenciesData: [{id: 1, children: [1]}],
                 assignmentsData: [], calendarsData: null, projectMeta: {a: 1}, project: {b: 2}}""");
        ObjectNode expected = json.deepCopy();
        expected.set("calendarsData", json("[]"));
        expected.set("versionsData", json("[]"));
        expected.set("changelogsData", json("[]"));
        expected.set("project", json("{a: 1, b: 2}"));
        expected.set("projectMeta", json("{a: 1, b: 2}"));
        assertThat((JsonNode) dataset(json)).isEqualTo(expected);
    }

    @Test
    void treesMayBeToldByParentsAfterTheirChildren() {
        assertThat(dataset(
                                json(
                                        "{tasksData: [{id: 3, parentId: 2}, {id: 2, parentId: '1'}, {id: 1}, {id: 4, parentId: 2}]}"))
                        .get("tasksData"))
                .isEqualTo(
                        json(
                                "[{id: 1, children: [{id: 2, parentId: '1', children: [{id: 3, parentId: 2}, {id: 4, parentId: 2}]}]}]"));
    }

    @Test
    void theSampleIsOne() {
        Project project = new Project(DataSet.sample(), ProjectBounds.DEFAULT);
        assertThat(OnProject.tree(project.flatDataset().get("tasksData"))).isEqualTo("1(2(3 4 5) 6(7 8 9) 10)");
        assertThat(rereads(project)).isTrue();
        assertThat(project.versionContent(json("1"))).isNotNull();
    }

    @Test
    void nothingIsAnEmptyOne() {
        assertThat(OnProject.project("{}").flatDataset().get("tasksData")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[]                                              | must be an object",
                "{tasksData: {}}                                 | tasksData must be an array",
                "{tasks: []}                                     | tasks is not a key",
                "{project: 5}                                    | project must be an object",
                "{tasksData: [1]}                                | tasksData[0] must be an object",
                "{tasksData: [{}]}                               | tasksData[0] needs an id",
                "{tasksData: [{id: 1, children: [{id: {}}]}]}    | tasksData[0].children[0] needs an id",
                "{tasksData: [{id: 1, children: [{id: '1'}]}]}   | tasksData[0].children[0] has the same id as another: 1",
                "{tasksData: [{id: 1}, {id: 2, parentId: 3}]}    | tasksData[1] lies below a record that is not there: 3",
                "{tasksData: [{id: 1, parentId: {}}]}            | tasksData[0].parentId must be",
                "{tasksData: [{id: 1, parentId: 2}, {id: 2, parentId: 1}]} | below itself",
                "{tasksData: [{id: 9007199254740993}]}           | an id above",
            })
    void refusesWhatIsNone(String json, String mistake) {
        assertThatThrownBy(() -> DataSet.read(json(json)))
                .isInstanceOf(BadDataSet.class)
                .hasMessageContaining(mistake);
    }

    @Test
    void refusesTreesOfMoreThanAHundredLevels() throws Exception {
        DataSet.read(json("{tasksData: " + nested(100) + "}"));
        assertThatThrownBy(() -> DataSet.read(json("{tasksData: " + nested(101) + "}")))
                .isInstanceOf(BadDataSet.class);
    }

    private static String nested(int levels) {
        return levels == 0 ? "[]" : "[{id: " + levels + ", children: " + nested(levels - 1) + "}]";
    }
}
