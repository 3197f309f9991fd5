package org.liveupdates.hub.protocol;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be written to one page's WebSocket, in bounds, and the pings by which it is found out who is gone without a word.
 * Safe for use by any thread.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** Between pings: less than the minute after which proxies take a silent connection for dead. */
    public static final Duration PING_PERIOD = Duration.ofSeconds(25);

    /** Pings without a sign of life after which nobody is there. */
    public static final int PATIENCE = 2;

    /** Seconds that a closing handshake may take. */
    private static final int FAREWELL = 5;

    /** Frames that are handed to the socket at a time, about: those of one message go together. */
    private static final int BURST = 32;

    private final Limits limits;
    private final Duration pingPeriod;
    private final Executor executor;
    private final Scheduler scheduler;
    private final Writer writer = new Writer();

    /** Guarded by itself, as are its size and how it ends. */
    private final Queue<List<String>> queue = new ArrayDeque<>();

    /**
     * With what is being written. In characters: most are a byte here, and to count the bytes of each frame again for each page
     * would be dear.
     */
    private long queued;

    /** Of that, what is handed to the socket and not written yet. */
    private long taken;

    private boolean closed;
    private @Nullable CloseReason ended;

    /** Why it ends when all is written. */
    private @Nullable CloseReason last;

    private volatile @Nullable Session socket;
    private volatile int pings;

    /**
     * Nothing waits, and nothing is written before {@link #open}.
     *
     * @param executor writes
     */
    public Outbox(Limits limits, Duration pingPeriod, Executor executor, Scheduler scheduler) {
        this.limits = limits;
        this.pingPeriod = pingPeriod;
        this.executor = executor;
        this.scheduler = scheduler;
    }

    /** The socket is there. Returns whether it may stay: not when it was ended while it was let in. */
    public boolean open(Session session) {
        socket = session;
        CloseReason reason;
        synchronized (queue) {
            reason = ended;
        }
        if (reason != null) {
            session.close(reason.code(), reason.text(), Callback.NOOP);
            return false;
        }
        schedulePing();
        return true;
    }

    /** Something came from the page: it is alive. */
    public void heard() {
        pings = 0;
    }

    /** The socket is closed, by whom ever. */
    public void closed() {
        synchronized (queue) {
            closed = true;
            queue.clear();
            queued = taken;
        }
    }

    /**
     * Queues a frame and returns at once; a page that does not keep up is closed.
     *
     * @return whether it will be written, as far as that is known
     */
    public boolean offer(String frame) {
        return offer(List.of(frame));
    }

    /** The same for frames that one message has brought about: they count as one, by whichever name they are told. */
    public boolean offer(List<String> frames) {
        long length = length(frames);
        synchronized (queue) {
            if (closed || ended != null || last != null) {
                return false;
            } else if (queue.size() >= limits.queueMessages() || queued + length > limits.queueBytes()) {
                ended = CloseReason.SLOW_PAGE;
                executor.execute(() -> end(CloseReason.SLOW_PAGE));
                return false;
            }
            queue.add(frames);
            queued += length;
        }
        wake();
        return true;
    }

    private static long length(List<String> frames) {
        long length = 0;
        for (String frame : frames) {
            length += frame.length();
        }
        return length;
    }

    /** Ends the connection on the hub's part; what still waits is not written. */
    public void end(CloseReason reason) {
        if (reason != CloseReason.STOPPING && reason != CloseReason.LOGOUT) {
            LOG.info("Page ended: {}", reason.text());
        }
        synchronized (queue) {
            ended = reason;
            queue.clear();
            queued = taken;
        }
        Session session = socket;
        if (session != null) {
            session.close(reason.code(), reason.text(), Callback.NOOP);
            scheduler.schedule(session::disconnect, FAREWELL, TimeUnit.SECONDS);
        }
    }

    /** Ends it likewise when all that waits is written; nothing more can be queued. */
    public void finish(CloseReason reason) {
        synchronized (queue) {
            last = reason;
        }
        wake();
    }

    private void wake() {
        if (writer.wake()) {
            executor.execute(writer::iterate);
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
            List<String> burst = new ArrayList<>();
            CloseReason reason;
            synchronized (queue) {
                queued -= taken; // the burst before is written
                taken = 0;
                while (session != null && burst.size() < BURST && !queue.isEmpty()) {
                    List<String> frames = queue.remove();
                    taken += length(frames);
                    burst.addAll(frames);
                }
                busy = !burst.isEmpty();
                reason = ended == null ? last : null;
            }
            if (burst.isEmpty() || session == null) {
                if (reason != null) {
                    end(reason);
                }
                return Action.IDLE;
            }
            int last = burst.size() - 1;
            burst.subList(0, last).forEach(frame -> session.sendText(frame, Callback.NOOP));
            session.sendText(burst.get(last), Callback.from(this::succeeded, this::failed));
            return Action.SCHEDULED;
        }
    }
}
