package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;

/** Channels that no relay pair names. */
class OtherChannelsTest {
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
    @EnumSource
    void areHeardByAllSubscribersThePublisherAmongThem(Wire wire) {
        try (Page publisher = Page.listening(wire, hub.url(), "/foo");
                Page other = Page.listening(wire, hub.url(), "/foo")) {
            publisher.publish("/foo", "1");
            publisher.publish("/foo", "\"end\"");
            assertThat(texts(publisher, "/foo")).containsExactly("1", "\"end\"");
            assertThat(texts(other, "/foo")).containsExactly("1", "\"end\"");
        }
    }

    @ParameterizedTest(name = "{0} hears {1}: {2}")
    @CsvSource({
        "/foo, /foo, true",
        "/foo, /foo/bar, false",
        "/foo, /foobar, false",
        "/foo/*, /foo/bar, true",
        "/foo/*, /foo, false",
        "/foo/*, /foo/bar/baz, false",
        "/foo/**, /foo/bar, true",
        "/foo/**, /foo/bar/baz, true",
        "/foo/**, /foo, false",
        "/*, /foo, true",
        "/*, /foo/bar, false",
        "/**, /foo, true",
        "/**, /foo/bar/baz, true",
        "/__proto__, /__proto__, true",
        "/constructor/*, /constructor/x, true"
    })
    void areMatchedByWildcards(String pattern, String channel, boolean hears) {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), pattern, "/end")) {
            RawBayeux backEnd = new RawBayeux(hub.url());
            backEnd.publishBare(channel, "1");
            backEnd.publishBare("/end", "\"end\"");
            listener.heardUpTo("/end", "\"end\"");
            assertThat(listener.heard(channel)).hasSize(hears ? 1 : 0);
        }
    }

    @Test
    void areHeardOnceByWhomSeveralSubscriptionsMatch() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/foo/bar", "/foo/*", "/foo/**", "/**")) {
            new RawBayeux(hub.url()).publishBare("/foo/bar", "1");
            new RawBayeux(hub.url()).publishBare("/foo/bar", "\"end\"");
            assertThat(texts(listener, "/foo/bar")).containsExactly("1", "\"end\"");
        }
    }

    @Test
    void areHeardNoMoreAfterUnsubscribing() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/foo", "/end")) {
            assertThat(listener.unsubscribe("/foo").path("successful").asBoolean())
                    .isTrue();
            new RawBayeux(hub.url()).publishBare("/foo", "1");
            new RawBayeux(hub.url()).publishBare("/end", "\"end\"");
            listener.heardUpTo("/end", "\"end\"");
            assertThat(listener.heard("/foo")).isEmpty();
        }
    }

    @Test
    void doNotLeakIntoTheRelay() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/update")) {
            for (String near : List.of("/updates", "/update/x", "/broadcast/x", "/Broadcast", "/foo")) {
                new RawBayeux(hub.url()).publishBare(near, "1");
            }
            new RawBayeux(hub.url()).publishBare("/broadcast", "\"end\"");
            assertThat(texts(listener, "/update")).containsExactly("\"end\"");
        }
    }

    @Test
    void passUnknownFieldsOnBesideTheDataButNeverTheClientId() {
        RawBayeux raw = new RawBayeux(hub.url());
        raw.handshake();
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/foo")) {
            raw.post("{\"channel\":\"/foo\",\"clientId\":\"%s\",\"data\":1,\"ext\":{\"a\":[1.10]},\"extra\":\"x\"}"
                    .formatted(raw.clientId()));
            raw.publishBare("/foo", "\"end\"");
            listener.heardUpTo("/foo", "\"end\"");
            assertThat(listener.texts()).anySatisfy(text -> assertThat(text)
                    .contains("\"data\":1", "\"ext\":{\"a\":[1.10]}", "\"extra\":\"x\"")
                    .doesNotContain(raw.clientId()));
        }
    }

    private static List<String> texts(Page page, String channel) {
        return page.heardUpTo(channel, "\"end\"").stream()
                .map(JsonNode::toString)
                .toList();
    }
}
