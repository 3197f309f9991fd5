package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse.MoveOptions;
import com.microsoft.playwright.options.BoundingBox;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.liveupdates.hub.testkit.Tab;

/** An application's page in a browser. What it does is what its user does. */
final class AppPage implements AutoCloseable {
    private final PageHtml html;
    private final RemoteStage stage;
    private final Tab tab;
    private final Runnable atClose;

    AppPage(PageHtml html, RemoteStage stage, Tab tab, Runnable atClose) {
        this.html = html;
        this.stage = stage;
        this.tab = tab;
        this.atClose = atClose;
    }

    /** Waits until each of its widgets hears, also again after a restart of the hub. */
    void awaitLive() {
        html.remoteStarts().forEach(start -> {
            String probe = html.probe(start);
            Awaitility.await(probe)
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(() -> assertThat(ask(probe))
                            .as("pages that hear the %s: %s", probe, tab)
                            .isEqualTo(1));
        });
        int old = (int) html.starts().stream().filter(PageHtml.Start::old).count();
        tab.until("subscribed >= " + old + " || trouble.length > 0");
        assertThat(trouble()).as("%s", this).isEmpty();
    }

    /** Tells the page's listener a number of its own, and to how many pages that went. */
    private int ask(String probe) {
        tab.eval("0"); // the browser goes on while it is talked to
        return stage.publish(html.mount(), AnnouncingBackEnd.json(Map.of("name", probe, "value", stage.nextNumber())));
    }

    /** Waits until all that was announced so far is applied, and all that this has made the page save is saved. */
    AppPage settles() {
        hears();
        tab.eval("() => new Promise(done => setTimeout(done, 60))"); // Gantt gathers for 50 ms
        tab.until("Object.values(processors).every(one => one.updatedRows.length === 0)");
        return this;
    }

    /** Waits until all that was announced so far has come. */
    private void hears() {
        html.remoteStarts().forEach(start -> {
            int number = stage.nextNumber();
            stage.publish(html.mount(), AnnouncingBackEnd.json(Map.of("name", html.probe(start), "value", number)));
            tab.until("heard.some(([, value]) => value === " + number + ")");
        });
    }

    /** Adds a record with its text and more fields, and gives the id that the back end gave it. */
    String adds(String text, Object... fields) {
        Map<String, Object> record = map(fields);
        record.put("text", text);
        tab.eval("record => void widget.add(record)", record);
        return idOf(text);
    }

    /** Waits until the record with that text has its id from the back end, and gives it. */
    String idOf(String text) {
        until("widget.ids().some(id => record(id).text === %s && id > 1000 && id < 100000)"
                .formatted(AnnouncingBackEnd.json(text)));
        return String.valueOf(tab.eval("text => widget.ids().find(id => record(id).text === text)", text));
    }

    void changes(String id, Object... fields) {
        tab.eval("([id, fields]) => widget.change(id, fields)", List.of(id, map(fields)));
    }

    void removes(String id) {
        tab.eval("id => void widget.remove(id)", id);
    }

    /**
     * Removes it, and hears of that before its back end answers. The other way round Scheduler 7's {@code recurring_legacy} throws: it
     * takes the removal of a changed occurrence for somebody else's, and then the occurrence has no end.
     */
    void removesAndHears(String id) {
        int before = stage.backEnd.announced();
        CompletableFuture<Void> held = stage.backEnd.hold();
        try {
            removes(id);
            Awaitility.await().until(() -> stage.backEnd.announced() > before);
            hears();
        } finally {
            held.complete(null);
        }
    }

    /** Joins two tasks and gives the id that the back end gave the link. */
    String links(String source, String target) {
        tab.eval("([source, target]) => void gantt.addLink({ source, target, type: '0' })", List.of(source, target));
        until("links.ids().length === 1 && links.ids()[0] > 1000 && links.ids()[0] < 100000");
        return String.valueOf(tab.eval("links.ids()[0]"));
    }

    /** Waits until there is just this link, drawn once, between these tasks. */
    void showsLink(String id, String source, String target) {
        until("links.ids().join() === '%1$s' && links.drawn(%1$s) === 1 && links.ends(%1$s) === '%2$s %3$s 0'"
                .formatted(id, source, target));
    }

    /** Drags a record by the mouse. */
    void drags(String id, double right, double down) {
        String handle = html.starts().get(0).library().widget.equals("gantt")
                ? ".gantt_task_line[task_id='%s'] .gantt_task_content"
                : ".dhx_cal_event[event_id='%s'] .dhx_title";
        Locator drawn = tab.locator(handle.formatted(id)).first();
        // While it is being drawn anew it has no place.
        BoundingBox box = Awaitility.await().pollInSameThread().until(drawn::boundingBox, it -> it != null);
        double x = box.x + box.width / 2;
        double y = box.y + box.height / 2;
        String before = told(id, "start_date");
        tab.mouse().move(x, y);
        tab.mouse().down();
        tab.mouse().move(x + right, y + down, new MoveOptions().setSteps(8));
        tab.mouse().up();
        until("record(%s).start_date !== '%s'".formatted(id, before));
    }

    /** Waits until the record has these values and is drawn once. */
    void shows(String id, Object... fields) {
        StringBuilder condition =
                new StringBuilder("record(%s) && widget.drawn(%1$s) === 1".formatted(AnnouncingBackEnd.json(id)));
        map(fields).forEach((key, value) -> condition
                .append(" && String(record(%s)[%s])".formatted(AnnouncingBackEnd.json(id), AnnouncingBackEnd.json(key)))
                .append(" === " + AnnouncingBackEnd.json(String.valueOf(value))));
        until(condition.toString());
    }

    /** Waits until it shows the record with text and dates as the other page does. */
    void showsAs(AppPage other, String id) {
        String[] fields = {"text", "start_date", "end_date"};
        Object[] same = new Object[2 * fields.length];
        for (int i = 0; i < fields.length; i++) {
            same[2 * i] = fields[i];
            same[2 * i + 1] = other.told(id, fields[i]);
        }
        shows(id, same);
    }

    /** Value of a record's field. */
    String told(String id, String field) {
        return String.valueOf(tab.eval("([id, field]) => record(id)[field]", List.of(id, field)));
    }

    /** Waits until the record is neither in the data nor drawn. */
    void lacks(String id) {
        until("!record(%s) && widget.drawn(%1$s) === 0".formatted(AnnouncingBackEnd.json(id)));
    }

    /** The ids of all its records, sorted. */
    @SuppressWarnings("unchecked")
    List<String> ids() {
        return (List<String>) tab.eval("widget.ids()");
    }

    /** From now on it is about this widget of the page. */
    AppPage turnsTo(String widget) {
        tab.eval("name => turnTo(name)", widget);
        return this;
    }

    /** All that its widgets saved. */
    List<String> saves() {
        return stage.backEnd.savesOf(html.name());
    }

    void until(String condition) {
        try {
            tab.until(condition);
        } catch (AssertionError e) {
            Object state = tab.eval("JSON.stringify({trouble, changes, records: widget.ids().map(record)})");
            throw new AssertionError(html.name() + ": " + state, e);
        }
    }

    Object eval(String expression) {
        return tab.eval(expression);
    }

    Tab tab() {
        return tab;
    }

    /** What went wrong in it. */
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

    @Override
    public void close() {
        atClose.run();
    }

    @Override
    public String toString() {
        return html.name() + " on " + tab;
    }
}
