package org.liveupdates.hub.protocol.faye;

import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.cometd.bayeux.Message;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Puts the HTTP publishes of one session back into the order in which the page sent them. A browser spreads them over
 * parallel connections, so that a later one may arrive first; it then waits for its predecessor, a moment at most.
 *
 * <p>Safe for use by any thread. Requests are handled under a lock, one at a time; handling never blocks.
 */
final class PublishOrder {
    /** Milliseconds without any news of the session after which a predecessor is given up. It is lost then, and will be sent again. */
    static final long PATIENCE = 500;

    /** Milliseconds that a publish waits at most, however busy the session is. */
    static final long MOST = 2000;

    /** Predecessors that never came, after which the client is taken for one that counts in another way. */
    private static final int MOST_GIVEN_UP = 3;

    /** Requests in order after which it is not: a counter in a smaller base jumps earlier than that. */
    private static final int PROVEN = 36;

    private final ReentrantLock lock = new ReentrantLock();
    private final MessageIds ids = new MessageIds();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private long lastArrival;
    private int givenUp;
    private int inOrder;
    private boolean countsOtherwise;

    /** For a client that is known not to count its messages as Faye does but as CometD. */
    void countInBaseTen() {
        lock.lock();
        try {
            ids.countInBaseTen();
        } finally {
            lock.unlock();
        }
    }

    /** Handles a request of this session now, or as soon as its predecessor has been handled or is overdue. */
    void run(List<? extends Message> messages, Scheduler scheduler, Runnable handle) {
        String first = messages.get(0).getId();
        boolean publish = messages.stream().anyMatch(message -> !message.isMeta());
        lock.lock();
        try {
            lastArrival = System.nanoTime();
            if (ids.isLate(first) || ++inOrder == PROVEN) {
                givenUp = 0;
            }
            if (publish && !countsOtherwise && !ids.isNext(first)) {
                Waiting request = new Waiting(ids.number(first), lastArrival, first, handle);
                waiting.add(request);
                scheduler.schedule(() -> overdue(request, scheduler), PATIENCE, TimeUnit.MILLISECONDS);
                return;
            }
            handle.run();
            release();
        } finally {
            lock.unlock();
        }
    }

    /** Notes that a message has been handled, by whichever transport it came, and lets those go on that waited for it. */
    void saw(@Nullable String id) {
        lock.lock();
        try {
            ids.saw(id);
            if (lock.getHoldCount()
                    == 1) { // else a request is being handled, of which this may not be the last message
                release();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for no predecessor any more, but still handles first what comes before and waits as well. */
    private void overdue(Waiting request, Scheduler scheduler) {
        lock.lock();
        try {
            if (!waiting.contains(request)) {
                return;
            }
            long now = System.nanoTime();
            long patience = Math.min(
                    lastArrival + TimeUnit.MILLISECONDS.toNanos(PATIENCE) - now,
                    request.arrival + TimeUnit.MILLISECONDS.toNanos(MOST) - now);
            if (patience > 0) {
                scheduler.schedule(() -> overdue(request, scheduler), patience, TimeUnit.NANOSECONDS);
            } else {
                inOrder = 0;
                countsOtherwise |= ++givenUp == MOST_GIVEN_UP;
                for (Waiting next = waiting.peek();
                        next != null && next.compareTo(request) <= 0;
                        next = waiting.peek()) {
                    waiting.remove();
                    ids.skipTo(next.id);
                    next.handle.run();
                }
                release();
            }
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        for (Waiting next = waiting.peek(); next != null && ids.isNext(next.id); next = waiting.peek()) {
            waiting.remove();
            next.handle.run();
        }
    }

    /**
     * @param number the id as a number
     * @param arrival {@code System.nanoTime()}; also orders requests with one and the same id
     */
    private record Waiting(
            long number, long arrival, @Nullable String id, Runnable handle) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int byNumber = Long.compare(number, other.number);
            return byNumber != 0 ? byNumber : Long.compare(arrival, other.arrival);
        }
    }
}
