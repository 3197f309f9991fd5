package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A change that has become part of a project. Its JSON must not be changed.
 *
 * @param revision its number in the project, from 1, in order of arrival
 * @param toSender the whole change with the ids of its new records, each beside its {@code $PhantomId}
 * @param toOthers the same, except that what the sender sends again, for want of an answer, is an update for the others. The same
 *     object as {@code toSender} when nothing differs, so it need be written once only
 * @param added whether the sender has records to learn the ids of: the flat dialect answers him then only
 */
public record AppliedChange(long revision, ObjectNode toSender, ObjectNode toOthers, boolean added) {}
