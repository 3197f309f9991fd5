package org.liveupdates.hub.peers;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.Relay;
import org.liveupdates.hub.testkit.TcpProxy.Upgrades;
import org.liveupdates.hub.testkit.Watcher;

/** Old pages name the client script in many ways, and load it from the hub or through their own site: it is there and works. */
class ServedScriptTest {
    private static Stage stage;

    @BeforeAll
    static void setTheStage() {
        Relay.hubOnly();
        stage = Stage.of(ClientScript.faye());
    }

    @AfterAll
    static void clearTheStage() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/client.js", "/sync.js", "/sync/client.js", "/sync/sync.js", "/liveUpdates/client.js"})
    void worksFromTheHubsOwnAddress(String path) {
        publishes(
                stage.pages.origin("app.test"),
                stage.relay.url(path).toString(),
                stage.relay.url().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/liveUpdates/client.js", "/liveUpdates.js"})
    void worksThroughThePagesOwnSite(String path) {
        publishes(stage.proxy(Upgrades.PASS).origin("127.0.0.1"), path, "/liveUpdates");
    }

    private static void publishes(String site, String script, String hub) {
        try (Profile profile = Browser.profile();
                Watcher watcher = new Watcher(stage.relay.url(), "/update")) {
            LivePage.load(profile, URI.create(site + LivePage.PAGE), script, hub)
                    .ready()
                    .say("{\"by\":\"page\"}");
            watcher.awaitData("page");
        }
    }
}
