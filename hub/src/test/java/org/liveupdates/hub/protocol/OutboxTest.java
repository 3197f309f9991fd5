package org.liveupdates.hub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.config.Limits;

/** What may wait for a page that does not read. */
class OutboxTest {
    private static final Limits LIMITS = HubConfig.of("--max-queue=10", "--max-queue-bytes=1KiB", "--max-message=1KiB")
            .limits();

    private final Outbox outbox =
            new Outbox(LIMITS, Outbox.PING_PERIOD, Runnable::run, new ScheduledExecutorScheduler());

    @Test
    void framesCount() {
        for (int i = 0; i < 10; i++) {
            assertThat(outbox.offer("x")).isTrue();
        }
        assertThat(outbox.offer("x")).isFalse();
    }

    /** A message of many changes is one to who is told them together, and must not be too much for who is told each alone. */
    @Test
    void framesOfOneMessageCountAsOne() {
        List<String> frames = Collections.nCopies(20, "x");
        for (int i = 0; i < 10; i++) {
            assertThat(outbox.offer(frames)).isTrue();
        }
        assertThat(outbox.offer(frames)).isFalse();
    }

    /** The socket has a copy of it. */
    @Test
    void whatIsBeingWrittenCountsUntilItIsWritten() {
        List<Callback> written = new ArrayList<>();
        Session stalled = (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (self, method, arguments) -> {
                    if (method.getName().equals("sendText")) {
                        written.add((Callback) arguments[1]);
                    }
                    return null;
                });
        outbox.open(stalled);
        assertThat(outbox.offer("x".repeat(600))).isTrue();
        assertThat(written).hasSize(1);
        assertThat(outbox.offer("x".repeat(400))).isTrue();
        written.get(0).succeed();
        assertThat(written).hasSize(2);
        assertThat(outbox.offer("x".repeat(600))).isTrue();
        assertThat(outbox.offer("x".repeat(100))).isFalse();
    }

    @Test
    void theirBytesCountAll() {
        assertThat(outbox.offer(Collections.nCopies(20, "x".repeat(50)))).isTrue();
        assertThat(outbox.offer(Collections.nCopies(20, "xx"))).isFalse();
    }
}
