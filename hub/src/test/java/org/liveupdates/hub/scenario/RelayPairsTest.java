package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;

/** Pairs of channels that an operator adds with {@code --relay}. */
class RelayPairsTest {
    @Test
    void repeatOnOneChannelWhatIsPublishedOnAnotherAndKeepTheUsualPair() {
        try (HubRelay hub = new HubRelay("--relay", "/grid/in:/grid/out");
                Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/grid/out", "/update");
                Page sender = Page.listening(Wire.LONG_POLLING, hub.url(), "/grid/out", "/**")) {
            sender.publish("/grid/in", "1");
            sender.publish("/grid/out", "2");
            sender.publish("/broadcast", "3");
            end(hub, "/grid/out", "/update");
            assertThat(heard(listener, "/grid/out")).containsExactly("1", "2", "\"end\"");
            assertThat(heard(listener, "/update")).containsExactly("3", "\"end\"");
            assertThat(heard(sender, "/grid/out")).containsExactly("\"end\"");
            assertThat(heard(sender, "/update")).containsExactly("\"end\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"/a:/out,/b:/out /a", "/a:/out,/b:/out /b", "/a:/out,/b:/out /out"})
    void mayLeadFromSeveralChannelsToOne(String pairs, String to) {
        try (HubRelay hub = new HubRelay("--relay", pairs);
                Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/out")) {
            new RawBayeux(hub.url()).publishBare(to, "1");
            end(hub, "/out");
            assertThat(heard(listener, "/out")).containsExactly("1", "\"end\"");
        }
    }

    @Test
    void mayLeadFromOneChannelToSeveral() {
        try (HubRelay hub = new HubRelay("--relay", "/a:/x", "--relay", "/a:/y");
                Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/a", "/x", "/y")) {
            new RawBayeux(hub.url()).publishBare("/a", "1");
            end(hub, "/a");
            for (String channel : List.of("/a", "/x", "/y")) {
                assertThat(heard(listener, channel)).as(channel).containsExactly("1", "\"end\"");
            }
        }
    }

    /** Only {@code /update} is as good as its first channel: old pages and back ends publish to either. */
    @Test
    void doNotLeadBackFromTheirSecondChannel() {
        try (HubRelay hub = new HubRelay("--relay", "/broadcast:/copy,/a:/x,/a:/y");
                Page listener =
                        Page.listening(Wire.WEBSOCKET, hub.url(), "/broadcast", "/update", "/copy", "/a", "/x", "/y")) {
            new RawBayeux(hub.url()).publishBare("/copy", "1");
            new RawBayeux(hub.url()).publishBare("/y", "2");
            end(hub, "/broadcast", "/a");
            for (String channel : List.of("/broadcast", "/update", "/a", "/x")) {
                assertThat(heard(listener, channel)).as(channel).containsExactly("\"end\"");
            }
            assertThat(heard(listener, "/copy")).containsExactly("1", "\"end\"");
            assertThat(heard(listener, "/y")).containsExactly("2", "\"end\"");
        }
    }

    /** A publish to a second channel and one that is repeated there are heard by everybody in one order. */
    @Test
    void keepOneOrderOnTheirSecondChannel() throws InterruptedException {
        try (HubRelay hub = new HubRelay("--relay", "/in:/out");
                Page one = Page.listening(Wire.WEBSOCKET, hub.url(), "/out");
                Page other = Page.listening(Wire.WEBSOCKET, hub.url(), "/out")) {
            Thread direct = new Thread(() -> IntStream.range(0, 200)
                    .forEach(i -> new RawBayeux(hub.url()).publishBare("/out", String.valueOf(i))));
            direct.start();
            IntStream.range(0, 200).forEach(i -> new RawBayeux(hub.url()).publishBare("/in", String.valueOf(1000 + i)));
            direct.join(20_000);
            end(hub, "/in");
            assertThat(heard(one, "/out")).hasSize(401).isEqualTo(heard(other, "/out"));
        }
    }

    @Test
    void leaveTheUsualPairAsItIsWhenTheyBeginAtItsChannel() {
        try (HubRelay hub = new HubRelay("--relay", "/broadcast:/copy");
                Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/update", "/copy")) {
            new RawBayeux(hub.url()).publishBare("/broadcast", "1");
            new RawBayeux(hub.url()).publishBare("/update", "2");
            end(hub, "/broadcast");
            assertThat(heard(listener, "/update")).containsExactly("1", "2", "\"end\"");
            assertThat(heard(listener, "/copy")).containsExactly("1", "2", "\"end\"");
        }
    }

    private static void end(HubRelay hub, String... channels) {
        for (String channel : channels) {
            new RawBayeux(hub.url()).publishBare(channel, "\"end\"");
        }
    }

    private static List<String> heard(Page page, String channel) {
        return page.heardUpTo(channel, "\"end\"").stream()
                .map(JsonNode::toString)
                .toList();
    }
}
