package org.liveupdates.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse.MoveOptions;
import com.microsoft.playwright.options.BoundingBox;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
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

/** What a newcomer does first: the genuine Scheduler on both pages, with the real mouse, and no network beyond this machine. */
class DemoTest {
    private static final String RELEASE = "6";
    private static final int HOUR = 36;

    private HubRelay hub;
    private Profile profile;
    private Tab demo;

    @BeforeEach
    void open() {
        String library = Tools.npm("dhtmlx-scheduler-7", "codebase").toString();
        hub = new HubRelay("--demo", "--demo-library=" + library);
        profile = Browser.profile();
        demo = profile.open("http://localhost:" + hub.port() + "/demo/");
        ready("anna");
        ready("ben");
        until(demo, "document.getElementById('state').textContent === 'connected'");
    }

    @AfterEach
    void close() {
        profile.close();
        hub.stop();
    }

    @Test
    void aDraggedEventMovesOnTheOtherPageToo() {
        BoundingBox before = box("ben", RELEASE).boundingBox();
        BoundingBox grip = box("anna", RELEASE).locator(".dhx_title").boundingBox();
        demo.mouse().move(grip.x + 20, grip.y + 8);
        demo.mouse().down();
        demo.mouse().move(grip.x + 20, grip.y + 8 + 2 * HOUR, new MoveOptions().setSteps(8));
        demo.mouse().up();

        sees("ben", "scheduler.getEvent(" + RELEASE + ").start_date.getHours() === 13");
        sees("anna", "scheduler.getEvent(" + RELEASE + ").start_date.getHours() === 13");
        soon().untilAsserted(() -> assertThat(box("ben", RELEASE).boundingBox().y)
                .isEqualTo(before.y + 2 * HOUR)
                .isEqualTo(box("anna", RELEASE).boundingBox().y));
        assertThat(box("ben", RELEASE).textContent()).contains("13:00", "15:00", "Release");
        assertThat(stored(RELEASE).path("start_date").asText()).endsWith(" 13:00");
        assertThat(stored(RELEASE).path("end_date").asText()).endsWith(" 15:00");
        assertThat(stored(RELEASE).path("color").asText()).startsWith("#");
        assertThat(saves()).as("only the page that was dragged on saves").isEqualTo(1);
        assertThat(demo.locator("#messages li").count()).isEqualTo(1);
        assertThat(demo.locator("#messages li b").textContent()).isEqualTo("updated");
        assertThat(demo.locator("#messages li code").textContent()).contains("\"status\":\"updated\"", "Release");

        demo.go(hub.url("/demo/").toString());
        ready("ben");
        sees("ben", "scheduler.getEvent(" + RELEASE + ").start_date.getHours() === 13");
    }

    @Test
    void anEventIsAddedByDoubleClickAndLightboxAndDeletedOnTheOtherPage() {
        BoundingBox monday = pane("anna", ".dhx_scale_holder").first().boundingBox();
        demo.mouse().dblclick(monday.x + 30, monday.y + 3.25 * HOUR);
        Locator text = pane("anna", ".dhx_cal_light textarea");
        text.fill("<b>Coffee</b> & cake");
        pane("anna", ".dhx_cal_light .dhx_save_btn_set").click();

        sees("ben", "scheduler.getEvents().length === 8");
        sees("anna", "scheduler.getEvents().every(event => event.id < 100)");
        assertThat(stored("8").path("text").asText()).isEqualTo("<b>Coffee</b> & cake");
        assertThat(stored("8").path("start_date").asText()).endsWith(" 11:00");
        assertThat(box("ben", "8").textContent())
                .as("text is shown as it was typed")
                .contains("<b>Coffee</b> & cake");
        assertThat(box("anna", "8").count()).isEqualTo(1);

        box("ben", "8").locator(".dhx_body").click();
        pane("ben", ".dhx_menu_icon.icon_delete").click();
        pane("ben", ".scheduler_ok_button, .dhtmlx_ok_button").click();
        sees("anna", "!scheduler.getEvent(8)");
        soon().untilAsserted(() -> assertThat(box("anna", "8").count()).isZero());
        assertThat(stored("8").isMissingNode()).isTrue();
        assertThat(saves()).as("one POST, one DELETE").isEqualTo(2);
        assertThat(demo.locator("#messages li b").allTextContents()).containsExactly("deleted", "inserted");
    }

