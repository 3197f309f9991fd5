package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.Profile;

/** Pages with the genuine Faye 1.4.3 bundle, as customers have them, in real Chromium. */
class BrowserFayeTest extends LivePages {

    @Override
    Stage stage() {
        return Stage.of(ClientScript.faye());
    }

    @Override
    void spokenBy(Way way, LivePage page) {
        switch (way.connectionType) {
            case "" -> assertThat(page.connectionTypes()).isNotEmpty().doesNotContain("websocket");
            case "websocket" -> page.awaitPublishingByWebSocket();
            default -> page.awaitConnectionType(way.connectionType);
        }
    }

    @Test
    void handshakeByScriptElementFromAnotherOriginAndGoOnByWebSocket() {
        try (Profile profile = Browser.profile()) {
            LivePage page = Way.CROSS_ORIGIN.open(stage, profile);
            page.say("1");

            assertThat(page.tab().network())
                    .anyMatch(line -> line.startsWith("GET ") && line.contains("jsonp=__jsonp"))
                    .anyMatch(line -> line.equals("WebSocket ws://127.0.0.1:" + stage.relay.port() + "/sync"));
            assertThat(page.tab().sent().stream().filter(sent -> sent.text().contains("/meta/handshake")))
                    .allMatch(sent -> sent.text().contains("jsonp="));
        }
    }
}
