package org.liveupdates.hub.protocol.remoteevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.atomic.LongAdder;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.protocol.BoundedJson;

/** What pages say: {@code subscribe}, {@code unsubscribe}, {@code call}; other actions are passed over. */
final class RemoteActions {
    /** Characters of a name that is worth keeping. */
    private static final int MAX_NAME = 256;

    /** Digits of a number that is worth reading. */
    private static final int MAX_DIGITS = 1000;

    private final Limits limits;
    private final JsonMapper mapper;
    private final LongAdder malformed = new LongAdder();

    RemoteActions(Limits limits) {
        this.limits = limits;
        mapper = JsonMapper.builder(BoundedJson.factory(limits, 0, MAX_DIGITS)).build();
    }

    /** Frames so far that were no messages. */
    long malformed() {
        return malformed.sum();
    }

    void take(RemotePage page, String text) {
        JsonNode message = read(text);
        switch (action(message)) {
            case "subscribe" -> subscribe(page, message.path("name"));
            case "unsubscribe" -> unsubscribe(page, message.has("name") ? message.path("name") : message.path("key"));
            case "call" -> call(page, message.path("body"));
            case "" -> refuse(page, "Not a message: write {\"action\":\"subscribe\",\"name\":\"events\"}");
            default -> {
                // of a later version, or the page's own
            }
        }
    }

    private static String action(JsonNode message) {
        JsonNode action = message.path("action");
        return action.isTextual() ? action.asText() : "";
    }

    private void subscribe(RemotePage page, JsonNode field) {
        String name = field.asText();
        if (!field.isTextual() || name.length() > MAX_NAME) {
            refuse(page, "A name is a string of at most " + MAX_NAME + " characters");
        } else if (!page.principal().mayHear(name)) {
            page.offer(RemoteFrames.error("Forbidden: " + name));
        } else if (!page.subscribe(name)) {
            page.offer(RemoteFrames.error("Too many subscriptions (settings max-subscriptions, max-channels)"));
        }
    }

    private void unsubscribe(RemotePage page, JsonNode name) {
        if (name.isTextual()) {
            page.unsubscribe(name.asText());
        } else {
            refuse(page, "Name what to unsubscribe: write {\"action\":\"unsubscribe\",\"name\":\"events\"}");
        }
    }

    private void call(RemotePage page, JsonNode calls) {
        if (isTooMuch(calls)) {
            refuse(page, tooMuch());
        } else {
            page.offer(RemoteFrames.result(answers(calls)));
        }
    }

    /** Whether these are more calls than one message may have: an answer is many times as long as a call. */
    boolean isTooMuch(JsonNode calls) {
        return calls.size() > limits.batch();
    }

    /** What to say then. */
    String tooMuch() {
        return "More than " + limits.batch() + " calls at once (setting max-batch)";
    }

    private void refuse(RemotePage page, String sentence) {
        malformed.increment();
        page.offer(RemoteFrames.error(sentence));
    }

    /** The hub has no functions that a page could call: each call is answered by an error. */
    String answers(JsonNode calls) {
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        for (JsonNode call : calls.isArray() ? calls : JsonNodeFactory.instance.arrayNode()) {
            answers.addObject().put("id", call.path("id").asText()).put("error", "This hub has no remote functions");
        }
        return answers.toString();
    }

    /** Any JSON, or nothing. */
    JsonNode read(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException notJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
