package org.liveupdates.hub.remote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a page is written.
 *
 * @param mount path of the hub at which it is live
 */
record PageHtml(String name, String mount, List<Start> starts) {

    /** One widget and the options of the page's {@code start}. */
    record Start(Library library, boolean old, Map<String, Object> options) {}

    /** A page that is live as its widget brings it: by RemoteEvents, or else by {@code live_updates.js}. */
    static PageHtml page(String name, Library library) {
        return new PageHtml(name, "", List.of(new Start(library, !library.isNew, Map.of())));
    }

    /** A page that is live by {@code live_updates.js}, whatever its widget brings. */
    static PageHtml oldPage(String name, Library library) {
        return new PageHtml(name, "", List.of(new Start(library, true, Map.of())));
    }

    PageHtml and(Library library) {
        return new PageHtml(
                name,
                mount,
                Stream.concat(starts.stream(), page(name, library).starts.stream())
                        .toList());
    }

    PageHtml at(String path) {
        return new PageHtml(name, path, starts);
    }

    PageHtml with(String key, Object value) {
        return new PageHtml(
                name,
                mount,
                starts.stream()
                        .map(start -> {
                            Map<String, Object> options = new LinkedHashMap<>(start.options);
                            options.put(key, value);
                            return new Start(start.library, start.old, options);
                        })
                        .toList());
    }

    /** Name of the event by which the test talks to one widget's listener. */
    String probe(Start start) {
        return "probe of " + name + " " + start.library.widget;
    }

    Stream<Start> remoteStarts() {
        return starts.stream().filter(start -> !start.old);
    }

    private boolean publishes(Start start) {
        return start.old || start.options.containsKey("publishOnly");
    }

    /** @param hub origin of the hub; empty when it is the page's own */
    String text(String hub) {
        Set<String> head = new LinkedHashSet<>();
        List<String> body = new ArrayList<>();
        for (Start start : starts) {
            for (String file : start.library.files()) {
                head.add(
                        file.endsWith(".css")
                                ? "<link rel=\"stylesheet\" href=\"" + file + "\">"
                                : "<script src=\"" + file + "\"></script>");
            }
            if (publishes(start)) {
                head.add("<script src=\"" + hub + mount + "/client.js" + "\"></script>");
                head.add("<script src=\"" + hub + mount + "/live_updates.js" + "\"></script>");
            }
            body.add(container(start.library));
        }
        head.add("<script src=\"/remote-page.js\"></script>");
        body.add("<script>");
        starts.forEach(start -> body.add("start(" + AnnouncingBackEnd.json(options(start, hub)) + ");"));
        body.add("</script>");
        return "<!doctype html>\n<meta charset=\"utf-8\">\n<title>" + name + "</title>\n" + String.join("\n", head)
                + "\n<body>\n" + String.join("\n", body) + "\n";
    }

    private Map<String, Object> options(Start start, String hub) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("widget", start.library.widget);
        options.put("url", AnnouncingBackEnd.PATH + name + "/");
        options.put("mode", start.library.mode);
        options.put("creates", start.library.isNew);
        if (start.library == Library.SCHEDULER_7) {
            options.put("plugins", List.of("recurring"));
        }
        if (publishes(start)) {
            options.put("live", hub + mount + "/sync");
        }
        if (!start.old) {
            options.put("remote", hub + mount + "/api/v1");
            options.put("token", "none");
            options.put("names", List.of(probe(start)));
        }
        options.putAll(start.options);
        return options;
    }

    private static String container(Library library) {
        String style = "width:1000px;height:600px;position:relative";
        if (library != Library.SCHEDULER_5) {
            return "<div id=\"" + library.widget + "\" style=\"" + style + "\"></div>";
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
