package org.liveupdates.hub.protocol.bryntum;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.core.CloseReason;

/**
 * One connection: its dialect, who speaks there and which project it listens to. {@link Commands} changes it, one message at
 * a time; any thread may look at it.
 */
final class BryntumSession {
    private final String client;
    private final String source;
    private final Principal principal;
    private final Line line;
    private volatile Dialect dialect = Dialect.FLAT;
    private volatile @Nullable User user;
    private volatile long userSince;

    /** Guarded by this, as is the end. */
    private @Nullable ProjectRoom room;

    private boolean ended;

    /**
     * A connection where nothing was said yet.
     *
     * @param client unique among those connected, {@code client-1}
     * @param source address of the client; empty when not known
     */
    BryntumSession(String client, String source, Principal principal, Line line) {
        this.client = client;
        this.source = source;
        this.principal = principal;
        this.line = line;
    }

    String client() {
        return client;
    }

    String source() {
        return source;
    }

    Principal principal() {
        return principal;
    }

    Dialect dialect() {
        return dialect;
    }

    /** A message has shown the dialect; who has logged in keeps to his. */
    void shows(Dialect shown) {
        if (user == null) {
            dialect = shown;
        }
    }

    /** Null before the login. */
    @Nullable
    User user() {
        return user;
    }

    /** When he came in under this name, in nanoseconds of the alarm. */
    long userSince() {
        return userSince;
    }

    void user(User somebody, long now) {
        userSince = now;
        user = somebody;
    }

    void send(String text) {
        line.send(text);
    }

    void send(List<String> texts) {
        if (!texts.isEmpty()) {
            line.send(texts);
        }
    }

    void finish(CloseReason reason) {
        line.finish(reason);
    }

    /** Null before the first data set. */
    synchronized @Nullable ProjectRoom room() {
        return room;
    }

    /** Returns whether it listens from now on: not when it has ended. */
    synchronized boolean enter(ProjectRoom entered) {
        if (!ended) {
            room = entered;
        }
        return !ended;
    }

    synchronized void leave() {
        room = null;
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** Returns what it listened to. */
    synchronized @Nullable ProjectRoom end() {
        ended = true;
        ProjectRoom last = room;
        room = null;
        return last;
    }
}
