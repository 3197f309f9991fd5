package org.liveupdates.hub.protocol.remoteevents;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.api.Callback;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.protocol.Outbox;

/** What a page listens to, in bounds and in moments that no socket can be brought to. */
class RemotePageTest {
    private final Limits limits =
            HubConfig.of("--max-channels=2", "--max-subscriptions=2").limits();
    private final RemotePages pages = new RemotePages(limits);

    @Test
    void listensToNothingOnceItsSocketIsClosed() {
        RemotePage page = page();
        assertThat(page.subscribe("events")).isTrue();
        page.onWebSocketClose(1000, "", Callback.NOOP);
        // A frame that was being read when the hub cut the connection.
        assertThat(page.subscribe("tasks")).isFalse();
        assertThat(pages.names()).isZero();
    }

    @Test
    void findsSoManyNamesInARoom() {
        RemotePage one = page();
        RemotePage other = page();
        assertThat(one.subscribe("a")).isTrue();
        assertThat(one.subscribe("b")).isTrue();
        assertThat(other.subscribe("b")).isTrue();
        assertThat(other.subscribe("c")).isFalse();
        one.unsubscribe("a");
        assertThat(other.subscribe("c")).isTrue();
        assertThat(one.subscribe("a")).isFalse();
        assertThat(pages.names()).isEqualTo(2);
    }

    private RemotePage page() {
        return new RemotePage(
                pages,
                new RemoteActions(limits),
                Principal.ANYBODY,
                limits,
                new Outbox(limits, Outbox.PING_PERIOD, Runnable::run, new ScheduledExecutorScheduler()));
    }
}
