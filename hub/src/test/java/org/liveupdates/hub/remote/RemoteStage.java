package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.PageServer;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RemoteEventsPage;
import org.liveupdates.hub.testkit.Tab;
import org.liveupdates.hub.testkit.Tools;
import org.liveupdates.hub.testkit.Watcher;

/** What the pages need round them: the application's server with its pages and back end, and the hub, which is another origin. */
final class RemoteStage implements AutoCloseable {
    /** Free tabs, each in a browser of its own, by time zone: the next page comes up faster there than in a new one. */
    private static final Map<String, Deque<Tab>> FREE = new HashMap<>();

    final PageServer application = new PageServer();
    final HubRelay hub;
    final AnnouncingBackEnd backEnd = new AnnouncingBackEnd(this::publish);
    private final AtomicInteger numbers = new AtomicInteger();
    private final String site;
    private String[] credentials = {};

    /** @param settings of the hub */
    RemoteStage(String... settings) {
        this("", settings);
    }

    /** @param site origin that application and hub have in common, the hub below {@code /liveUpdates}; empty when they have none */
    RemoteStage(String site, String[] settings) {
        this.site = site;
        String access =
                site.isEmpty() ? "--allowed-origins=" + application.origin("127.0.0.1") : "--public-url=" + site;
        hub = new HubRelay(Stream.concat(Stream.of(access), Stream.of(settings)).toArray(String[]::new));
        application.lead(AnnouncingBackEnd.PATH, backEnd);
        application.put("/remote-page.js", Tools.JS.resolve("remote-page.js"));
        application.put("/favicon.ico", "");
    }

    /** With which token the back end announces. */
    void announceWith(String token) {
        credentials = new String[] {"Authorization: Bearer " + token};
    }

    /** Opens a page in a browser of its own and waits until it is live. */
    AppPage open(PageHtml html) {
        return open(html, "");
    }

    /** On a computer in that time zone. */
    AppPage open(PageHtml html, String timeZone) {
        AppPage page = openUnheard(html, timeZone, "");
        page.awaitLive();
        return page;
    }

    /**
     * Does not wait.
     *
     * @param cookie that the browser has; empty for none
     */
    AppPage openUnheard(PageHtml html, String timeZone, String cookie) {
        Deque<Tab> free = FREE.computeIfAbsent(timeZone, zone -> new ArrayDeque<>());
        Tab tab = free.isEmpty() ? newTab(timeZone) : free.pop();
        if (!cookie.isEmpty()) {
            tab.go(origin() + "/favicon.ico");
            tab.eval("cookie => { document.cookie = cookie; }", cookie);
        }
        return show(html, tab, () -> {
            tab.leave();
            free.push(tab);
        });
    }

    private String origin() {
        return site.isEmpty() ? application.origin("127.0.0.1") : site;
    }

    private static Tab newTab(String timeZone) {
        return (timeZone.isEmpty() ? Browser.profile() : Browser.profileIn(timeZone)).open("about:blank");
    }

    /** Shows a page in the tab, and does not wait. */
    AppPage show(PageHtml html, Tab tab, Runnable atClose) {
        String address = "/page-" + html.name() + numbers.incrementAndGet() + ".html";
        html.starts()
                .forEach(start -> start.library().files().forEach(file -> application.put(file, Library.fileAt(file))));
        String there = site.isEmpty() ? "http://127.0.0.1:" + hub.port() : "";
        application.put(address, html.text(there));
        tab.go(origin() + address);
        return new AppPage(html, this, tab, atClose);
    }

    /** What a back end announces to the standard room. */
    void publish(String json) {
        publish("", json);
    }

    /** Announces it below that path, and tells how many pages it went to. */
    int publish(String mount, String json) {
        HttpAnswer answer = new RawHttp(hub.port()).post(mount + "/publish", json, credentials);
        assertThat(answer.status()).as("%s to %s", answer, json).isEqualTo(202);
        return answer.json().path("pages").asInt();
    }

    int nextNumber() {
        return numbers.incrementAndGet();
    }

    Ears ears() {
        return new Ears();
    }

    /** Listens beside the pages to all that either protocol tells in the standard room. */
    final class Ears implements AutoCloseable {
        private final Watcher old = new Watcher(hub.url(), "/update");
        private final RemoteEventsPage remote = new RemoteEventsPage(hub.url(""), "none", "events", "tasks", "links");

        /** What old pages were told so far, as {@code updated 1001}. */
        List<String> old() {
            String last = "\"last word " + nextNumber() + "\"";
            new RawBayeux(hub.url()).publishBare("/broadcast", last);
            old.awaitData(last);
            return old.heard().stream()
                    .filter(JsonNode::isObject)
                    .map(it -> it.path("status").asText() + " " + it.path("tid").asText())
                    .toList();
        }

        /** What RemoteEvents pages were told so far, as {@code update-event 1001}. */
        List<String> remote() {
            remote.settle();
            return remote.events().stream()
                    .map(it -> it.path("value"))
                    .map(it -> it.path("type").asText() + " "
                            + it.path("event").path("id").asText())
                    .toList();
        }

        @Override
        public void close() {
            try (remote) {
                old.close();
            }
        }
    }

    @Override
    public void close() {
        hub.close();
        application.close();
    }
}
