package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A change that has become part of a project.
 *
 * @param revision its number in the project, from 1, in order of arrival
 * @param changes the whole change with real ids, for the sender as well as for the others: new records have theirs beside their
 *     {@code $PhantomId}; those that were sent as new once more are told as updated. Not to be changed
 * @param newIds whether new records got an id: the flat dialect answers the sender then only
 */
public record AppliedChange(long revision, ObjectNode changes, boolean newIds) {}
