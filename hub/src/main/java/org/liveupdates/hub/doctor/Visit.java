package org.liveupdates.hub.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;

/** A session of the old pages' protocol over HTTP (Bayeux 1.0, 4). */
final class Visit {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPES = "[\"websocket\",\"eventsource\",\"long-polling\",\"callback-polling\"]";

    private final Deployment deployment;
    private final AtomicInteger number = new AtomicInteger();
    private String clientId = "";

    Visit(Deployment deployment) {
        this.deployment = deployment;
    }

    static String handshakeMessage() {
        return "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":" + TYPES + "}";
    }

    String clientId() {
        return clientId;
    }

    /** Begins the session; what comes back is the reply or why there is none. */
    JsonNode handshake() throws Broken, InterruptedException {
        JsonNode reply = ask(handshakeMessage(), deployment.patience());
        clientId = reply.path("clientId").asText();
        if (clientId.isEmpty()) {
            throw Broken.refused("handshake", reply);
        }
        return reply;
    }

    void subscribe(String channel) throws Broken, InterruptedException {
        JsonNode reply = trySubscribing(channel);
        if (!reply.path("successful").asBoolean()) {
            throw Broken.refused("subscription", reply);
        }
    }

    /** The reply, whatever it is. */
    JsonNode trySubscribing(String channel) throws Broken, InterruptedException {
        return say("/meta/subscribe", "subscription", channel, deployment.patience());
    }

    void publish(String channel, String data) throws Broken, InterruptedException {
        JsonNode reply = say(channel, "data", data, deployment.patience());
        if (!reply.path("successful").asBoolean()) {
            throw Broken.refused("publish", reply);
        }
    }

    /** Waits for messages, as long as the hub holds it; the whole answer. */
    JsonNode connect(String connectionType, long seconds) throws Broken, InterruptedException {
        Answer answer =
                deployment.postJson("[" + message("/meta/connect", "connectionType", connectionType) + "]", seconds);
        if (answer.status() != 200 || !answer.json().isArray()) {
            throw Broken.because("status %d %s".formatted(answer.status(), answer.start()));
        }
        return answer.json();
    }

    void disconnect() throws InterruptedException {
        try {
            say("/meta/disconnect", "ext", "", deployment.patience());
        } catch (Broken gone) {
            // The hub forgets it by itself.
        }
    }

    /** A message of this session with one more field. */
    String message(String channel, String field, String value) {
        ObjectNode message = JSON.createObjectNode()
                .put("channel", channel)
                .put("id", Integer.toString(number.incrementAndGet(), 36))
                .put("clientId", clientId)
                .put(field, value);
        return message.toString();
    }

    private JsonNode say(String channel, String field, String value, long seconds) throws Broken, InterruptedException {
        return ask(message(channel, field, value), seconds);
    }

    private JsonNode ask(String message, long seconds) throws Broken, InterruptedException {
        Answer answer = deployment.postJson("[" + message + "]", seconds);
        if (answer.status() != 200 && answer.json().isMissingNode()) {
            throw Broken.because("status %d %s".formatted(answer.status(), answer.start()));
        }
        JsonNode replies = answer.json();
        return replies.isArray() ? replies.path(0) : replies;
    }
}
