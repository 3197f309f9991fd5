package org.liveupdates.hub.core;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The one fan-out point. Updates are handed over under the room's lock, so every page hears them in one order, and those of
 * one page stay in the order in which it sent them.
 *
 * <p>Safe for use by any thread; rooms do not wait for each other.
 */
public final class Hub {
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final long recordBytes;
    private final Consumer<String> log;
    private final LongSupplier nanos;

    /**
     * @param recordBytes size in bytes of the records that a room remembers, about
     * @param log takes sentences for the operator, not many; called under a room's lock
     */
    public Hub(long recordBytes, Consumer<String> log) {
        this(recordBytes, log, System::nanoTime);
    }

    Hub(long recordBytes, Consumer<String> log, LongSupplier nanos) {
        this.recordBytes = recordBytes;
        this.log = log;
        this.nanos = nanos;
    }

    /** Adds a sink to a room; it hears every update from then on. */
    public void add(String room, Sink sink) {
        room(room).sinks.add(sink);
    }

    /**
     * From a page or a back end: tell everyone in the room.
     *
     * @param channel where the pages of the origin's protocol listen
     * @param json one well-formed JSON value, passed on verbatim
     * @param changes what it is understood as, for pages of other protocols; empty when it is not
     * @return how many pages it went to; none when page and back end announce the same and this is the second
     */
    public int publish(String room, String channel, Origin origin, String json, List<Change> changes) {
        return room(room).publish(channel, origin, json, changes);
    }

    private Room room(String name) {
        return rooms.computeIfAbsent(name, it -> new Room(new Records(recordBytes, nanos, log)));
    }

    private static final class Room {
        private final Records records;
        private final List<Sink> sinks = new CopyOnWriteArrayList<>();
        private final ReentrantLock lock = new ReentrantLock();

        Room(Records records) {
            this.records = records;
        }

        int publish(String channel, Origin origin, String json, List<Change> changes) {
            lock.lock();
            try {
                if (records.isRepeat(origin, changes)) {
                    return 0;
                }
                Update update = new Update(channel, origin, json, records.complete(origin, changes));
                int pages = 0;
                for (Sink sink : sinks) {
                    pages += sink.deliver(update);
                }
                return pages;
            } finally {
                lock.unlock();
            }
        }
    }
}
