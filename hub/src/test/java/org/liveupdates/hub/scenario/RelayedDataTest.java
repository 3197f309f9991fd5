package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;

/** Data that goes from one page to another, whichever transports the two have. */
class RelayedDataTest {
    private static HubRelay hub;

    @BeforeAll
    static void start() {
        hub = new HubRelay();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    static Stream<Arguments> wires() {
        return Stream.of(Wire.values()).flatMap(from -> Stream.of(Wire.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("wires")
    void arrivesAsItWasWritten(Wire from, Wire to) {
        try (Page sender = Page.listening(from, hub.url());
                Page receiver = Page.listening(to, hub.url(), "/update")) {
            for (String data : Samples.DATA) {
                assertThat(sender.publish("/broadcast", data).path("successful").asBoolean())
                        .isTrue();
            }
            assertHeard(receiver, to, Samples.DATA);
        }
    }

    @ParameterizedTest
    @MethodSource("receivers")
    void arrivesAsItWasWrittenByABackEndWithoutSession(Wire to) {
        RawBayeux backEnd = new RawBayeux(hub.url());
        try (Page receiver = Page.listening(to, hub.url(), "/update")) {
            for (String data : Samples.DATA) {
                assertThat(backEnd.publishBare("/broadcast", data)
                                .path("successful")
                                .asBoolean())
                        .isTrue();
            }
            assertHeard(receiver, to, Samples.DATA);
        }
    }

    @ParameterizedTest
    @MethodSource("receivers")
    void arrivesOnOneLineWhenItWasPrettyPrinted(Wire to) {
        RawBayeux backEnd = new RawBayeux(hub.url());
        try (Page receiver = Page.listening(to, hub.url(), "/update")) {
            backEnd.post(
                    "[\r\n  {\r\n \"channel\": \"/broadcast\",\r\n  \"data\":  {\r\n\t\"a\": [\n1,\r2 ]\n}  \n}\n]\n");
            assertHeard(receiver, to, List.of("{  \t\"a\": [ 1, 2 ] }"));
        }
    }

    static Stream<Wire> receivers() {
        return Stream.of(Wire.values());
    }

    private static void assertHeard(Page receiver, Wire wire, List<String> data) {
        new RawBayeux(hub.url()).publishBare("/update", "\"the end\"");
        receiver.heardUpTo("/update", "\"the end\"");
        // Compared as text: a parser on this side would hide what one on the other side did.
        String all = String.join("", receiver.texts());
        int at = 0;
        for (String one : data) {
            String written = wire == Wire.CALLBACK_POLLING
                    ? one.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
                    : one;
            String update = "{\"data\":" + written + ",\"channel\":\"/update\"}";
            assertThat(all.substring(at)).contains(update);
            at = all.indexOf(update, at) + update.length();
        }
    }
}
