package org.liveupdates.hub.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OncePerMinuteTest {
    private long now = Long.MAX_VALUE - 5; // System.nanoTime may overflow at any moment
    private final OncePerMinute once = new OncePerMinute(() -> now);

    @Test
    void letsATextThroughOnce() {
        assertThat(once.first("a")).isTrue();
        assertThat(once.first("b")).isTrue();
        pass(59);
        assertThat(once.first("a")).isFalse();
    }

    @Test
    void letsItThroughAgainAfterAMinute() {
        once.first("a");
        pass(40);
        once.first("a");
        pass(20);
        assertThat(once.first("a")).isTrue();
        pass(59);
        assertThat(once.first("a")).isFalse();
    }

    @Test
    void letsOnlySoManyTextsThrough() {
        for (int i = 0; i < OncePerMinute.MOST; i++) {
            assertThat(once.first("text " + i)).isTrue();
        }
        assertThat(once.first("one more")).isFalse();
        assertThat(once.first("text 0")).isFalse();
        pass(60);
        assertThat(once.first("one more")).isTrue();
        assertThat(once.first("text 0")).isTrue();
    }

    private void pass(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }
}
