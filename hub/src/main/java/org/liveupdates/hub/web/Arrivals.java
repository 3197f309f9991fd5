package org.liveupdates.hub.web;

import java.nio.channels.SelectableChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.SelectorManager;

/** The connections that are accepted and not yet served. Safe for use by any thread. */
final class Arrivals implements SelectorManager.AcceptListener {
    private final Set<SelectableChannel> arriving = ConcurrentHashMap.newKeySet();

    /** Threads that wait for a connection, or have one of which nobody else knows yet. */
    private final AtomicInteger acceptors = new AtomicInteger();

    void begin() {
        acceptors.incrementAndGet();
    }

    void end() {
        acceptors.decrementAndGet();
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        arriving.add(channel);
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        arriving.remove(channel);
    }

    @Override
    public void onAccepted(SelectableChannel channel) {
        arriving.remove(channel);
    }

    /** Whether none is under way, and none can come. */
    boolean isEmpty() {
        return acceptors.get() == 0 && arriving.isEmpty();
    }
}
