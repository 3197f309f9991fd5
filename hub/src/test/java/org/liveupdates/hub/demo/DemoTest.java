package org.liveupdates.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse.MoveOptions;
import com.microsoft.playwright.options.BoundingBox;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.PageServer;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.Tab;
import org.liveupdates.hub.testkit.Tools;

/**
 * What a newcomer does first: the genuine Scheduler and Gantt on old pages and on new ones, with the real mouse, and no
 * network beyond this machine.
 */
class DemoTest {
    private static final String RELEASE = "6";
    private static final String TESTS = "6";

    private HubRelay hub;
    private Profile profile;
    private Tab demo;

    @BeforeEach
    void open() {
        hub = new HubRelay("--demo", "--demo-library=" + scheduler("7"), "--demo-gantt=" + gantt());
        profile = Browser.profile();
        demo = profile.open("http://localhost:" + hub.port() + "/demo/");
        ready();
    }

    @AfterEach
    void close() {
        profile.close();
        hub.stop();
    }

    @Test
    void aDraggedEventMovesOnTheOtherPageTooInBothDirections() {
        drag(event("oldScheduler", RELEASE).locator(".dhx_title"), 0, 2 * hour("oldScheduler"));
        eventBeginsAt(13);
        lists("old", "updated");
        lists("new", "update-event");
        assertThat(messages("old").get(0)).contains("\"status\":\"updated\"", "Release");
        assertThat(messages("new").get(0)).contains("\"name\":\"events\"", "Release");
        assertThat(saves()).as("only the page that was dragged on saves").hasSize(1);

        drag(event("newScheduler", RELEASE).locator(".dhx_title"), 0, -hour("newScheduler"));
        eventBeginsAt(12);
        lists("old", "updated", "updated");
        lists("new", "update-event", "update-event");
        assertThat(saves()).hasSize(2);
        assertThat(stored("new/events", RELEASE).path("color").asText()).startsWith("#");

        demo.go(hub.url("/demo/").toString());
        ready();
        eventBeginsAt(12);
    }

    private void eventBeginsAt(int hour) {
        String isThere = "scheduler.getEvent(" + RELEASE + ").start_date.getHours() === " + hour;
        sees("oldScheduler", isThere);
        sees("newScheduler", isThere);
        soon().untilAsserted(() -> assertThat(event("newScheduler", RELEASE).boundingBox().y)
                .isEqualTo(event("oldScheduler", RELEASE).boundingBox().y));
        assertThat(event("oldScheduler", RELEASE).textContent()).contains(hour + ":00", hour + 2 + ":00", "Release");
        assertThat(event("newScheduler", RELEASE).textContent()).contains(hour + ":00", hour + 2 + ":00", "Release");
        assertThat(stored("old/events", RELEASE).path("start_date").asText()).endsWith(" " + hour + ":00");
        assertThat(stored("old/events", RELEASE).path("end_date").asText()).endsWith(" " + (hour + 2) + ":00");
    }

    @Test
    void aDraggedTaskMovesOnTheOtherPageTooInBothDirections() {
        drag(bar("oldGantt", TESTS), 2 * day("oldGantt"), 0);
        taskBeginsAfter(12);
        soon().untilAsserted(() ->
                assertThat(messages("old")).anySatisfy(it -> assertThat(it).contains("\"kind\":\"task\"", "Tests")));
        soon().untilAsserted(() -> assertThat(words("new")).contains("update-task"));

        drag(bar("newGantt", TESTS), -3 * day("newGantt"), 0);
        taskBeginsAfter(9);
        assertThat(saves()).allMatch(it -> it.matches("PUT .*/(old|new)/gantt/task/[16]"));
    }

    /** @param days since the Monday at the left edge */
    private void taskBeginsAfter(int days) {
        String isThere = "(task => gantt.calculateDuration(gantt.config.start_date, task.start_date) === " + days
                + " && gantt.calculateDuration(gantt.config.start_date, task.end_date) === " + (days + 2)
                + " && task.duration === 2)(gantt.getTask(" + TESTS + "))";
        sees("oldGantt", isThere);
        sees("newGantt", isThere);
        soon().untilAsserted(() -> assertThat(offset("newGantt")).isEqualTo(offset("oldGantt")));
        soon().untilAsserted(() ->
                assertThat(arrow("newGantt")).as("links move with it").isEqualTo(arrow("oldGantt")));
        assertThat(offset("oldGantt")).isCloseTo(days * day("oldGantt"), within(2.0));
    }

