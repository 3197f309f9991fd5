package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.liveupdates.hub.testkit.Relay;
import org.liveupdates.hub.testkit.Tab;
import org.liveupdates.hub.widgets.BackEnd.Answers;
import org.liveupdates.hub.widgets.Widget.Mode;

/** An application's page with one or more widgets, in a browser of its own. What it does is what its user does. */
final class WidgetPage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Scripts of a page, in the order in which it includes them. */
    enum Order {
        LIBRARY_CLIENT_LIVE,
        LIBRARY_LIVE_CLIENT,
        CLIENT_LIVE_LIBRARY,
        LIVE_LIBRARY_CLIENT
    }

    /** Which script makes the page live. */
    enum Script {
        OURS,
        /** Behaves as the vendor's file, which is not public. */
        OLD,
        /** As its first version, which tells nothing of a new record but its ids. */
        OLDEST
    }

    /** How a page is written. */
    record Html(String name, List<Map<String, Object>> starts, List<Widget> libraries, Order order, Script script) {

        Html with(String key, Object value) {
            List<Map<String, Object>> changed = new ArrayList<>();
            for (Map<String, Object> start : starts) {
                Map<String, Object> copy = new LinkedHashMap<>(start);
                copy.put(key, value);
                changed.add(copy);
            }
            return new Html(name, changed, libraries, order, script);
        }

        Html answered(Answers answers) {
            return with("answers", answers.name());
        }

        Html including(Order changed) {
            return new Html(name, starts, libraries, changed, script);
        }

        Html liveBy(Script changed) {
            return new Html(name, starts, libraries, order, changed);
        }

        /** The same page with one more widget. */
        Html and(Setup setup) {
            Html other = WidgetPage.with(name, setup);
            return new Html(
                    name,
                    Stream.concat(starts.stream(), other.starts.stream()).toList(),
                    Stream.concat(libraries.stream(), other.libraries.stream()).toList(),
                    order,
                    script);
        }

        String text(Relay hub) {
            List<String> head = new ArrayList<>();
            for (Widget widget : libraries) {
                widget.styles().forEach(style -> head.add("<link rel=\"stylesheet\" href=\"" + style + "\">"));
            }
            List<String> library = libraries.stream()
                    .flatMap(widget -> widget.scripts().stream())
                    .distinct()
                    .toList();
            List<String> client = List.of(hub.url("/client.js").toString());
            List<String> live =
                    List.of(script == Script.OURS ? hub.url("/live_updates.js").toString() : "/old-live-updates.js");
            List<List<String>> scripts =
                    switch (order) {
                        case LIBRARY_CLIENT_LIVE -> List.of(library, client, live);
                        case LIBRARY_LIVE_CLIENT -> List.of(library, live, client);
                        case CLIENT_LIVE_LIBRARY -> List.of(client, live, library);
                        case LIVE_LIBRARY_CLIENT -> List.of(live, library, client);
                    };
            scripts.forEach(some -> some.forEach(one -> head.add("<script src=\"" + one + "\"></script>")));
            if (script == Script.OLDEST) {
                head.add("<script>oldestLiveUpdates = true;</script>");
            }
            head.add("<script src=\"/widget-page.js\"></script>");
            List<String> body = new ArrayList<>();
            for (Widget widget : libraries) {
                body.add(container(widget));
            }
            body.add("<script>");
            for (Map<String, Object> start : starts) {
                Map<String, Object> options = new LinkedHashMap<>(start);
                options.put(
                        "url",
                        BackEnd.PATH + name + "/" + options.remove("answers") + "/"
                                + (options.get("widget").equals("grid") ? "row/" : ""));
                options.putIfAbsent("hub", hub.url().toString());
                body.add("start(" + json(options) + ");");
            }
            body.add("</script>");
            return "<!doctype html>\n<meta charset=\"utf-8\">\n<title>" + name + "</title>\n" + String.join("\n", head)
                    + "\n<body>\n" + String.join("\n", body) + "\n";
        }

        private static String container(Widget widget) {
            String style = "width:1000px;height:600px;position:relative";
            if (!widget.isScheduler() || widget == Widget.SCHEDULER_6 || widget == Widget.SCHEDULER_7) {
                return "<div id=\"" + widget.name + "\" style=\"" + style + "\"></div>";
            }
            return """
                    <div id="scheduler" class="dhx_cal_container" style="%s">
                      <div class="dhx_cal_navline">
                        <div class="dhx_cal_prev_button"></div><div class="dhx_cal_next_button"></div>
                        <div class="dhx_cal_today_button"></div><div class="dhx_cal_date"></div>
                      </div>
                      <div class="dhx_cal_header"></div><div class="dhx_cal_data"></div>
                    </div>""".formatted(style);
        }
    }

    /** A page of that name with this widget. */
    static Html with(String name, Setup setup) {
        Widget widget = setup.widget();
        Map<String, Object> start = new LinkedHashMap<>();
        start.put("widget", widget.name);
        start.put("creates", widget.createsItsProcessor());
        start.put("mode", setup.mode().toString());
        start.put("batch", setup.batch());
        start.put("answers", answers(setup).name());
        if (widget.createsItsProcessor() && widget.isScheduler()) {
            start.put("plugins", List.of("recurring"));
        }
        return new Html(name, List.of(start), List.of(widget), Order.LIBRARY_CLIENT_LIVE, Script.OURS);
    }

    private static Answers answers(Setup setup) {
        return setup.mode() == Mode.GET || setup.mode() == Mode.POST ? Answers.XML : Answers.JSON;
    }

    private static final String FORM_TEXT = ":is(.dhx_cal_light, .gantt_cal_light) textarea >> visible=true >> nth=0";

    private final String name;
    private final WidgetStage stage;
    private final Desk desk;
    private final Tab tab;

    WidgetPage(String name, WidgetStage stage, Desk desk, String url) {
        this.name = name;
        this.stage = stage;
        this.desk = desk;
        tab = desk.tab();
        tab.go(url);
        tab.until("(started > 0 && subscribed >= started) || trouble.length > 0");
        assertThat(trouble()).as("%s", this).isEmpty();
    }

    /** Adds a record with its text and more fields, and gives its id, which is temporary at first. */
    String adds(String text, Object... fields) {
        Map<String, Object> record = map(fields);
        record.put("text", text);
        return String.valueOf(tab.eval("record => String(widget.add(record))", record));
    }

    void changes(String id, Object... fields) {
        tab.eval("([id, fields]) => widget.change(id, fields)", List.of(id, map(fields)));
    }

    void removes(String id) {
        tab.eval("id => widget.remove(id)", id);
    }

    /** Waits until the record with that text has its id from the back end, and gives it. */
    String idOf(String text) {
        tab.until("widget.ids().some(id => record(id).text === " + json(text)
                + " && Number(id) > 1000 && Number(id) < 100000)");
        return String.valueOf(tab.eval("text => widget.ids().find(id => record(id).text === text)", text));
    }

    /** Waits until the record has these values and is drawn once. */
    void shows(String id, Object... fields) {
        StringBuilder condition = new StringBuilder("record(%s) && widget.drawn(%1$s) === 1".formatted(json(id)));
        map(fields).forEach((key, value) -> condition
                .append(" && String(record(%s)[%s])".formatted(json(id), json(key)))
                .append(" === " + json(String.valueOf(value))));
        until(condition.toString());
    }

    /** Waits until it shows the record with text and dates as the other page does. */
    void showsAs(WidgetPage other, String id) {
        @SuppressWarnings("unchecked")
        Map<String, Object> record = (Map<String, Object>) other.eval("record(" + json(id) + ")");
        shows(
                id,
                "text",
                record.get("text"),
                "start_date",
                record.get("start_date"),
                "end_date",
                record.get("end_date"));
    }

    /** Waits until the record is neither in the data nor drawn. */
    void lacks(String id) {
        until("!record(%s) && widget.drawn(%1$s) === 0".formatted(json(id)));
    }

    /** The ids of all its records, sorted. */
    @SuppressWarnings("unchecked")
    List<String> ids() {
        return (List<String>) tab.eval("widget.ids()");
    }

    /** Waits until its client has received a frame with this text in an update. */
    void awaitsFrame(String text) {
        awaits(
                line -> line.startsWith("got ")
                        && line.contains("/update")
                        && line.contains("\"data\"")
                        && line.contains(text),
                1);
    }

    /** Waits until its back end has answered so often in all. */
    void awaitsAnswers(int count) {
        awaits(line -> Character.isDigit(line.charAt(0)) && line.contains(BackEnd.PATH), count);
    }

    private void awaits(Predicate<String> line, int count) {
        Awaitility.await()
                .pollInSameThread() // the browser's
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(tab.network())
                        .as("%s", this)
                        .filteredOn(line)
                        .hasSizeGreaterThanOrEqualTo(count));
    }

    /** Opens the lightbox of a record. */
    void opensForm(String id) {
        tab.eval("id => openForm(id)", id);
        tab.until("formIsOpen()");
    }

    /** Types into the open lightbox, in the place of what is there. */
    void types(String text) {
        tab.locator(FORM_TEXT).fill(text);
    }

    String typed() {
        return tab.locator(FORM_TEXT).inputValue();
    }

    void savesForm() {
        tab.locator(":is(.dhx_save_btn_set, .gantt_save_btn_set) >> visible=true")
                .first()
                .click();
        tab.until("!formIsOpen()");
    }

    /** Deletes the record of the open lightbox, and says so again when asked. */
    void deletesInForm() {
        tab.until("formIsOpen()");
        tab.locator(":is(.dhx_delete_btn_set, .gantt_delete_btn_set) >> visible=true")
                .click();
        tab.locator("[class*=popup_button] >> visible=true >> nth=0").click();
        tab.until("!formIsOpen()");
    }

    /** From now on it is about this widget of the page. */
    WidgetPage turnsTo(String widget) {
        tab.eval("name => { widget = widgets[name]; dp = processors[name]; }", widget);
        return this;
    }

    void until(String condition) {
        try {
            tab.until(condition);
        } catch (AssertionError e) {
            Object state = tab.eval("JSON.stringify({trouble, saved, changes, records: widget.ids().map(record)})");
            throw new AssertionError(name + ": " + state, e);
        }
    }

    Object eval(String expression) {
        return tab.eval(expression);
    }

    Object eval(String function, Object argument) {
        return tab.eval(function, argument);
    }

    Tab tab() {
        return tab;
    }

    /** What it asked of its back end; nothing is on its way any more. */
    List<String> requests() {
        tab.eval("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
        assertThat(tab.eval("Object.values(processors).every(one => one.updatedRows.length === 0)"))
                .as("%s has nothing to save", name)
                .isEqualTo(true);
        String data = stage.application.origin("127.0.0.1") + BackEnd.PATH;
        return tab.network().stream()
                .filter(line -> line.contains(" " + data) && !Character.isDigit(line.charAt(0)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    List<String> trouble() {
        return (List<String>) tab.eval("trouble");
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return map;
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        desk.close();
    }

    @Override
    public String toString() {
        return name + " on " + tab;
    }
}
