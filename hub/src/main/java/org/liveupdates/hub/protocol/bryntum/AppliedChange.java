package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * A change that has become part of a project, with real ids.
 *
 * @param revision its number in the project, from 1, in order of arrival
 * @param changes the whole change for the others: new records have their id beside their {@code $PhantomId}; those that were sent
 *     as new once more are told as updated. Not to be changed
 * @param answer the same for the sender, who is told what he sent once more as he was at first, since he may not have read it.
 *     The same object when there is no such record
 * @param newIds whether the sender learns ids by it: the flat dialect answers him then only
 */
public record AppliedChange(long revision, ObjectNode changes, ObjectNode answer, boolean newIds) {
    private static final Set<String> LISTS = Set.of(Section.ADDED, Section.UPDATED, Section.REMOVED);

    /** Whether the sender is told in other words than the others. */
    boolean hasOwnAnswer() {
        return answer != changes;
    }

    /** Whether it contains nothing: no store at all, or only stores with empty lists. */
    boolean isEmpty() {
        for (JsonNode section : changes) {
            if (!section.isObject() && !section.isNull()) {
                return false;
            }
            for (Map.Entry<String, JsonNode> part : section.properties()) {
                boolean list = LISTS.contains(part.getKey());
                if (!list || !part.getValue().isNull() && !part.getValue().isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }
}