    /** Of the task's bar from the chart's left edge, in pixels. */
    private double offset(String name) {
        double chart = pane(name, ".gantt_data_area").boundingBox().x;
        return bar(name, TESTS).boundingBox().x - chart;
    }

    /** Where the link to the task is drawn. */
    private Object arrow(String name) {
        return pane(name, ".gantt_task_link[data-link-id='4'] .gantt_link_arrow")
                .evaluate("arrow => arrow.style.cssText");
    }

    @Test
    void tasksAreLinkedAndAddedAndDeletedOnTheOtherPageToo() {
        demo.eval("frames.newGantt.gantt.addLink({source: 4, target: 6, type: '0'})");
        sees("oldGantt", "gantt.getLinks().some(link => link.source == 4 && link.target == 6)");
        lists("new", "add-link");

        pane("oldGantt", ".gantt_row[data-task-id='1'] .gantt_add").click();
        pane("oldGantt", ".gantt_cal_light textarea").fill("<b>Cake</b>");
        pane("oldGantt", ".gantt_cal_light .gantt_save_btn_set").click();
        sees("newGantt", "gantt.isTaskExists(8) && gantt.getTask(8).parent == 1");
        sees("oldGantt", "gantt.isTaskExists(8)");
        soon().untilAsserted(() ->
                assertThat(bar("newGantt", "8").textContent()).as("as typed").contains("<b>Cake</b>"));
        assertThat(bar("oldGantt", "8").count()).isEqualTo(1);

        demo.eval("frames.newGantt.gantt.deleteTask(6)");
        sees("oldGantt", "!gantt.isTaskExists(6) && gantt.getLinks().every(link => link.target != 6)");
        soon().untilAsserted(() -> assertThat(bar("oldGantt", "6").count()).isZero());
        assertThat(stored("old/gantt", "6").isMissingNode()).isTrue();
        assertThat(stored("old/gantt", "8").path("text").asText()).isEqualTo("<b>Cake</b>");
    }

    @Test
    void anEventIsAddedByDoubleClickAndLightboxAndDeletedOnTheOtherPage() {
        BoundingBox monday = pane("oldScheduler", ".dhx_scale_holder").first().boundingBox();
        demo.mouse().dblclick(monday.x + 30, monday.y + 2.25 * hour("oldScheduler"));
        Locator text = pane("oldScheduler", ".dhx_cal_light textarea");
        text.fill("<b>Coffee</b> & cake");
        pane("oldScheduler", ".dhx_cal_light .dhx_save_btn_set").click();

        sees("newScheduler", "scheduler.getEvents().length === 8");
        sees("oldScheduler", "scheduler.getEvents().every(event => event.id < 100)");
        assertThat(stored("old/events", "8").path("text").asText()).isEqualTo("<b>Coffee</b> & cake");
        assertThat(stored("old/events", "8").path("start_date").asText()).endsWith(" 11:00");
        assertThat(event("newScheduler", "8").textContent())
                .as("text is shown as it was typed")
                .contains("<b>Coffee</b> & cake");
        assertThat(event("oldScheduler", "8").count()).isEqualTo(1);

        event("newScheduler", "8").locator(".dhx_body").click();
        pane("newScheduler", ".dhx_menu_icon.icon_delete").click();
        pane("newScheduler", ".scheduler_ok_button, .dhtmlx_ok_button").click();
        sees("oldScheduler", "!scheduler.getEvent(8)");
        soon().untilAsserted(
                        () -> assertThat(event("oldScheduler", "8").count()).isZero());
        assertThat(stored("old/events", "8").isMissingNode()).isTrue();
        assertThat(saves()).as("one POST, one DELETE").hasSize(2);
        lists("old", "deleted", "inserted");
        lists("new", "delete-event", "add-event");
    }

    @Test
    void whatTheBackEndRefusesIsTold() {
        demo.eval("frames.oldScheduler.scheduler.addEvent({text: 'x'.repeat(501),"
                + " start_date: new Date(2026, 10, 17, 9), end_date: new Date(2026, 10, 17, 10)})");
        demo.eval("frames.newGantt.gantt.addTask({text: 'x'.repeat(501), duration: 1}, 1)");

        sees("oldScheduler", "!document.getElementById('notice').hidden");
        assertThat(pane("oldScheduler", "#notice").textContent())
                .isEqualTo("Not saved: An event's text has at most 500 characters.");
        sees("newGantt", "!document.getElementById('notice').hidden");
        assertThat(pane("newGantt", "#notice").textContent())
                .isEqualTo("Not saved: A task's text has at most 500 characters.");
        sees("oldScheduler", "scheduler.getEvents().length === 7");
        sees("newGantt", "gantt.getTaskCount() === 7");
        assertThat(words("old")).isEmpty();
    }

