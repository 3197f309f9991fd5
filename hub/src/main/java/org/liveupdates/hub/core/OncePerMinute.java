package org.liveupdates.hub.core;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets each text through once a minute, and so many texts at most, so that neither a client which knocks for ever nor one
 * which calls itself differently every time fills the log.
 *
 * <p>Safe for use by any thread.
 */
public final class OncePerMinute {
    static final int MOST = 256;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;

    /** When a text went through; the oldest is first. */
    private final Map<String, Long> seen = new LinkedHashMap<>();

    /** By the system's clock. */
    public OncePerMinute() {
        this(System::nanoTime);
    }

    OncePerMinute(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether the text goes through now. */
    public synchronized boolean first(String text) {
        long now = nanos.getAsLong();
        Iterator<Long> times = seen.values().iterator();
        while (times.hasNext() && now - times.next() >= MINUTE) {
            times.remove();
        }
        return seen.size() < MOST && seen.putIfAbsent(text, now) == null;
    }
}
