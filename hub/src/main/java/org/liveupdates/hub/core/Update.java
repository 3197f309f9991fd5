package org.liveupdates.hub.core;

/**
 * The one noun that travels: a change that a page or a back end announced.
 *
 * @param room pages of one room hear each other; nothing crosses rooms
 * @param channel where the pages of the origin's protocol listen, {@code /update} for data processors
 * @param origin who announced it
 * @param number counts the room's updates from 1, in the order in which every sink gets them
 * @param json the page's own message, verbatim: one well-formed JSON value
 */
public record Update(String room, String channel, Origin origin, long number, String json) {}
