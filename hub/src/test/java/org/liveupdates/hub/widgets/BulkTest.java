package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.liveupdates.hub.testkit.RawBayeux;

/** A back end imports; the page stays usable. */
class BulkTest extends OnStage {

    @InEach(Situation.BULK)
    void threeHundredChangesAreShownWithoutAWrite(Setup setup) {
        try (Pair pages = pages(setup)) {
            publish("inserted", i -> published(setup, 2000 + i, "inserted " + i));
            both(pages, page -> page.until("widget.ids().length === 300"));
            both(pages, page -> page.shows("2000", and(TUESDAY, "text", "inserted 0")));
            both(pages, page -> assertThat(page.requests()).isEmpty());
            publish("updated", i -> published(setup, 2000 + i, "updated " + i));
            both(pages, page -> page.until("widget.ids().every(id => record(id).text.startsWith('updated'))"));
            both(pages, page -> assertThat(page.requests()).isEmpty());
            publish("deleted", i -> "{}");
            both(pages, page -> page.until("widget.ids().length === 0"));
            both(pages, page -> assertThat(page.requests()).isEmpty());
            both(pages, page -> assertThat(page.eval("changes.length")).isEqualTo(900));
            both(pages, page -> assertThat(page.trouble()).isEmpty());
            assertThat(stage.wire().stream().map(OnStage::summary))
                    .as("the import's own, and nothing of a page")
                    .containsExactlyElementsOf(Stream.of("inserted", "updated", "deleted")
                            .flatMap(status -> IntStream.range(2000, 2300).mapToObj(id -> status + " " + id))
                            .toList());
        }
    }

    private static void both(Pair pages, Consumer<WidgetPage> does) {
        does.accept(pages.anna());
        does.accept(pages.bert());
    }

    private void publish(String status, IntFunction<String> data) {
        String message =
                "{\"channel\":\"/broadcast\",\"data\":{\"sid\":\"%d\",\"tid\":%1$d,\"status\":\"%s\",\"data\":%s}}";
        String batch = IntStream.range(0, 300)
                .mapToObj(i -> message.formatted(2000 + i, status, data.apply(i)))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(new RawBayeux(stage.hub.url()).post(batch).statusCode()).isEqualTo(200);
    }
}
