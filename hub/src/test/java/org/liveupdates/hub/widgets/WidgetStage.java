package org.liveupdates.hub.widgets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.PageServer;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.Tools;
import org.liveupdates.hub.testkit.Watcher;

/** What live pages need round them: the application's server with its pages and back end, and the hub, which is another origin. */
final class WidgetStage implements AutoCloseable {
    static final String PAGE = "/page-";
    private static final String WATCHED = "/update";

    final PageServer application = new PageServer();
    final HubRelay hub;
    final BackEnd backEnd = new BackEnd();
    private final Watcher watcher;
    private final AtomicInteger pages = new AtomicInteger();

    WidgetStage(String... settings) {
        String origin = "--allowed-origins=" + application.origin("127.0.0.1");
        hub = new HubRelay(Stream.concat(Stream.of(origin), Stream.of(settings)).toArray(String[]::new));
        watcher = new Watcher(hub.url(), WATCHED);
        application.lead(BackEnd.PATH, backEnd);
        for (String script : List.of("widget-page.js", "stand-ins.js", "old-live-updates.js")) {
            application.put("/" + script, Tools.JS.resolve(script));
        }
        application.put("/favicon.ico", "");
    }

    /** Opens a page in a browser of its own and waits until it is live. */
    WidgetPage open(String name, Setup setup) {
        return open(WidgetPage.with(name, setup));
    }

    WidgetPage open(WidgetPage.Html html) {
        return open("", html);
    }

    /** On a computer in that time zone. */
    WidgetPage open(String timeZone, WidgetPage.Html html) {
        String address = PAGE + html.name() + pages.incrementAndGet() + ".html";
        html.libraries().forEach(widget -> {
            for (String file : widget.files()) {
                application.put(file, widget.fileAt(file));
            }
        });
        application.put(address, html.text(hub));
        return new WidgetPage(html.name(), this, Desk.in(timeZone), application.origin("127.0.0.1") + address);
    }

    /** All updates that the hub gave to everybody so far, when nothing more is on its way. */
    List<JsonNode> wire() {
        String last = "\"last word " + pages.incrementAndGet() + "\"";
        new RawBayeux(hub.url()).publishBare("/broadcast", last);
        watcher.awaitData(last);
        return watcher.heard().stream().filter(JsonNode::isObject).toList();
    }

    /** What a back end or somebody's client publishes. */
    void publish(String dataJson) {
        new RawBayeux(hub.url()).publishBare("/broadcast", dataJson);
    }

    @Override
    public void close() {
        watcher.close();
        hub.close();
        application.close();
    }
}
