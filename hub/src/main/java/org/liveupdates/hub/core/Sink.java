package org.liveupdates.hub.core;

/** Takes the updates of one room on behalf of one protocol's pages. */
public interface Sink {
    /**
     * Hands an update to every page of its room. Called under the room's lock, one at a time and in the order
     * in which all pages shall hear them, from any thread. Must only enqueue: never blocks, never throws; a page that cannot take it is
     * closed and counted by the sink.
     *
     * @return how many pages listen, as far as that is known
     */
    int deliver(Update update);
}
