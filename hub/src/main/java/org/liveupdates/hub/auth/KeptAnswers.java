package org.liveupdates.hub.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.Sha256;

/**
 * What was answered a moment ago, and what is being asked just now, under a hash of everything that the answer depends on.
 * Its key is this process's own, so that even a copy of the memory's hashes says nothing of weak cookies.
 *
 * <p>Safe for use by any thread.
 */
final class KeptAnswers {
    /** Answers that are kept at most; the oldest goes first. */
    static final int MOST = 10_000;

    private record Kept(CompletableFuture<Finding> answer, long[] until) {}

    private final long keepNanos;
    private final LongSupplier nanos;
    private final byte[] key = new byte[32];
    private final Map<ByteBuffer, Kept> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Kept> eldest) {
            return size() > MOST;
        }
    };

    /**
     * @param keepNanos nanoseconds from the answer on
     * @param nanos as {@code System.nanoTime}
     */
    KeptAnswers(long keepNanos, LongSupplier nanos) {
        this.keepNanos = keepNanos;
        this.nanos = nanos;
        new SecureRandom().nextBytes(key);
    }

    /**
     * The kept answer, or a new one.
     *
     * @param fresh whether a kept one does not count
     */
    CompletableFuture<Finding> get(Credentials credentials, boolean fresh, Supplier<CompletableFuture<Finding>> ask) {
        ByteBuffer hash = hash(credentials);
        Kept asking = new Kept(new CompletableFuture<>(), new long[] {Long.MAX_VALUE});
        synchronized (answers) {
            Kept kept = answers.get(hash);
            if (kept != null && !fresh && !isOld(kept)) {
                return kept.answer;
            }
            answers.remove(hash); // so that the new one becomes the youngest
            answers.put(hash, asking);
        }
        ask.get().whenComplete((finding, failure) -> {
            synchronized (answers) {
                asking.until[0] = nanos.getAsLong() + keepNanos;
            }
            if (failure == null) {
                asking.answer.complete(finding);
            } else {
                asking.answer.completeExceptionally(failure);
            }
        });
        return asking.answer;
    }

    private boolean isOld(Kept kept) {
        return kept.until[0] != Long.MAX_VALUE && nanos.getAsLong() - kept.until[0] >= 0;
    }

    private ByteBuffer hash(Credentials shown) {
        MessageDigest digest = Sha256.digest();
        digest.update(key);
        add(digest, shown.token());
        add(digest, shown.authorization());
        add(digest, shown.cookie());
        add(digest, shown.room());
        add(digest, shown.path());
        return ByteBuffer.wrap(digest.digest());
    }

    /** With its length, so that a piece of one cannot pass for a piece of the next. */
    private static void add(MessageDigest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(
                ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).flip());
        digest.update(bytes);
    }
}
