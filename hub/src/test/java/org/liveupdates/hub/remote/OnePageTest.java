package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.remote.PageHtml.page;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Scheduler, Gantt and the application's own board on one page: each hears what it has subscribed, though all count from 1. */
class OnePageTest extends OnRemoteStage {
    private static final String DATES = "\"start_date\":\"2027-05-11 09:00\",\"end_date\":\"2027-05-11 10:30\"";

    @Test
    void eachGetsItsOwn() {
        try (AppPage anna = stage.open(
                        page("anna", Library.SCHEDULER_7).and(Library.GANTT_10).with("dateFormat", "%Y-%m-%d %H:%i"));
                AppPage bert = stage.open(
                        page("bert", Library.SCHEDULER_7).with("names", List.of("probe of bert scheduler", "cards")))) {
            stage.publish(
                    "",
                    "[" + added("events", "event", "Meet") + "," + added("tasks", "task", "Plan") + ","
                            + added("cards", "card", "Card") + "]");
            anna.shows("1", and(TUESDAY, "text", "Meet"));
            anna.turnsTo("gantt").shows("1", and(TUESDAY, "text", "Plan"));
            stage.publish("{\"name\":\"tasks\",\"value\":{\"type\":\"delete-task\",\"task\":{\"id\":1}}}");
            anna.lacks("1");
            anna.turnsTo("scheduler").settles().shows("1", "text", "Meet");
            assertThat(anna.trouble()).isEmpty();
            assertThat(anna.tab().network()).noneMatch(frame -> frame.contains("\"cards\""));

            bert.shows("1", and(TUESDAY, "text", "Meet"));
            bert.until("heard.filter(([name]) => name === 'cards').length === 1");
            assertThat(bert.eval("heard.find(([name]) => name === 'cards')[1].card.text"))
                    .isEqualTo("Card");
            assertThat(bert.settles().trouble()).isEmpty();
            assertThat(bert.tab().network()).noneMatch(frame -> frame.contains("-task\""));
            assertThat(anna.saves()).isEmpty();
        }
    }

    private static String added(String name, String kind, String text) {
        return "{\"name\":\"%s\",\"value\":{\"type\":\"add-%s\",\"%2$s\":{\"id\":1,\"text\":\"%s\",%s}}}"
                .formatted(name, kind, text, DATES);
    }
}
