package org.liveupdates.hub.core;

import java.util.List;

/**
 * The one noun that travels: a change that a page or a back end announced.
 *
 * @param room pages of one room hear each other; nothing crosses rooms
 * @param channel where the pages of the origin's protocol listen, {@code /update} for data processors
 * @param origin who announced it
 * @param number counts the room's updates from 1, in the order in which every sink gets them
 * @param json the announcement, verbatim: one well-formed JSON value
 * @param changes what the announcement is understood as, for protocols other than the origin's; empty when it is not
 */
public record Update(String room, String channel, Origin origin, long number, String json, List<Change> changes) {}
