package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.FayeRelay;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.Relay;
import org.liveupdates.hub.testkit.Tab;
import org.liveupdates.hub.testkit.Tools;
import org.liveupdates.hub.testkit.Watcher;

/**
 * A page of somebody else's site, open in the same real browser, cannot publish by any means a browser has. That the means are real is
 * shown on the genuine original, which lets them in; that the hub still listens, by a page of the allowed site right after.
 */
class ForeignPagesTest {
    private static final String PAGE = "/foreign-page.html";

    /** Functions of the page. */
    enum Means {
        FORM_FETCH,
        TEXT_FETCH,
        BARE_JSON_AS_TEXT_FETCH,
        JSON_FETCH,
        BEACON,
        WEBSOCKET,
        SCRIPT,
        SCRIPT_WITHOUT_REFERRER,
        IMAGE,
        IMAGE_WITHOUT_REFERRER,
        GET_FETCH,
        FRAME,
        TEXT_FORM,
        JSON_LOOKALIKE_FORM,
        FORM,
        SANDBOXED_FRAME
    }

    private static Stage stage;
    private static Relay original;

    @BeforeAll
    static void setTheStage() {
        stage = Stage.of(ClientScript.faye());
        stage.pages.put(PAGE, Tools.JS.resolve("foreign-page.html"));
        original = new FayeRelay();
    }

    @AfterAll
    static void clearTheStage() {
        original.close();
        stage.close();
    }

    @ParameterizedTest
    @EnumSource
    void doNotPublishAtTheHub(Means means) {
        Relay.hubOnly();
        try (Profile profile = Browser.profile();
                Watcher watcher = new Watcher(stage.relay.url(), "/update")) {
            String outcome = tryAt(stage.relay, means, profile);
            stage.crossOrigin(profile).ready().say("\"from the allowed page\"");
            watcher.awaitData("from the allowed page");
            assertThat(watcher.heard()).as(outcome).hasSize(1);
        }
    }

    /** JSON without {@code message=} needs a content type which no foreign page may send unasked; else all gets through. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"BARE_JSON_AS_TEXT_FETCH", "JSON_LOOKALIKE_FORM"})
    void publishAtTheOriginal(Means means) {
        try (Profile profile = Browser.profile();
                Watcher watcher = new Watcher(original.url(), "/update")) {
            tryAt(original, means, profile);
            watcher.awaitData("\"" + means + "\"");
        }
    }

    /** A name of the attacker's that leads to the hub's address makes his page and the hub one origin: only the name tells. */
    @Test
    void areMisdirectedWhenTheirNameLeadsToTheHub() {
        Relay.hubOnly();
        String rebound = "http://rebind.test:" + stage.relay.port();
        try (Profile profile = Browser.profile();
                Tab tab = profile.open("about:blank")) {
            assertThat(tab.go(rebound + "/")).isEqualTo(421);
            Object post = tab.eval(
                    "() => fetch('/sync', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '[]'}).then(r => r.status)");
            Object get = tab.eval("() => fetch('/sync?message=[]').then(r => r.status)");
            assertThat(List.of(post, get)).containsOnly(421);
        }
    }

    private static String tryAt(Relay relay, Means means, Profile profile) {
        Tab foreign = profile.open(stage.pages.origin("evil.test") + PAGE);
        return String.valueOf(foreign.eval(
                "([way, hub]) => ways[way](hub, way)",
                List.of(means.name(), relay.url().toString())));
    }
}
