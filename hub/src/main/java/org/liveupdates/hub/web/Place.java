package org.liveupdates.hub.web;

/**
 * Where a path leads.
 *
 * @param room name of the room
 * @param tail the last segments that a protocol has claimed, such as {@code api/v1}; empty when none has
 */
public record Place(String room, String tail) {}
