package org.liveupdates.hub.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import org.liveupdates.hub.testkit.NodePeer;

/** A genuine Faye client in a Node process of its own. */
final class FayeClient implements AutoCloseable {
    private final NodePeer node;

    FayeClient(FayeKind kind, URI url) {
        node = NodePeer.start("faye-client.js", kind.npmPackage(), url, "--" + kind.transport());
    }

    /** Answers {@code {"ok":true}} or {@code {"ok":false,"error":{…}}} as the client itself was told. */
    JsonNode subscribe(String channel) {
        return node.ask("subscribe", "channel", channel);
    }

    /** Without waiting for the answer. */
    void subscribeLater(String channel) {
        node.tell("subscribe", "channel", channel);
    }

    void unsubscribe(String channel) {
        node.ask("unsubscribe", "channel", channel);
    }

    JsonNode publish(String channel, Object data) {
        return node.ask("publish", "channel", channel, "data", data);
    }

    /** Publishes {@code {tag, i}} so many times without waiting for anything. */
    void burst(String channel, int count, String tag) {
        node.ask("burst", "channel", channel, "count", count, "tag", tag);
    }

    String transport() {
        return node.ask("transport").path("result").asText();
    }

    /** Data of all messages that the subscription to this channel or pattern was given so far, in order. */
    List<JsonNode> heard(String subscription) {
        return node.events("message").stream()
                .filter(event -> event.path("channel").asText().equals(subscription))
                .map(event -> event.get("data"))
                .toList();
    }

    void awaitHeard(String subscription, JsonNode data) {
        node.until(subscription + " with " + data, () -> heard(subscription).contains(data));
    }

    void awaitHeard(String subscription, int count) {
        node.until(
                count + " messages on " + subscription,
                () -> heard(subscription).size() >= count);
    }

    /** How often the client said that its connection was lost. */
    int timesDown() {
        return node.events("down").size();
    }

    void awaitDown(int times) {
        node.until("down for the " + times + ". time", () -> timesDown() >= times);
    }

    @Override
    public void close() {
        node.close();
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
