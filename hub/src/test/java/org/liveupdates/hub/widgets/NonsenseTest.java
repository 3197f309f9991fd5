package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody who may publish may publish anything; a page goes on, and so do the widget and the browser's own objects. */
class NonsenseTest extends OnStage {
    private static final String OWN_NAMES = "Object.getOwnPropertyNames(Object.prototype).sort().join()"
            + " + Object.getOwnPropertyNames(Object).sort().join()";

    static Stream<Setup> setups() {
        return Setup.inUsualMode(Stream.concat(Widget.schedulers(), Widget.gantts()));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void isPassedOver(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup)) {
            anna.adds("Known", TUESDAY);
            String known = anna.idOf("Known");
            Object names = anna.eval(OWN_NAMES);
            nonsense(setup, Integer.parseInt(known)).forEach(stage::publish);
            stage.publish(message("inserted", "8000", published(setup, 8000, "Sense")));
            anna.shows("8000", and(TUESDAY, "text", "Sense"));
            anna.shows(known, and(TUESDAY, "text", "Known"));
            assertThat(anna.ids()).containsExactly(known, "8000");
            assertThat(anna.eval(OWN_NAMES)).isEqualTo(names);
            assertThat(anna.eval("Object.keys(Object.prototype).length + Object.keys(Object).length"))
                    .isEqualTo(0);
            anna.changes(known, "text", "Still known");
            anna.until("saved.length === 2");
            assertThat(anna.requests()).hasSize(2);
            assertThat(anna.trouble()).isEmpty();
        }
    }

    private static List<String> nonsense(Setup setup, int known) {
        String record = published(setup, known, "Forged");
        String kind = setup.widget().isGantt() ? "task" : "event";
        List<String> some = new ArrayList<>(List.of("null", "[]", "[[]]", "\"x\"", "7", "{}"));
        for (String id :
                List.of("null", "{}", "[]", "\"\"", "true", "\"__proto__\"", "\"constructor\"", "\"toString\"")) {
            for (String status : List.of("inserted", "updated", "deleted")) {
                some.add(message(status, id, record));
                some.add(message(status, id, "{}"));
                some.add("{\"sid\":%s,\"tid\":%1$s,\"status\":\"%s\",\"kind\":\"%s\",\"data\":%s}"
                        .formatted(id, status, kind, record));
            }
        }
        for (String status : List.of("5", "null", "{}", "[\"updated\"]", "\"\"")) {
            some.add("{\"sid\":%d,\"tid\":%1$d,\"status\":%s,\"data\":%s}".formatted(known, status, record));
        }
        for (String data : List.of("null", "[]", "[1]", "\"x\"", "7")) {
            some.add("{\"sid\":%d,\"tid\":%1$d,\"status\":\"updated\",\"kind\":\"%s\",\"data\":%s}"
                    .formatted(known, kind, data));
        }
        some.add(message(
                "updated",
                String.valueOf(known),
                "{\"__proto__\":{\"odd\":1},\"constructor\":1,\"hasOwnProperty\":1,\"toString\":1,"
                        + published(setup, known, "Known").substring(1)));
        if (setup.widget().isScheduler()) {
            for (String date : List.of("null", "\"\"", "{}", "\"soon\"", "1e300", "[]", "true")) {
                String dates = "\"start_date\":%s,\"end_date\":%1$s}".formatted(date);
                some.add(message("updated", String.valueOf(known), "{\"id\":%d,".formatted(known) + dates));
                some.add(message("inserted", "8001", "{\"id\":8001,\"text\":\"Undated\"," + dates));
            }
            some.add("{\"tid\":8002,\"status\":\"updated\",\"kind\":\"event\",\"data\":{\"text\":\"Undated\"}}");
            for (String series : List.of("event_pid", "recurring_event_id")) {
                some.add(message(
                        "deleted",
                        "8003",
                        "{\"%s\":\"__proto__\",\"event_length\":5,\"original_start\":\"2027-05-11 09:00\","
                                        .formatted(series)
                                + published(setup, 8003, "Odd").substring(1)));
            }
        } else {
            for (String status : List.of("inserted", "updated")) {
                some.add(
                        "{\"tid\":8004,\"status\":\"%s\",\"data\":{\"id\":8004,\"source\":\"__proto__\",\"target\":%d,\"type\":\"0\"}}"
                                .formatted(status, known));
            }
            some.add(message(
                    "updated",
                    String.valueOf(known),
                    published(setup, known, "Known").replace("\"parent\":0", "\"parent\":\"__proto__\"")));
        }
        return some;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GANTT_4", "GANTT_10"})
    void noTaskBecomesItsOwnAncestor(Widget widget) {
        Setup setup = Setup.inUsualMode(Stream.of(widget)).findFirst().orElseThrow();
        try (WidgetPage anna = stage.open("anna", setup)) {
            String child = published(setup, 8001, "Child").replace("\"parent\":0", "\"parent\":8000");
            String parent = published(setup, 8000, "Parent");
            stage.publish(message("inserted", "8000", parent));
            stage.publish(message("inserted", "8001", child));
            anna.until("record(8001) && record(8001).parent == 8000");
            // Two pages move two tasks under each other at the same time.
            stage.publish(message("updated", "8000", parent.replace("\"parent\":0", "\"parent\":8001")));
            stage.publish(message("updated", "8001", child.replace("8000", "8001")));
            stage.publish(message("updated", "8001", child.replace("Child", "Grandchild")));
            anna.until("record(8001).text === 'Grandchild' && record(8001).parent == 8000");
            anna.shows("8000", "text", "Parent", "parent", 0);
            assertThat(anna.ids()).containsExactly("8000", "8001");
            assertThat(anna.trouble()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void fromThePagesOwnHandlerCostsNoChange(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup)) {
            anna.eval("dp.attachEvent('onLiveUpdate', (status, sid, tid, data) => {"
                    + " if (data.text === 'Stumbled over') throw new Error('stumbled');"
                    + " data.text = data.text.replace('<b>', ''); return true; })");
            stage.publish(message("inserted", "8000", published(setup, 8000, "First")));
            stage.publish(message("inserted", "8001", published(setup, 8001, "Stumbled over")));
            stage.publish(message("inserted", "8002", published(setup, 8002, "<b>Cleaned")));
            anna.shows("8000", "text", "First");
            anna.shows("8002", "text", "Cleaned");
            anna.shows("8001", "text", "Stumbled over");
            assertThat(anna.trouble()).isEmpty();
        }
    }

    /** A clock that is wrong by ages, or a page that wants to have the last word. */
    @ParameterizedTest
    @MethodSource("setups")
    void aboutTheTimeDoesNotSilenceOthers(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup)) {
            stage.publish(message("inserted", "8000", published(setup, 8000, "First")));
            anna.shows("8000", "text", "First");
            stage.publish(dated("8000", "1e308", "zzz", published(setup, 8000, "Second")));
            stage.publish(dated("8000", "1e308", "aaa", published(setup, 8000, "Third")));
            anna.shows("8000", "text", "Third");
            stage.publish(dated("8000", "\"soon\"", "aaa", published(setup, 8000, "Fourth")));
            anna.shows("8000", "text", "Fourth");
        }
    }

    private static String message(String status, String id, String data) {
        return "{\"sid\":%s,\"tid\":%1$s,\"status\":\"%s\",\"data\":%s}".formatted(id, status, data);
    }

    private static String dated(String id, String at, String origin, String data) {
        return "{\"sid\":%s,\"tid\":%1$s,\"status\":\"updated\",\"at\":%s,\"origin\":\"%s\",\"data\":%s}"
                .formatted(id, at, origin, data);
    }
}
