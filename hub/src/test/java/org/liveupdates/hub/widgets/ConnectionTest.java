package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** The page knows whether it is live, and is live again after a cut. */
class ConnectionTest extends OnStage {

    @InEach(Situation.RECONNECT)
    void isToldAndFoundAgainAfterARestartOfTheHub(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.until("connections.join() === 'connected'");
            anna.adds("Before", TUESDAY);
            bert.shows(anna.idOf("Before"), "text", "Before");
            stage.hub.stop();
            anna.until("connections.join() === 'connected,disconnected'");
            bert.until("connections.at(-1) === 'disconnected'");
            stage.hub.start();
            anna.until("connections.join() === 'connected,disconnected,connected'");
            bert.until("connections.at(-1) === 'connected'");
            anna.adds("After", WEDNESDAY);
            String after = anna.idOf("After");
            bert.shows(after, and(WEDNESDAY, "text", "After"));
            bert.changes(after, TUESDAY);
            anna.shows(after, TUESDAY);
            assertThat(bert.requests()).hasSize(1);
            assertThat(anna.trouble()).isEmpty();
            assertThat(bert.trouble()).isEmpty();
        }
    }

    @InEach(Situation.CHANNELS)
    void goesByTheChannelsThatThePageNames(Setup setup) {
        try (WidgetPage anna = stage.open(onRoom("anna", setup));
                WidgetPage bert = stage.open(onRoom("bert", setup));
                WidgetPage carl = stage.open("carl", setup)) {
            anna.adds("Private", TUESDAY);
            String id = anna.idOf("Private");
            bert.shows(id, "text", "Private");
            bert.changes(id, "text", "Still private");
            anna.shows(id, "text", "Still private");
            assertThat(carl.ids()).isEmpty();
            assertThat(stage.wire()).isEmpty();
        }
    }

    private static WidgetPage.Html onRoom(String name, Setup setup) {
        return WidgetPage.with(name, setup).with("live", Map.of("publish", "/room/7", "subscribe", "/room/7"));
    }
}
