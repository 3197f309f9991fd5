package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One message of a client.
 *
 * @param name of the command as it was written, for the answer
 * @param command null when it is none that is known
 * @param fields the message itself, or what it wraps
 * @param shows the dialect, null when the message would be the same in both
 */
record Request(
        String name,
        @Nullable Command command,
        JsonNode fields,
        @Nullable Dialect shows) {}
