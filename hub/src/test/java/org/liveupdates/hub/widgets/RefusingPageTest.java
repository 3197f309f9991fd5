package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

/** A page's own script has the last word. */
class RefusingPageTest extends OnStage {

    @InEach(Situation.REFUSED)
    void doesWithoutWhatItsHandlerRefuses(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.adds("Known", TUESDAY);
            String known = anna.idOf("Known");
            bert.shows(known, "text", "Known");
            bert.eval("answers.liveUpdate = false");
            anna.adds("Secret", WEDNESDAY);
            String secret = anna.idOf("Secret");
            bert.until("changes.length === 2");
            anna.changes(known, "text", "Unknown");
            bert.until("changes.length === 3");
            bert.eval("answers.liveUpdate = true");
            anna.adds("Public", WEDNESDAY);
            String open = anna.idOf("Public");
            bert.shows(open, "text", "Public");
            bert.shows(known, "text", "Known");
            assertThat(bert.ids()).containsExactly(known, open).doesNotContain(secret);
            assertThat(bert.eval("changes.map(one => one[0] + ' ' + one[2]).join()"))
                    .isEqualTo("inserted %s,inserted %s,updated %1$s,inserted %3$s".formatted(known, secret, open));
            assertThat(bert.requests()).isEmpty();
            allIsToldOnce(anna, bert);
        }
    }
}
