package org.liveupdates.hub.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a client shows of itself with a handshake, an upgrade or a publish. Never printed.
 *
 * @param token header {@code Remote-Token}, or {@code token} of an upgrade's query
 * @param authorization header {@code Authorization}
 * @param cookie header {@code Cookie}, all of it
 * @param room where it wants to go
 * @param path by which it came
 * @param client its address, for the log
 */
public record Credentials(
        @Nullable String token,
        @Nullable String authorization,
        @Nullable String cookie,
        String room,
        String path,
        String client) {
    /** Of a client whose address is not known. */
    public Credentials(
            @Nullable String token, @Nullable String authorization, @Nullable String cookie, String room, String path) {
        this(token, authorization, cookie, room, path, "unknown");
    }

    @Override
    public String toString() {
        return "Credentials[room=" + room + "]";
    }
}
