package org.liveupdates.hub.core;

import org.jspecify.annotations.Nullable;

/**
 * Where an update came from, so that its protocol can decide who gets an echo.
 *
 * @param protocol name of the protocol it came in by
 * @param sender the protocol's own session object, compared by identity; null when it came without one. Never printed: a
 *     Bayeux session's id is a bearer secret
 */
public record Origin(String protocol, @Nullable Object sender) {
    @Override
    public String toString() {
        return protocol;
    }
}
