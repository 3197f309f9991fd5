package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/**
 * One change as it came.
 *
 * @param local the client's own name for it, JSON's null in the flat dialect
 * @param conflict what it resolves a conflict with, null for nothing; only clients understand it
 * @param changes of whatever type they are, null when there are none
 */
record Revision(
        JsonNode local,
        @Nullable JsonNode conflict,
        @Nullable JsonNode changes) {
    /** A change in the flat dialect. */
    static Revision flat(@Nullable JsonNode changes) {
        return new Revision(NullNode.instance, null, changes);
    }
}
