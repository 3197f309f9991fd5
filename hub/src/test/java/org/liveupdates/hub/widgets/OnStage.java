package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a hub, an application and a back end of its own. */
abstract class OnStage {
    static final Object[] TUESDAY = {"start_date", "2027-05-11 09:00", "end_date", "2027-05-11 10:30"};
    static final Object[] WEDNESDAY = {"start_date", "2027-05-12 11:00", "end_date", "2027-05-12 12:30"};

    WidgetStage stage;

    @BeforeEach
    void set() {
        stage = new WidgetStage(settings());
    }

    @AfterEach
    void clear() {
        stage.close();
    }

    /** Of the hub. */
    String[] settings() {
        return new String[0];
    }

    /** Opens Anna's page and Bert's. */
    Pair pages(Setup setup) {
        return new Pair(stage.open("anna", setup), stage.open("bert", setup));
    }

    /** Two users, each with a browser of their own. */
    record Pair(WidgetPage anna, WidgetPage bert) implements AutoCloseable {
        @Override
        public void close() {
            try (bert) {
                anna.close();
            }
        }
    }

    /** Nothing but what the back end has taken was told, each thing once, and no page's script stumbled. */
    void allIsToldOnce(WidgetPage... pages) {
        for (WidgetPage page : pages) {
            page.requests();
            assertThat(page.trouble()).as("trouble of %s", page).isEmpty();
        }
        List<String> written = stage.backEnd.writes().stream()
                .map(write -> write.action() + " " + write.tid())
                .toList();
        assertThat(stage.wire().stream().map(OnStage::summary)).containsExactlyInAnyOrderElementsOf(written);
    }

    /** A record on Tuesday as a page or a back end would publish it. */
    static String published(Setup setup, int id, String text) {
        String more = setup.widget().isGantt() ? ",\"duration\":90,\"progress\":0,\"parent\":0" : "";
        return "{\"id\":%d,\"text\":\"%s\",\"start_date\":\"11-05-2027 09:00\",\"end_date\":\"11-05-2027 10:30\"%s}"
                .formatted(id, text, more);
    }

    static String summary(JsonNode update) {
        return update.path("status").asText() + " " + update.path("tid").asText();
    }

    static Object[] and(Object[] some, Object... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray();
    }
}
