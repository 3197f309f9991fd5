package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.remote.PageHtml.page;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.remote.AnnouncingBackEnd.Shape;

/** Back ends that are written after Gantt's article, in which table and code contradict each other and Gantt understands neither. */
class ArticleShapesTest extends OnRemoteStage {

    @Override
    String[] settings() {
        return new String[] {GANTT_DATES};
    }

    @ParameterizedTest
    @CsvSource({"GANTT_9,ARTICLE_TABLE", "GANTT_9,ARTICLE_CODE", "GANTT_10,ARTICLE_TABLE", "GANTT_10,ARTICLE_CODE"})
    void reachGantt(Library gantt, Shape shape) {
        try (AppPage page = stage.open(page("anna", gantt))) {
            publish(shape, "add", "task", task(7, "Plan", "11-05-2027 09:00"));
            publish(shape, "add", "task", task(8, "Build", "12-05-2027 11:00"));
            page.shows("7", and(TUESDAY, "text", "Plan"));
            page.shows("8", and(WEDNESDAY, "text", "Build"));

            publish(shape, "add", "link", Map.of("id", 3, "source", 7, "target", 8, "type", "1"));
            page.until("links.ids().join() === '3' && links.drawn(3) === 1");
            publish(shape, "update", "link", Map.of("id", 3, "source", 7, "target", 8, "type", "0"));
            page.showsLink("3", "7", "8");

            publish(shape, "update", "task", task(7, "Better plan", "12-05-2027 11:00"));
            page.shows("7", and(WEDNESDAY, "text", "Better plan"));

            publish(shape, "delete", "link", Map.of("id", 3));
            publish(shape, "delete", "task", Map.of("id", 8));
            page.lacks("8");
            page.until("links.ids().length === 0");
            assertThat(page.settles().trouble()).isEmpty();
            assertThat(page.ids()).containsExactly("7");
            assertThat(page.saves()).isEmpty();
        }
    }

    private void publish(Shape shape, String verb, String kind, Map<String, Object> record) {
        stage.publish(AnnouncingBackEnd.announcement(shape, verb, kind, record));
    }

    private static Map<String, Object> task(int id, String text, String start) {
        return Map.of("id", id, "text", text, "start_date", start, "duration", 90, "parent", 0);
    }
}
