package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.FayeRelay;
import org.liveupdates.hub.testkit.Relay;

/** A genuine client that asks for a channel it cannot have is told the same code, parameters and words as by a genuine Faye. */
class RefusedChannelsTest {
    private static final List<String> SUBSCRIPTIONS = List.of(
            "/meta/x",
            "/meta/subscribe",
            "/meta/**",
            "/service/x",
            "/service/*",
            "no-slash",
            "/trailing/",
            "/a b",
            "/a/*/b");
    private static final List<String> PUBLICATIONS =
            List.of("/a/*", "/a/**", "/meta/x", "/meta/subscribe/x", "no-slash", "/trailing/");

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.liveupdates.hub.peers.FayeKind#all")
    void areRefusedInFayesWords(FayeKind kind) {
        try (Relay relay = Relay.underTest();
                Relay genuine = new FayeRelay()) {
            assertThat(answers(kind, relay)).isEqualTo(answers(kind, genuine));
        }
    }

    private static Map<String, JsonNode> answers(FayeKind kind, Relay relay) {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        try (FayeClient client = kind.connectTo(relay.url())) {
            SUBSCRIPTIONS.forEach(channel -> answers.put("subscribe " + channel, told(client.subscribe(channel))));
            PUBLICATIONS.forEach(channel -> answers.put("publish " + channel, told(client.publish(channel, 1))));
        }
        return answers;
    }

    private static JsonNode told(JsonNode answer) {
        return answer.path("ok").asBoolean() ? answer.path("ok") : answer.path("error");
    }
}
