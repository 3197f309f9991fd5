package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.protocol.bryntum.Json.json;
import static org.liveupdates.hub.protocol.bryntum.Json.reread;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A project of every kind of record, and words to speak of it. */
abstract class OnProject {
    static final String START = """
            {tasksData: [{id: 1, name: 'All', children: [
                {id: 2, name: 'A', children: [{id: 3, name: 'A1'}, {id: 4, name: 'A2'}]},
                {id: 7, name: 'B'}]}],
             resourcesData: [{id: 1, name: 'Ada'}, {id: 'bo', name: 'Bo'}],
             calendarsData: [{id: 'week', name: 'Week'}],
             dependenciesData: [{id: 1, fromEvent: 3, toEvent: 7}, {id: 2, from: 1, to: '7'}],
             assignmentsData: [{id: 5, event: 4, resource: 1}, {id: 6, event: 7, resource: 'bo'}],
             versionsData: [{id: 9, name: 'V', content: {x: 1}}, {id: 10, name: 'W'}],
             project: {name: 'P', calendar: 'week'}}""";

    final Project project = project(START);

    static Project project(String start) {
        try {
            return new Project(DataSet.read(json(start)), ProjectBounds.DEFAULT);
        } catch (BadDataSet x) {
            throw new IllegalArgumentException(x);
        }
    }

    JsonNode told(String changes) {
        return told("c", changes);
    }

    JsonNode told(String client, String changes) {
        return reread(apply(client, changes).changes());
    }

    AppliedChange apply(String client, String changes) {
        try {
            return project.apply(client, json(changes));
        } catch (RefusedChange x) {
            throw new AssertionError(x.reason(), x);
        }
    }

    String reasonFor(String changes) {
        try {
            project.apply("c", json(changes));
        } catch (RefusedChange x) {
            assertThat(x.reason()).hasSizeLessThan(500);
            assertThat(x.getStackTrace()).isEmpty();
            return x.reason();
        }
        throw new AssertionError("not refused: " + changes);
    }

    static @Nullable JsonNode find(JsonNode dataset, String store, int id) {
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
