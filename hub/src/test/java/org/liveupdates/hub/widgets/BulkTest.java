package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.liveupdates.hub.testkit.RawBayeux;

/** A back end imports; the page stays usable. */
class BulkTest extends OnStage {

    @InEach(Situation.BULK)
    void threeHundredChangesAreShownWithoutAWrite(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup)) {
            publish("inserted");
            anna.until("widget.ids().length === 300");
            anna.shows("2299", and(TUESDAY, "text", "inserted 299"));
            publish("updated");
            anna.until("widget.ids().every(id => record(id).text.startsWith('updated'))");
            publish("deleted");
            anna.until("widget.ids().length === 0");
            assertThat(anna.requests()).isEmpty();
            assertThat(anna.trouble()).isEmpty();
        }
    }

    private void publish(String status) {
        String batch = IntStream.range(0, 300)
                .mapToObj(i -> """
                        {"channel":"/broadcast","data":{"sid":"%d","tid":%1$d,"status":"%s","data":%s}}""".formatted(2000 + i, status, status.equals("deleted") ? "{}" : data(i, status)))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(new RawBayeux(stage.hub.url()).post(batch).statusCode()).isEqualTo(200);
    }

    private static String data(int i, String status) {
        return """
                {"id":%d,"text":"%s %d","start_date":"11-05-2027 09:00","end_date":"11-05-2027 10:30"}""".formatted(2000 + i, status, i);
    }
}
