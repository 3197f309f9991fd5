package org.liveupdates.hub.protocol.remoteevents;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page's WebSocket: the names that it subscribed, and what waits to be written to it, in bounds. Public, as its
 * methods are, for Jetty's method handles to reach it.
 */
public final class RemotePage implements Session.Listener.AutoDemanding {
    private static final Logger LOG = LoggerFactory.getLogger(RemotePage.class);

    /** Pings without a sign of life after which nobody is there. */
    static final int PATIENCE = 2;

    /** Seconds that a closing handshake may take. */
    private static final int FAREWELL = 5;

    /** Frames that are handed to the socket at a time. */
    private static final int BURST = 32;

    private final RemotePages pages;
    private final RemoteActions actions;
    private final Principal principal;
    private final Limits limits;
    private final Duration pingPeriod;
    private final Executor executor;
    private final Scheduler scheduler;
    private final Writer writer = new Writer();

    /** Guarded by itself, as is the size. */
    private final Queue<String> queue = new ArrayDeque<>();

    private long queued;
    private boolean closed;
    private @Nullable CloseReason ended;

    /** Guarded by itself, as is whether nothing may be added any more. */
    private final Set<String> names = new HashSet<>();

    private boolean deaf;

    private volatile @Nullable Session socket;
    private volatile Runnable atClose = () -> {};
    private volatile int pings;

    RemotePage(
            RemotePages pages,
            RemoteActions actions,
            Principal principal,
            Limits limits,
            Duration pingPeriod,
            Executor executor,
            Scheduler scheduler) {
        this.pages = pages;
        this.actions = actions;
        this.principal = principal;
        this.limits = limits;
        this.pingPeriod = pingPeriod;
        this.executor = executor;
        this.scheduler = scheduler;
    }

    Principal principal() {
        return principal;
    }

    /** Runs when the socket is closed, whoever closed it. */
    void atClose(Runnable task) {
        atClose = task;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        socket = session;
        CloseReason reason;
        synchronized (queue) {
            reason = ended;
        }
        if (reason != null) { // ended while it was let in
            session.close(reason.code(), reason.text(), Callback.NOOP);
            return;
        }
        offer(RemoteFrames.start(pages.newId()));
        schedulePing();
    }

    @Override
    public void onWebSocketText(String text) {
        pings = 0;
        actions.take(this, text);
    }

    /** Nothing of this protocol is binary. */
    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        offer(RemoteFrames.error("Text frames only"));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        pings = 0;
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("WebSocket failed", cause);
    }

    @Override
    public void onWebSocketClose(int statusCode, @Nullable String reason, Callback callback) {
        callback.succeed();
        gone();
    }

    /** The socket is closed, or will never be opened. A frame may still be read by another thread. */
    void gone() {
        synchronized (queue) {
            closed = true;
            queue.clear();
            queued = 0;
        }
        Set<String> left;
        synchronized (names) {
            deaf = true;
            left = Set.copyOf(names);
            names.clear();
        }
        pages.unsubscribe(this, left);
        atClose.run();
    }

    /** Returns whether the page listens to the name now: not if it, or the room, listens to as many as it may. */
    boolean subscribe(String name) {
        synchronized (names) {
            if (names.contains(name)) {
                return true;
            } else if (deaf || names.size() >= limits.subscriptions() || !pages.subscribe(this, name)) {
                return false;
            }
            return names.add(name);
        }
    }

    void unsubscribe(String name) {
        synchronized (names) {
            if (names.remove(name)) {
                pages.unsubscribe(this, Set.of(name));
            }
        }
    }

    /**
     * Queues a frame and returns at once; a page that does not keep up is closed. Called under the room's lock.
     *
     * @return whether it will be written, as far as that is known
     */
    boolean offer(String frame) {
        synchronized (queue) {
            if (closed || ended != null) {
                return false;
            } else if (queue.size() >= limits.queueMessages() || queued + frame.length() > limits.queueBytes()) {
                ended = CloseReason.SLOW_PAGE;
                executor.execute(() -> end(CloseReason.SLOW_PAGE));
                return false;
            }
            queue.add(frame);
            queued += frame.length();
        }
        if (writer.wake()) {
            executor.execute(writer::iterate);
        }
        return true;
    }

    /** Ends this page on the hub's part; it knocks again by itself. */
    void end(CloseReason reason) {
        if (reason != CloseReason.STOPPING) {
            LOG.info("Page ended: {}", reason.text());
        }
        synchronized (queue) {
            ended = reason;
            queue.clear();
            queued = 0;
        }
        Session session = socket;
        if (session != null) {
            session.close(reason.code(), reason.text(), Callback.NOOP);
            scheduler.schedule(session::disconnect, FAREWELL, TimeUnit.SECONDS);
        }
    }

    private void schedulePing() {
        scheduler.schedule(this::ping, pingPeriod.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ping() {
        Session session = socket;
        if (session == null || !session.isOpen()) {
            return;
        } else if (pings >= PATIENCE) {
            session.disconnect();
            return;
        }
        pings = pings + 1;
        session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        schedulePing();
    }

    /** Writes the queue in bursts: the frames of one burst go out together, and the next waits until they are out. */
    private final class Writer extends IteratingCallback {
        private boolean busy;

        /** Whether nobody is writing, so that the caller has to begin. */
        boolean wake() {
            synchronized (queue) {
                boolean idle = !busy;
                busy = true;
                return idle;
            }
        }

        /** Without an end of the socket nobody would notice that no more is written. */
        @Override
        protected void onCompleteFailure(Throwable cause) {
            Session session = socket;
            if (session != null) {
                session.disconnect();
            }
        }

        @Override
        protected Action process() {
            Session session = socket;
            String[] burst;
            synchronized (queue) {
                int size = Math.min(BURST, queue.size());
                if (size == 0 || session == null) {
                    busy = false;
                    return Action.IDLE;
                }
                burst = new String[size];
                for (int i = 0; i < size; i++) {
                    burst[i] = queue.remove();
                    queued -= burst[i].length();
                }
            }
            for (int i = 0; i < burst.length - 1; i++) {
                session.sendText(burst[i], Callback.NOOP);
            }
            session.sendText(burst[burst.length - 1], Callback.from(this::succeeded, this::failed));
            return Action.SCHEDULED;
        }
    }
}
