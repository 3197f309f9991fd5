package org.liveupdates.hub.protocol.remoteevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.Change;
import org.liveupdates.hub.core.Change.Operation;
import org.liveupdates.hub.testkit.OddJson;

/** What the dialogues in {@code transcripts/bridge} do not show. */
class RemoteEventsWireTest {
    private final RemoteEventsWire wire = new RemoteEventsWire(HubConfig.of("--zone=America/New_York"), "main");

    /** What may be read has to be written as well: an answer of Sink.deliver is never an exception. */
    @Test
    void writesWhateverDepthItReads() throws BadEvent {
        RemoteEventsWire deep = new RemoteEventsWire(HubConfig.of("--max-nesting=1000"), "main");
        String record = "{\"id\":5,\"deep\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
        RemoteEvent event = deep.read("{\"name\":\"tasks\",\"value\":{\"type\":\"add-task\",\"task\":" + record + "}}")
                .get(0);
        assertThat(event.value()).contains(record);
        assertThat(deep.write(event.changes())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "add-event, events, event, ADD",
        "update-event, events, event, UPDATE",
        "delete-event, events, event, DELETE",
        "add-task, tasks, task, ADD",
        "update-task, tasks, task, UPDATE",
        "delete-task, tasks, task, DELETE",
        "add-link, links, link, ADD",
        "update-link, links, link, UPDATE",
        "delete-link, links, link, DELETE",
    })
    void understandsEveryTypeInEveryShapeUnderEveryName(String type, String name, String kind, Operation operation)
            throws BadEvent {
        for (String anyName : List.of("events", "tasks", "links")) {
            for (String shape : List.of(
                    "{\"type\":\"%s\",\"event\":{\"id\":5}}".formatted(type),
                    "{\"type\":\"%s\",\"%s\":{\"id\":5}}".formatted(type, kind),
                    "{\"action\":\"%s\",\"type\":{\"id\":5}}".formatted(type),
                    "{\"action\":\"%s\",\"event\":{\"id\":5}}".formatted(type))) {
                RemoteEvent event = wire.read("{\"name\":\"%s\",\"value\":%s}".formatted(anyName, shape))
                        .get(0);
                String record = kind.equals("event") ? "" : "\"%s\":{\"id\":5},".formatted(kind);
                assertThat(event.value()).isEqualTo("{\"type\":\"%s\",%s\"event\":{\"id\":5}}".formatted(type, record));
                assertThat(event.name()).isEqualTo(name);
                Map<String, Object> fields = operation == Operation.DELETE ? Map.of() : Map.of("id", 5);
                assertThat(event.changes()).containsExactly(new Change(kind, operation, 5, null, fields));
            }
        }
    }

    @Test
    void keepsFurtherFieldsAndTheirDigits() throws BadEvent {
        assertThat(wire.read(
                                "{\"name\":\"tasks\",\"value\":{\"type\":\"update-task\",\"by\":1.50,\"event\":{\"id\":5}}}")
                        .get(0)
                        .value())
                .isEqualTo("{\"type\":\"update-task\",\"task\":{\"id\":5},\"event\":{\"id\":5},\"by\":1.50}");
    }

    @ParameterizedTest
    @CsvSource({
        "2027-05-11T13:00:00.000Z, 2027-05-11 09:00",
        "2027-05-11T09:00, 2027-05-11 09:00",
        "2027-05-11 09:00:00, 2027-05-11 09:00:00",
        "11-05-2027 09:00, 11-05-2027 09:00",
        "05/11/2027 09:00, 05/11/2027 09:00"
    })
    void turnsOnlyIsoDatesOfNewTasksIntoThePagesFormat(String date, String told) throws BadEvent {
        String event =
                "{\"name\":\"tasks\",\"value\":{\"type\":\"add-task\",\"event\":{\"id\":5,\"start_date\":\"%s\"}}}";
        assertThat(wire.read(event.formatted(date)).get(0).value())
                .startsWith("{\"type\":\"add-task\",\"task\":{\"id\":5,\"start_date\":\"%s\"}".formatted(told));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\" : 1e2, \"a\": \"\\u00e9\"}", "null", "[1.0]", "\"x\"", "{\"type\":5}", "true"})
    void leavesTheApplicationsOwnAsItWas(String value) throws BadEvent {
        for (String name : List.of("events", "tasks", "resources", "a\\\"b")) {
            RemoteEvent event = wire.read("[{\"name\":\"%s\",\"value\":\n %s\n}]".formatted(name, value))
                    .get(0);
            assertThat(event.value()).isEqualTo(value);
            assertThat(event.changes()).isEmpty();
            assertThat(event.frame())
                    .isEqualTo("{\"action\":\"event\",\"body\":{\"name\":\"%s\",\"value\":%s}}".formatted(name, value));
        }
    }

    @Test
    void takesAnEmptyList() throws BadEvent {
        assertThat(wire.read("[]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "[5]                                                                   | [0]",
                "[[]]                                                                  | [0]",
                "{'name':5,'value':1}                                                  | name",
                "{'name':'','value':1}                                                 | name",
                "{'name':'a'}                                                          | value",
                "[{'action':'event','body':{'name':'a'}}]                              | [0].body.value",
                "{'action':'event','body':[]}                                          | body",
                "{'action':'event','body':{'action':'event','body':{}}}                | body.name",
                "{'body':{'name':'a','value':1}}                                       | action",
                "{'name':'events','value':{'type':'add-event','event':[]}}             | value.event",
                "{'name':'events','value':{'type':'add-event','event':{'id':''}}}      | value.event.id",
                "{'name':'events','value':{'type':'add-event','event':{'id':[1]}}}     | value.event.id",
                "{'action':'event','body':{'name':'tasks','value':{'action':'add-task','type':{}}}} | body.value.task.id",
                "{'name':'tasks','value':{'type':'add-task','task':{'a':1e99999999999}}} | ''",
                "''                                                                    | ''",
                "-                                                                     | ''",
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        String json = body == null ? "" : body.replace('\'', '"');
        BadEvent bad = catchThrowableOfType(BadEvent.class, () -> wire.read(json));
        assertThat(bad.field()).isEqualTo(field);
        assertThat(bad).hasMessageStartingWith(field.isEmpty() ? "The body " : field + " ");
    }

    @Test
    void staysWithinItsBounds() {
        String event = "{\"name\":\"tasks\",\"value\":%s}";
        for (String body : List.of(
                event.formatted("[".repeat(200) + "]".repeat(200)),
                event.formatted("{\"type\":\"add-task\",\"task\":{\"id\":" + "9".repeat(2000) + "}}"),
                "[" + (event.formatted(1) + ",").repeat(1000) + event.formatted(1) + "]")) {
            assertThat(catchThrowableOfType(BadEvent.class, () -> wire.read(body))
                            .getMessage())
                    .contains("setting max-");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void throwsNothingElse(long seed) {
        OddJson odd = new OddJson(new Random(seed));
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            try {
                for (RemoteEvent event : wire.read(odd.message())) {
                    understood += wire.write(event.changes()).size();
                }
            } catch (BadEvent expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
        assertThat(understood).isPositive();
    }
}
