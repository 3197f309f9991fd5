package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawSocket;

/** Frames that are no ordinary batch of messages. */
class OddFramesTest {
    private HubRelay hub;
    private RawSocket socket;

    @BeforeEach
    void start() {
        hub = new HubRelay();
        socket = new RawSocket(hub.url());
        socket.handshake();
        socket.connect();
        socket.subscribe("/update");
    }

    @AfterEach
    void stop() {
        socket.close();
        hub.close();
    }

    @Test
    void areAnsweredInKindWhenTheyKeepTheSocketAlive() {
        socket.send("[]");
        socket.await("answer", any -> true);
        assertUsable();
        assertThat(socket.frames()).containsOnlyOnce("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not json",
                "{",
                "[",
                "[{",
                "]",
                "null",
                "[null]",
                "[null,null]",
                "[ ]",
                "[\r\n\r\n\r\n]",
                "  []  ",
                "42",
                "\"x\"",
                "[42]",
                "[{}]",
                "{}",
                "[[]]",
                "[[[{}]]]",
                "{\"channel\":{}}",
                "{\"channel\":\"/meta/connect\"}",
                "[{\"channel\":\"/meta/handshake\"},{\"channel\":\"/meta/handshake\"}]",
                "\u0000",
                "\ufeff[]"
            })
    void leaveTheSocketUsable(String frame) {
        socket.send(frame);
        assertUsable();
    }

    @Test
    void mayBeAlmostAsLargeAsAMessageMayBe() {
        String data = "\"" + "ž".repeat(450 * 1024) + "\"";
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/update");
                Page polling = Page.listening(Wire.LONG_POLLING, hub.url(), "/update")) {
            socket.publish("/broadcast", data);
            assertThat(listener.heardUpTo("/update", data)).hasSize(1);
            assertThat(polling.heardUpTo("/update", data)).hasSize(1);
        }
    }

    @Test
    void mayComeInFragmentsThatSplitMessagesAnywhere() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/update")) {
            String frame = "[{\"channel\":\"/broadcast\",\"data\":\"žluťoučký 漢字\"}]";
            socket.sendFragments(List.of(frame.split("")));
            socket.sendFragments(List.of("", "", "[{\"channel\":\"/broad", "cast\",\"data\":1}]", ""));
            assertThat(listener.heardUpTo("/update", "1")).hasSize(2).first().hasToString("\"žluťoučký 漢字\"");
            assertUsable();
        }
    }

    private void assertUsable() {
        assertThat(socket.publish("/foo", "\"still there\"").path("successful").asBoolean())
                .isTrue();
        assertThat(socket.closed()).isNotDone();
    }
}
