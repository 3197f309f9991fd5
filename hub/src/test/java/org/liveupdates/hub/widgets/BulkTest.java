package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.liveupdates.hub.testkit.RawBayeux;

/** A back end imports; the page stays usable. */
class BulkTest extends OnStage {

    @InEach(Situation.BULK)
    void threeHundredChangesAreShownWithoutAWrite(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup)) {
            publish("inserted", i -> published(setup, 2000 + i, "inserted " + i));
            anna.until("widget.ids().length === 300");
            anna.shows("2000", and(TUESDAY, "text", "inserted 0"));
            publish("updated", i -> published(setup, 2000 + i, "updated " + i));
            anna.until("widget.ids().every(id => record(id).text.startsWith('updated'))");
            publish("deleted", i -> "{}");
            anna.until("widget.ids().length === 0");
            assertThat(anna.requests()).isEmpty();
            assertThat(anna.trouble()).isEmpty();
        }
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