    @Test
    void aPageThatWasAwayLoadsItsRecordsAnew() {
        demo.eval("frames.oldScheduler.scheduler.deleteEvent(1)");
        demo.eval("frames.newGantt.gantt.deleteTask(3)");
        sees("newScheduler", "!scheduler.getEvent(1)");
        sees("oldGantt", "!gantt.isTaskExists(3)");

        hub.restart();
        ready();
    }

    @Test
    void nothingIsAskedOfAnyOtherMachine() {
        assertThat(demo.network())
                .isNotEmpty()
                .allMatch(line -> !line.contains("://") || line.contains("://localhost:" + hub.port() + "/"))
                .noneMatch(line -> line.startsWith("failed") && !isGivenUp(line));
        assertThat(demo.toString()).doesNotContain("error:", "thrown:");
        assertThat(demo.network())
                .as("a RemoteEvents page needs no script of the hub")
                .filteredOn(line -> line.startsWith("GET ") && line.endsWith("/live_updates.js"))
                .hasSize(2);
    }

    /** On a slow machine pages poll beside a WebSocket that takes its time, and give the poll up when it opens. */
    private boolean isGivenUp(String line) {
        return line.equals("failed http://localhost:" + hub.port() + "/sync net::ERR_ABORTED");
    }

    @Test
    void aMissingLibraryIsNamedWithTheCureAndTheOtherWorks() {
        try (HubRelay bare = new HubRelay(
                        "--demo", "--demo-library=" + scheduler("7"), "--demo-gantt=http://localhost:1/gantt");
                Tab page = profile.open("http://localhost:" + bare.port() + "/demo/")) {
            for (String name : new String[] {"oldGantt", "newGantt"}) {
                until(page, "frames." + name + ".document.getElementById('missing')?.hidden === false");
                Locator message =
                        page.locator("iframe[name=" + name + "]").contentFrame().locator("#missing");
                assertThat(message.isVisible()).isTrue();
                assertThat(message.innerText())
                        .contains(
                                "The Gantt is missing",
                                "http://localhost:1/gantt/",
                                "npm pack dhtmlx-gantt@10",
                                "--demo-gantt=gantt");
            }
            until(page, "frames.oldScheduler.scheduler?.getEvents?.().length === 7");
            until(page, "frames.newScheduler.scheduler?.getEvents?.().length === 7");
        }
    }

    @Test
    void aSchedulerWithoutRemoteEventsIsSaidToBeTooOldAndItsOldPageWorks() {
        try (HubRelay old = new HubRelay("--demo", "--demo-library=" + scheduler("6"), "--demo-gantt=" + gantt());
                Tab page = profile.open("http://localhost:" + old.port() + "/demo/")) {
            until(page, "frames.newScheduler.document.getElementById('missing')?.hidden === false");
            assertThat(page.locator("iframe[name=newScheduler]")
                            .contentFrame()
                            .locator("#missing")
                            .innerText())
                    .contains("This Scheduler does not speak RemoteEvents", "Scheduler 6.0.5", "7.2.1 or newer");
            until(page, "frames.oldScheduler.scheduler?.getEvents?.().length === 7");
            assertThat(page.eval("frames.oldScheduler.document.getElementById('missing').hidden"))
                    .isEqualTo(true);
        }
    }

    /** Such a network takes requests and says nothing, for minutes. */
    @Test
    void aLibraryThatDoesNotAnswerIsNamedAsMissingUntilItComes() throws Exception {
        CountDownLatch awake = new CountDownLatch(1);
        try (PageServer site = new PageServer();
                HubRelay far = new HubRelay(
                        "--demo",
                        "--demo-library=" + site.origin("localhost") + "/scheduler",
                        "--demo-gantt=" + gantt());
                Tab page = profile.open("about:blank")) {
            site.lead("/scheduler/", exchange -> answerLate(exchange, awake));
            page.holdsClock();
            page.begin("http://localhost:" + far.port() + "/demo/");
            until(page, "!!frames.newScheduler?.document?.querySelector('link[href*=dhtmlx]')");
            until(page, "!!frames.oldScheduler?.document?.querySelector('link[href*=dhtmlx]')");
            page.passes(Duration.ofSeconds(3));
            Locator message =
                    page.locator("iframe[name=newScheduler]").contentFrame().locator("#missing");
            assertThat(message.isVisible()).as("it may still come").isFalse();

            page.passes(Duration.ofSeconds(6));
            until(page, "frames.newScheduler.document.getElementById('missing').hidden === false");
            until(page, "frames.oldScheduler.document.getElementById('missing').hidden === false");
            assertThat(message.isVisible()).isTrue();
            assertThat(message.innerText())
                    .contains(
                            "The Scheduler is missing",
                            site.origin("localhost") + "/scheduler/",
                            "npm pack dhtmlx-scheduler@7.2",
                            "--demo-library=scheduler");

            awake.countDown();
            until(page, "frames.newScheduler.scheduler?.getEvents?.().length === 7");
            assertThat(message.isVisible()).isFalse();
        } finally {
            awake.countDown();
        }
    }

