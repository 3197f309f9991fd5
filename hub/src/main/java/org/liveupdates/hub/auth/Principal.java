package org.liveupdates.hub.auth;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who may come in, and what he may do there.
 *
 * @param name for the log
 * @param rooms names of the rooms he may enter; empty for all
 * @param entities what he may hear and publish, such as {@code events}; empty for everything
 * @param readOnly whether he may hear only
 * @param expires when he has to go
 */
public record Principal(
        String name, Set<String> rooms, Set<String> entities, boolean readOnly, Optional<Instant> expires) {
    /** Of a hub that lets in everybody who reaches it. */
    public static final Principal ANYBODY = new Principal("anybody", Set.of(), Set.of(), false, Optional.empty());

    /** Any page of the old protocol, where those need not be known. */
    public static final Principal OLD_PAGE = new Principal("old page", Set.of(), Set.of(), false, Optional.empty());

    /** Whether the room is his. */
    public boolean mayEnter(String room) {
        return rooms.isEmpty() || rooms.contains(room);
    }

    /** Whether he may hear of an entity, such as {@code events}. */
    public boolean mayHear(String entity) {
        return entities.isEmpty() || entities.contains(entity);
    }

    /** Whether he may hear of everything, as pages of the old protocol do: they cannot tell entities apart. */
    public boolean mayHearEverything() {
        return entities.isEmpty();
    }

    /** Whether he may announce whatever he likes, as pages of the old protocol do. */
    public boolean mayPublishEverything() {
        return !readOnly && entities.isEmpty();
    }

    /** Whether he may announce changes of an entity. */
    public boolean mayPublish(String entity) {
        return !readOnly && mayHear(entity);
    }
}
