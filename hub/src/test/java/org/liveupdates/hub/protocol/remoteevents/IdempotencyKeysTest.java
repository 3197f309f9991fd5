package org.liveupdates.hub.protocol.remoteevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {
    private final IdempotencyKeys keys = new IdempotencyKeys();
    private final AtomicInteger worked = new AtomicInteger();

    private String once(String principal, String key, String body) {
        return keys.once(principal, key, body, () -> "answer " + worked.incrementAndGet())
                .orElse("refused");
    }

    @Test
    void answerARepeatAsTheFirst() {
        assertThat(once("a", "k", "body")).isEqualTo("answer 1");
        assertThat(once("a", "k", "body")).isEqualTo("answer 1");
        assertThat(once("a", "k", "another")).isEqualTo("refused");
        assertThat(once("a", "l", "body")).isEqualTo("answer 2");
    }

    /** However the names are written: a space, for instance, may be in both. */
    @Test
    void areEachPrincipalsOwn() {
        assertThat(once("a", "b c", "1")).isEqualTo("answer 1");
        assertThat(once("a b", "c", "2")).isEqualTo("answer 2");
        assertThat(once("b", "b c", "3")).isEqualTo("answer 3");
    }

    @Test
    void areForgottenTheOldestFirstWhenTheyAreMany() {
        for (int i = 0; i <= IdempotencyKeys.MOST; i++) {
            once("a", "k" + i, "body");
        }
        assertThat(once("a", "k1", "body")).as("the second").isEqualTo("answer 2");
        assertThat(once("a", "k0", "body")).as("the first").isEqualTo("answer " + (IdempotencyKeys.MOST + 2));
        assertThat(once("a", "k1", "body")).as("the next to go").isEqualTo("answer " + (IdempotencyKeys.MOST + 3));
    }

    @Test
    void mayBeUsedAgainWhenTheWorkFailed() {
        assertThat(catchThrowable(() -> keys.once("a", "k", "body", () -> {
                    throw new IllegalStateException("no");
                })))
                .isInstanceOf(IllegalStateException.class);
        assertThat(once("a", "k", "body")).isEqualTo("answer 1");
    }
}
