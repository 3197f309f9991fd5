package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The back end's table of events, in memory and bounded. Safe for use by any thread. */
final class EventStore {
    static final int MOST = 1000;

    private final Map<Long, DemoEvent> events = new TreeMap<>();
    private long lastId;

    EventStore(List<DemoEvent> first) {
        first.forEach(this::add);
    }

    synchronized ArrayNode all() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        events.forEach((id, event) -> all.add(event.json(id)));
        return all;
    }

    /** Returns the new event's id, none when there is no room for it. */
    synchronized OptionalLong add(DemoEvent event) {
        if (events.size() >= MOST) {
            return OptionalLong.empty();
        }
        events.put(++lastId, event);
        return OptionalLong.of(lastId);
    }

    /** Returns whether there is such an event. */
    synchronized boolean replace(long id, DemoEvent event) {
        return events.replace(id, event) != null;
    }

    synchronized void remove(long id) {
        events.remove(id);
    }
}
