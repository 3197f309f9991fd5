package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What the back end keeps, each kind in a table of its own. */
enum Kind {
    EVENT("An", "events", DemoEvent::of),
    TASK("A", "gantt/task", DemoTask::of),
    LINK("A", "gantt/link", DemoLink::of);

    /** Below the back end's address, as the data processors ask for it. */
    final String path;

    private final String article;
    private final Reader reader;

    Kind(String article, String path, Reader reader) {
        this.article = article;
        this.path = path;
        this.reader = reader;
    }

    /** Understands what a page saves. What a widget notes on its records for itself is left behind. */
    Row read(JsonNode json) throws BadRow {
        return reader.read(new Fields(this, json));
    }

    /** {@code event}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code events}, also the name under which RemoteEvents pages hear of them. */
    String plural() {
        return word() + "s";
    }

    /** {@code An event}, as sentences begin. */
    String one() {
        return article + " " + word();
    }

    private interface Reader {
        Row read(Fields fields) throws BadRow;
    }
}
