package org.liveupdates.hub.core;

import java.util.List;

/**
 * The one noun that travels: a change that a page or a back end announced.
 *
 * @param channel where the pages of the origin's protocol listen, {@code /update} for data processors
 * @param origin who announced it
 * @param json the announcement, verbatim: one well-formed JSON value
 * @param changes what the announcement is understood as, for protocols other than the origin's; empty when it is not
 */
public record Update(String channel, Origin origin, String json, List<Change> changes) {}