    @Test
    void whatTheBackEndRefusesIsTold() {
        demo.eval("frames.anna.scheduler.addEvent({text: 'x'.repeat(501),"
                + " start_date: new Date(2026, 10, 17, 9), end_date: new Date(2026, 10, 17, 10)})");

        sees("anna", "!document.getElementById('notice').hidden");
        assertThat(pane("anna", "#notice").textContent())
                .isEqualTo("Not saved: An event's text has at most 500 characters.");
        assertThat(demo.locator("#messages li b").count()).isZero();
        sees("anna", "scheduler.getEvents().length === 7");
    }

    @Test
    void aPageThatWasAwayLoadsItsEventsAnew() {
        demo.eval("frames.anna.scheduler.deleteEvent(1)");
        sees("ben", "!scheduler.getEvent(1)");

        hub.restart();
        sees("ben", "scheduler.getEvents().length === 7 && !!scheduler.getEvent(1)");
        sees("anna", "scheduler.getEvents().length === 7 && !!scheduler.getEvent(1)");
    }

    @Test
    void nothingIsAskedOfAnyOtherMachine() {
        assertThat(demo.network())
                .isNotEmpty()
                .allMatch(line -> !line.contains("://") || line.contains("://localhost:" + hub.port() + "/"))
                .noneMatch(line -> line.startsWith("failed"));
        assertThat(demo.toString()).doesNotContain("error:", "thrown:");
    }

    @Test
    void aMissingLibraryIsNamedWithTheCure() {
        try (HubRelay bare = new HubRelay("--demo", "--demo-library=http://localhost:1/scheduler");
                Tab page = profile.open("http://localhost:" + bare.port() + "/demo/")) {
            until(page, "frames.ben.document.getElementById('missing')?.hidden === false");
            Locator message = page.locator("iframe[name=ben]").contentFrame().locator("#missing");
            assertThat(message.isVisible()).isTrue();
            assertThat(message.innerText())
                    .contains("The Scheduler is missing", "http://localhost:1/scheduler/", "--demo-library=package");
        }
    }

    /** Such a network takes requests and says nothing, for minutes. */
    @Test
    void aLibraryThatDoesNotAnswerIsNamedAsMissingUntilItComes() throws Exception {
        CountDownLatch awake = new CountDownLatch(1);
        try (PageServer site = new PageServer();
                HubRelay far = new HubRelay("--demo", "--demo-library=" + site.origin("localhost") + "/scheduler");
                Tab page = profile.open("about:blank")) {
            site.lead("/scheduler/", exchange -> answerLate(exchange, awake));
            page.holdsClock();
            page.begin("http://localhost:" + far.port() + "/demo/");
            until(page, "!!frames.ben?.document?.getElementById('place')?.textContent");
            until(page, "!!frames.anna?.document?.getElementById('place')?.textContent");
            page.passes(Duration.ofSeconds(3));
            Locator message = page.locator("iframe[name=ben]").contentFrame().locator("#missing");
            assertThat(message.isVisible()).as("it may still come").isFalse();

            page.passes(Duration.ofSeconds(6));
            until(page, "frames.ben.document.getElementById('missing').hidden === false");
            until(page, "frames.anna.document.getElementById('missing').hidden === false");
            assertThat(message.isVisible()).isTrue();
            assertThat(message.innerText())
                    .contains(
                            "The Scheduler is missing",
                            site.origin("localhost") + "/scheduler/",
                            "npm pack dhtmlx-scheduler",
                            "--demo-library=package");

            awake.countDown();
            until(page, "frames.ben.scheduler?.getEvents?.().length >= 7");
            assertThat(message.isVisible()).isFalse();
        } finally {
            awake.countDown();
        }
    }

    private static void answerLate(HttpExchange exchange, CountDownLatch awake) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        byte[] file = Files.readAllBytes(Tools.npm("dhtmlx-scheduler-7", "codebase/" + name));
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

    private void ready(String name) {
        until(demo, "window.frames." + name + "?.scheduler?.getEvents?.().length >= 7");
    }

    /** Waits until it is true in that pane. */
    private void sees(String name, String expression) {
        until(
                demo,
                "((document, scheduler) => " + expression + ")(frames." + name + ".document, frames." + name
                        + ".scheduler)");
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

    private Locator box(String name, String id) {
        return pane(name, ".dhx_cal_event[data-event-id='" + id + "']");
    }

    /** Requests with which a page wrote to the back end. */
    private long saves() {
        return demo.network().stream()
                .filter(line -> line.matches("(POST|PUT|DELETE) .*/demo/events.*"))
                .count();
    }

    private JsonNode stored(String id) {
        JsonNode all = new RawHttp(hub.port()).get("/demo/events").json();
        for (JsonNode event : all) {
            if (event.path("id").asText().equals(id)) {
                return event;
            }
        }
        return all.path("none");
    }
}
