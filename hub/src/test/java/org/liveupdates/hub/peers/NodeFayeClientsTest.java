package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.Relay;

/**
 * Two genuine Node clients of each Faye generation, by WebSocket and by long-polling, are kept in step: nothing is lost, doubled,
 * reordered or altered on the way.
 */
class NodeFayeClientsTest {
    private static final String ALL = "org.liveupdates.hub.peers.FayeKind#all";
    private static final String SAMPLE = """
            {"sid":1795160972983,"tid":"1001","status":"inserted",
             "nested":[[],[[1,[2,{"a":[]}]]],{}], "empty":{}, "none":null, "no":false,
             "large":9007199254740991, "negative":-9007199254740991, "decimal":0.1234567890123456, "tiny":5e-324, "huge":1e300,
             "emoji":"😀👩‍👩‍👧", "separators":"a\\u2028b\\u2029c", "control":"\\u0000\\u001f\\t", "quotes":"\\"\\\\/</script>",
             "class":"java.lang.Thread", "x-class":"java.lang.Thread", "constructor":1, "":"no key"}
            """;

    private static final Map<FayeKind, Pair> PAIRS = new HashMap<>();
    private static Relay relay;

    /** Two clients of a kind, both subscribed to {@code /update}, used by all tests of that kind. */
    private record Pair(FayeClient anna, FayeClient bert) {
        static Pair of(FayeKind kind) {
            return PAIRS.computeIfAbsent(kind, any -> new Pair(subscribed(kind), subscribed(kind)));
        }

        private static FayeClient subscribed(FayeKind kind) {
            FayeClient client = kind.connectTo(relay.url());
            client.subscribe("/update");
            return client;
        }

        /** Each says a last word: what was sent before it and is not there when it is heard will never come. */
        void everythingHasArrived(String what) {
            String last = "end of " + what;
            anna.publish("/broadcast", last + ", anna");
            bert.publish("/broadcast", last + ", bert");
            anna.awaitHeard("/update", new TextNode(last + ", bert"));
            bert.awaitHeard("/update", new TextNode(last + ", anna"));
        }

        void close() {
            anna.close();
            bert.close();
        }
    }

    @BeforeAll
    static void startRelay() {
        relay = Relay.underTest();
    }

    @AfterAll
    static void stopAll() {
        PAIRS.values().forEach(Pair::close);
        PAIRS.clear();
        relay.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void speakByTheTransportTheyWereGiven(FayeKind kind) {
        Pair pair = Pair.of(kind);
        assertThat(List.of(pair.anna.transport(), pair.bert.transport())).containsOnly(kind.transport());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void hearEachOtherOnceAndUnaltered(FayeKind kind) throws Exception {
        Pair pair = Pair.of(kind);
        JsonNode fromAnna = sample(kind + ", anna");
        JsonNode fromBert = sample(kind + ", bert");
        assertThat(pair.anna.publish("/broadcast", fromAnna).path("ok").asBoolean())
                .isTrue();
        pair.bert.awaitHeard("/update", fromAnna);
        assertThat(pair.bert.publish("/broadcast", fromBert).path("ok").asBoolean())
                .isTrue();
        pair.anna.awaitHeard("/update", fromBert);
        pair.everythingHasArrived("greeting by " + kind);

        assertThat(tagged(pair.bert, kind + ", anna")).as("heard by the other").containsExactly(fromAnna);
        assertThat(tagged(pair.anna, kind + ", bert")).as("heard by the other").containsExactly(fromBert);
        List<JsonNode> echo = relay.echoes() ? List.of(fromAnna) : List.of();
        assertThat(tagged(pair.anna, kind + ", anna")).as("heard by the sender").isEqualTo(echo);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void hearThreeHundredFastMessagesInOrder(FayeKind kind) {
        Pair pair = Pair.of(kind);
        String tag = "burst of " + kind;
        pair.anna.burst("/broadcast", 300, tag);
        pair.bert.awaitHeard(
                "/update", new ObjectMapper().createObjectNode().put("tag", tag).put("i", 299));
        pair.everythingHasArrived(tag);

        assertThat(tagged(pair.bert, tag))
                .extracting(message -> message.path("i").asInt())
                .containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void hearABackEndThatPublishesWithoutHandshake(FayeKind kind) {
        Pair pair = Pair.of(kind);
        JsonNode data = new ObjectMapper().createObjectNode().put("told", "" + kind);
        new RawBayeux(relay.url()).publishBare("/broadcast", data.toString());
        pair.anna.awaitHeard("/update", data);
        pair.bert.awaitHeard("/update", data);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void hearWhatTheirWildcardsMatch(FayeKind kind) {
        Pair pair = Pair.of(kind);
        pair.bert.subscribe("/wild/*");
        pair.bert.subscribe("/wild/**");
        pair.anna.publish("/wild", 0);
        pair.anna.publish("/wild/a", 1);
        pair.anna.publish("/wild/a/b", 2);
        pair.anna.publish("/wilder/a", 3);
        pair.anna.publish("/wild/end", 4);
        pair.bert.awaitHeard("/wild/*", new IntNode(4));
        pair.bert.awaitHeard("/wild/**", new IntNode(4));

        assertThat(pair.bert.heard("/wild/*")).containsExactly(new IntNode(1), new IntNode(4));
        assertThat(pair.bert.heard("/wild/**")).containsExactly(new IntNode(1), new IntNode(2), new IntNode(4));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(ALL)
    void hearNoMoreOfWhatTheyUnsubscribedFrom(FayeKind kind) {
        Pair pair = Pair.of(kind);
        pair.bert.subscribe("/off");
        pair.bert.subscribe("/on");
        pair.anna.publish("/off", "before");
        pair.bert.awaitHeard("/off", new TextNode("before"));
        pair.bert.unsubscribe("/off");
        pair.anna.publish("/off", "after");
        pair.anna.publish("/on", "end");
        pair.bert.awaitHeard("/on", new TextNode("end"));

        assertThat(pair.bert.heard("/off")).containsExactly(new TextNode("before"));
    }

    private static JsonNode sample(String tag) throws Exception {
        ObjectNode sample = (ObjectNode) new ObjectMapper().readTree(SAMPLE);
        if (relay.keepsProtoKeys()) {
            sample.putObject("__proto__").put("polluted", true);
        }
        return sample.put("tag", tag);
    }

    private static List<JsonNode> tagged(FayeClient client, String tag) {
        return client.heard("/update").stream()
                .filter(message -> message.path("tag").asText().equals(tag))
                .toList();
    }
}
