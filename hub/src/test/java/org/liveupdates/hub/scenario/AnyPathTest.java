package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;

/** Pages meet each other whatever path they connect at, since a proxy may keep its prefix or strip it. */
class AnyPathTest {
    private static HubRelay hub;

    @BeforeAll
    static void start() {
        hub = new HubRelay();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sync",
                "/sync/",
                "/SYNC",
                "/sync.html",
                "/liveUpdates",
                "/liveUpdates/",
                "/liveUpdates/x",
                "/a/b/c",
                "/a//b",
                "//",
                "//x",
                "/client.json",
                "/%C3%A4",
                "/sync?x=1"
            })
    void isAnswered(String path) {
        try (Page socket = Page.listening(Wire.WEBSOCKET, hub.url(path), "/update");
                Page elsewhere = Page.listening(Wire.LONG_POLLING, hub.url("/elsewhere"), "/update")) {
            elsewhere.publish("/broadcast", "1");
            assertThat(socket.heardUpTo("/update", "1")).hasSize(1);
            socket.publish("/broadcast", "2");
            new RawBayeux(hub.url(path)).publishBare("/broadcast", "3");
            assertThat(elsewhere.heardUpTo("/update", "3")).hasSize(2);
        }
    }

    /** What a proxy asks for that replaces {@code /liveUpdates} by {@code /}. */
    @Test
    void servesItsScriptAfterADoubledSlash() {
        assertThat(new RawBayeux(hub.url("//client.js")).get("").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sync", "/liveUpdates", "/a/b/c"})
    void isAnsweredOnEveryTransport(String path) {
        for (Wire wire : Wire.values()) {
            try (Page page = Page.listening(wire, hub.url(path.equals("/") ? "" : path), "/update")) {
                new RawBayeux(hub.url(path)).publishBare("/broadcast", "1");
                assertThat(page.heardUpTo("/update", "1")).hasSize(1);
            }
        }
    }
}
