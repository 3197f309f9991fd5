package org.liveupdates.hub.core;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one fan-out point. Numbering and handing over happen under the room's lock, so the order of numbers is the order
 * in which every page hears them, and updates of one page stay in the order in which it sent them.
 *
 * <p>Safe for use by any thread; rooms do not wait for each other.
 */
public final class Hub {
    private final List<Sink> sinks = new CopyOnWriteArrayList<>();
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    /** Adds a sink; it hears every update from then on. */
    public void add(Sink sink) {
        sinks.add(sink);
    }

    /**
     * From a page or a back end: tell everyone in the room.
     *
     * @param json one well-formed JSON value, passed on verbatim
     */
    public void publish(String room, String channel, Origin origin, String json) {
        rooms.computeIfAbsent(room, name -> new Room()).publish(room, channel, origin, json);
    }

    private final class Room {
        private final ReentrantLock lock = new ReentrantLock();
        private long number;

        void publish(String room, String channel, Origin origin, String json) {
            lock.lock();
            try {
                Update update = new Update(room, channel, origin, ++number, json);
                for (Sink sink : sinks) {
                    sink.deliver(update);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