    private static void answerLate(HttpExchange exchange, CountDownLatch awake) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        byte[] file = Files.readAllBytes(scheduler("7").resolve(name));
        try {
            awake.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseHeaders().set("Content-Type", name.endsWith(".js") ? "text/javascript" : "text/css");
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
        exchange.close();
    }

    private static Path scheduler(String version) {
        return Tools.npm("dhtmlx-scheduler-" + version, "codebase");
    }

    private static Path gantt() {
        return Tools.npm("dhtmlx-gantt-10", "codebase");
    }

    /** Waits until all four pages have their records and hear the hub, and so do the two lists below them. */
    private void ready() {
        for (String side : new String[] {"old", "new"}) {
            until(demo, "frames." + side + "Scheduler?.scheduler?.getEvents?.().length === 7");
            until(demo, "frames." + side + "Gantt?.gantt?.getTaskCount?.() === 7");
            until(demo, "document.querySelector('." + side + " .state').textContent === 'connected'");
        }
    }

    /** Waits until it is true in that pane. */
    private void sees(String name, String expression) {
        until(demo, "(({document, scheduler, gantt}) => " + expression + ")(frames." + name + ")");
    }

    /** As {@link Tab#until}, which a page with a policy against code made of text does not allow. */
    private static void until(Tab tab, String expression) {
        soon().untilAsserted(() ->
                assertThat(tab.eval(expression)).as(expression + tab).isEqualTo(true));
    }

    /** In this thread, which is the browser's. */
    private static ConditionFactory soon() {
        return await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20));
    }

    private Locator pane(String name, String selector) {
        return demo.locator("iframe[name=" + name + "]").contentFrame().locator(selector);
    }

    private Locator event(String name, String id) {
        return pane(name, ".dhx_cal_event[data-event-id='" + id + "']");
    }

    private Locator bar(String name, String id) {
        return pane(name, ".gantt_task_line[data-task-id='" + id + "']");
    }

    private double hour(String name) {
        return number("frames." + name + ".scheduler.config.hour_size_px");
    }

    private double day(String name) {
        return number("frames." + name + ".gantt.getScale().col_width");
    }

    private double number(String expression) {
        return ((Number) demo.eval(expression)).doubleValue();
    }

    /** With the mouse, as a person does. */
    private void drag(Locator what, double right, double down) {
        BoundingBox from = what.boundingBox();
        double x = from.x + Math.min(20, from.width / 2);
        double y = from.y + Math.min(8, from.height / 2);
        demo.mouse().move(x, y);
        demo.mouse().down();
        demo.mouse().move(x + right, y + down, new MoveOptions().setSteps(8));
        demo.mouse().up();
    }

    /** What happened, as the list below that side's panes has it, the latest first. */
    private List<String> words(String side) {
        return demo.locator("#" + side + "-messages li b").allTextContents();
    }

    /** Waits until that list says just this. */
    private void lists(String side, String... words) {
        soon().untilAsserted(() -> assertThat(words(side)).containsExactly(words));
    }

    private List<String> messages(String side) {
        return demo.locator("#" + side + "-messages li code").allTextContents();
    }

    /** Requests with which a page wrote to the back end. */
    private List<String> saves() {
        return demo.network().stream()
                .filter(line -> line.matches("(POST|PUT|DELETE) .*/demo/.*"))
                .toList();
    }

    private JsonNode stored(String path, String id) {
        JsonNode all = new RawHttp(hub.port()).get("/demo/" + path).json();
        JsonNode rows = all.isArray() ? all : all.path("data");
        for (JsonNode row : rows) {
            if (row.path("id").asText().equals(id)) {
                return row;
            }
        }
        return rows.path("none");
    }
}
