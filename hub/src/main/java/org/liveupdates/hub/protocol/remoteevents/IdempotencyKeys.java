package org.liveupdates.hub.protocol.remoteevents;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.liveupdates.hub.core.Sha256;

/**
 * Answers to requests that may come again, by the key that their sender gave them (IETF draft "The Idempotency-Key HTTP
 * Header Field"). Safe for use by any thread; one request at a time.
 */
final class IdempotencyKeys {
    /** Keys that are remembered; the oldest go first. */
    static final int MOST = 10_000;

    /** Two principals may choose the same key without knowing of each other. */
    private record Key(String principal, String text) {}

    private record Answer(String bodyHash, String text) {}

    private final Map<Key, Answer> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Answer> eldest) {
            return size() > MOST;
        }
    };

    /**
     * The answer to the principal's first request with this key, which is only then made.
     *
     * @param principal name of who sent it
     * @return empty when the key came with another body before
     */
    synchronized Optional<String> once(String principal, String text, String body, Supplier<String> work) {
        Key key = new Key(principal, text);
        String hash = hash(body);
        Answer known = answers.get(key);
        if (known == null) {
            known = new Answer(hash, work.get());
            answers.put(key, known);
        }
        return known.bodyHash().equals(hash) ? Optional.of(known.text()) : Optional.empty();
    }

    private static String hash(String body) {
        return HexFormat.of().formatHex(Sha256.digest().digest(body.getBytes(StandardCharsets.UTF_8)));
    }
}
