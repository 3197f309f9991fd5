package org.liveupdates.hub.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.liveupdates.hub.testkit.NodePeer;

/** Genuine Faye clients in one Node process, by WebSocket and by long-polling at each of these addresses. */
final class ManyClients implements AutoCloseable {
    private static final List<String> WAYS = List.of("websocket", "long-polling");

    private final NodePeer node;
    private final List<URI> urls;

    ManyClients(List<URI> urls) {
        this.urls = urls;
        node = NodePeer.start("faye-clients.js", urls.toArray());
        node.until("all are in", () -> node.events("ready").size() == WAYS.size() * urls.size());
    }

    /** Transports of those who are in, as the clients themselves name them. */
    List<String> transports() {
        return node.events("ready").stream()
                .map(event -> event.path("transport").asText())
                .sorted()
                .toList();
    }

    /** Each says something, and everybody else hears it. */
    void hearEachOther() {
        for (URI url : urls) {
            for (String way : WAYS) {
                String word = "from " + way + " at " + url;
                JsonNode answer = node.ask("say", "url", url.toString(), "by", way, "data", word);
                assertThat(answer.path("ok").asBoolean())
                        .as("%s: %s", word, answer)
                        .isTrue();
                node.until(word, () -> whoHeard(word).size() == WAYS.size() * urls.size() - 1);
            }
        }
    }

    /** Way and address of those who heard this. */
    Set<String> whoHeard(String word) {
        return node.events("heard").stream()
                .filter(event -> event.path("data").asText().equals(word))
                .map(event ->
                        event.path("by").asText() + " " + event.path("url").asText())
                .collect(Collectors.toSet());
    }

    /** How many of them are at this address. */
    static int at(List<URI> urls) {
        return WAYS.size() * urls.size();
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
