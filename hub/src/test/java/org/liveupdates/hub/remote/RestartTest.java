package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.remote.PageHtml.page;

import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.Tab;

/** Two tabs of one browser, before and after a restart of the hub. */
class RestartTest extends OnRemoteStage {

    @Test
    void pagesFindBackByThemselves() {
        try (Profile profile = Browser.profile();
                Pair pages = new Pair(show("anna", profile), show("bert", profile))) {
            AppPage anna = pages.anna();
            AppPage bert = pages.bert();
            anna.awaitLive();
            bert.awaitLive();
            String before = anna.adds("Before", TUESDAY);
            bert.shows(before, TUESDAY);

            stage.hub.restart();
            anna.awaitLive();
            bert.awaitLive();
            String after = anna.adds("After", WEDNESDAY);
            bert.shows(after, and(WEDNESDAY, "text", "After"));
            bert.changes(after, "text", "Long after");
            anna.shows(after, "text", "Long after");
            pages.saved(2, 1);
            pages.have(before, after);
            // One handshake for each page's life; after a cut it opens its socket anew, and no more than one.
            assertThat(anna.tab().network())
                    .filteredOn(line -> line.startsWith("GET") && line.endsWith("/api/v1"))
                    .hasSize(1);
            assertThat(anna.eval("heard.length")).isEqualTo(anna.eval("new Set(heard.map(([, value]) => value)).size"));
        }
    }

    private AppPage show(String name, Profile profile) {
        Tab tab = profile.open("about:blank");
        return stage.show(page(name, Library.SCHEDULER_7), tab, tab::close);
    }
}
