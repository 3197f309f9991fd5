package org.liveupdates.hub.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys at {@code --jwks-url} (RFC 7517). They are fetched when the first token needs them, when they have become
 * old, and when a token names a key that is not among them. Safe for use by any thread; never waits.
 */
final class KeySet {
    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);

    private static final int MOST_BYTES = 1 << 20;

    /** After which they are fetched again. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** Until which they count when they cannot be fetched. */
    static final Duration USABLE = Duration.ofHours(1);

    /** Between two fetches because of unknown keys, which anybody can name. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** @param nanos when they were asked for */
    private record Fetched(List<JsonWebKey> keys, long nanos) {}

    private final URI url;
    private final Fetch fetch;
    private final LongSupplier nanos;
    private final OncePerMinute lines = new OncePerMinute();
    private @Nullable Fetched fetched;
    private @Nullable CompletableFuture<List<JsonWebKey>> fetching;
    private long lastAttempt;
    private boolean attempted;

    /** @param nanos as {@code System.nanoTime} */
    KeySet(URI url, Duration patience, LongSupplier nanos) {
        this.url = url;
        this.fetch = new Fetch(patience, MOST_BYTES);
        this.nanos = nanos;
    }

    /** The keys; none when there are none to be had. Does not fail. */
    synchronized CompletableFuture<List<JsonWebKey>> keys() {
        return fetched != null && age(fetched.nanos) < FRESH.toNanos()
                ? CompletableFuture.completedFuture(fetched.keys)
                : renewed();
    }

    /** The keys fetched anew, unless that was done a moment ago. */
    synchronized CompletableFuture<List<JsonWebKey>> renewed() {
        if (fetching != null) {
            return fetching;
        } else if (attempted && age(lastAttempt) < PAUSE.toNanos()) {
            return CompletableFuture.completedFuture(usable());
        }
        attempted = true;
        lastAttempt = nanos.getAsLong();
        CompletableFuture<List<JsonWebKey>> result = new CompletableFuture<>();
        fetching = result;
        fetch.get(url, Map.of("Accept", "application/json")).whenComplete((answer, failure) -> {
            List<JsonWebKey> keys = take(answer);
            result.complete(keys);
        });
        return result;
    }

    private synchronized List<JsonWebKey> take(Fetch.@Nullable Answer answer) {
        fetching = null;
        try {
            if (answer != null && answer.isGood() && answer.body() != null) {
                String json = new String(answer.body(), StandardCharsets.UTF_8);
                fetched = new Fetched(List.copyOf(new JsonWebKeySet(json).getJsonWebKeys()), lastAttempt);
                return fetched.keys;
            }
            tell(answer == null ? "does not answer" : "answers " + answer.status());
        } catch (JoseException | RuntimeException noKeys) {
            tell("holds no key set");
        }
        return usable();
    }

    private void tell(String what) {
        if (lines.first(what)) {
            LOG.warn(
                    "{}://{} (--jwks-url) {}: tokens are refused when no keys of the last hour are there",
                    url.getScheme(),
                    url.getRawAuthority(),
                    what);
        }
    }

    private List<JsonWebKey> usable() {
        return fetched != null && age(fetched.nanos) < USABLE.toNanos() ? fetched.keys : List.of();
    }

    private long age(long since) {
        return nanos.getAsLong() - since;
    }
}
