package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;

/** Whoever publishes an update does not hear it itself, however it listens. */
class SenderHearsNothingTest {
    private static HubRelay hub;

    @BeforeAll
    static void start() {
        hub = new HubRelay();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    static Stream<Arguments> ways() {
        return Stream.of(Wire.values()).flatMap(wire -> Stream.of("/broadcast", "/update")
                .flatMap(to -> Stream.of("/update", "/*", "/**").map(on -> Arguments.of(wire, to, on))));
    }

    @ParameterizedTest(name = "{0}, published to {1}, subscribed to {2}")
    @MethodSource("ways")
    void asTheOthersDo(Wire wire, String to, String on) {
        try (Page sender = Page.listening(wire, hub.url(), on);
                Page other = Page.listening(wire, hub.url(), on)) {
            sender.publish(to, "\"mine\"");
            new RawBayeux(hub.url()).publishBare(to, "\"the end\"");
            assertThat(texts(other.heardUpTo("/update", "\"the end\""))).containsExactly("\"mine\"", "\"the end\"");
            assertThat(texts(sender.heardUpTo("/update", "\"the end\""))).containsExactly("\"the end\"");
            assertThat(sender.texts()).noneMatch(text -> text.contains("mine"));
        }
    }

    @ParameterizedTest
    @CsvSource({"/update", "/broadcast", "/**"})
    void alsoWhenItIsSubscribedSeveralTimesOverThoughOthersHearItOnce(String more) {
        try (Page sender = Page.listening(Wire.WEBSOCKET, hub.url(), "/update", "/*", "/**", "/broadcast", more);
                Page other = Page.listening(Wire.WEBSOCKET, hub.url(), "/update", "/*", "/**", more)) {
            sender.publish("/update", "\"mine\"");
            new RawBayeux(hub.url()).publishBare("/update", "\"the end\"");
            assertThat(texts(other.heardUpTo("/update", "\"the end\""))).containsExactly("\"mine\"", "\"the end\"");
            assertThat(texts(sender.heardUpTo("/update", "\"the end\""))).containsExactly("\"the end\"");
            assertThat(sender.heard("/broadcast")).hasSize(1);
        }
    }

    @Test
    void whereTheSenderIsTheSessionAndNotTheConnection() {
        try (Page page = Page.listening(Wire.WEBSOCKET, hub.url(), "/update");
                Page post = Page.resume(Wire.LONG_POLLING, hub.url(), page.clientId())) {
            post.publish("/broadcast", "\"mine\"", "za");
            new RawBayeux(hub.url()).publishBare("/broadcast", "\"the end\"");
            assertThat(texts(page.heardUpTo("/update", "\"the end\""))).containsExactly("\"the end\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"/broadcast, /update", "/update, /update", "/update, /**", "/broadcast, /*"})
    void unlessTheHubEchoesAsTheOriginalDid(String to, String on) {
        try (HubRelay echoing = new HubRelay("--echo");
                Page sender = Page.listening(Wire.WEBSOCKET, echoing.url(), on);
                Page polling = Page.listening(Wire.LONG_POLLING, echoing.url(), on)) {
            sender.publish(to, "1");
            polling.publish(to, "2");
            assertThat(texts(sender.heardUpTo("/update", "2"))).containsExactly("1", "2");
            assertThat(texts(polling.heardUpTo("/update", "2"))).containsExactly("1", "2");
        }
    }

    private static List<String> texts(List<JsonNode> data) {
        return data.stream().map(JsonNode::toString).toList();
    }
}
