package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a hub, an application and a back end of its own. */
abstract class OnRemoteStage {
    static final Object[] TUESDAY = {"start_date", "2027-05-11 09:00", "end_date", "2027-05-11 10:30"};
    static final Object[] WEDNESDAY = {"start_date", "2027-05-12 11:00", "end_date", "2027-05-12 12:30"};

    /** The format that Gantt's pages read unless they choose one. */
    static final String GANTT_DATES = "--remote-dates=%d-%m-%Y %H:%i";

    RemoteStage stage;

    @BeforeEach
    void set() {
        stage = new RemoteStage(settings());
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
    Pair pages(PageHtml anna, PageHtml bert) {
        return new Pair(stage.open(anna), stage.open(bert));
    }

    /** Two users, each with a browser of their own. */
    record Pair(AppPage anna, AppPage bert) implements AutoCloseable {
        /** Both have just these records. */
        void have(String... ids) {
            assertThat(anna.ids()).containsExactlyInAnyOrder(ids);
            assertThat(bert.ids()).containsExactlyInAnyOrder(ids);
        }

        /** They saved so often in all, and no page's script stumbled. */
        void saved(int byAnna, int byBert) {
            anna.settles();
            bert.settles();
            assertThat(anna.saves()).hasSize(byAnna);
            assertThat(bert.saves()).hasSize(byBert);
            assertThat(anna.trouble()).as("trouble of %s", anna).isEmpty();
            assertThat(bert.trouble()).as("trouble of %s", bert).isEmpty();
        }

        @Override
        public void close() {
            try (bert) {
                anna.close();
            }
        }
    }

    static Object[] and(Object[] some, Object... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray();
    }
}
