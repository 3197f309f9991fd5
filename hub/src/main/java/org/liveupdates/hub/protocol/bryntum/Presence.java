package org.liveupdates.hub.protocol.bryntum;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who has logged in; all of them hear who comes and goes. Its lock keeps the lists in the order of what they tell, and while it
 * is held texts are only queued.
 */
final class Presence {
    private final BryntumWire wire;

    /** In order of their login. */
    private final Set<BryntumSession> sessions = new LinkedHashSet<>();

    Presence(BryntumWire wire) {
        this.wire = wire;
    }

    /** Answers a login, and tells everybody unless he was logged in under this name. */
    synchronized void enter(BryntumSession session, User user) {
        if (session.hasEnded()) {
            return;
        }
        User before = session.user();
        session.user(user);
        session.send(wire.loggedIn(session.dialect(), session.client(), user.name()));
        if (before != null && before.name().equals(user.name())) {
            return;
        }
        sessions.add(session);
        if (before != null) {
            tell(session, dialect -> wire.left(dialect, before.name()));
        }
        tell(session, dialect -> wire.joined(dialect, user.name()));
        tell(null, dialect -> wire.users(dialect, names()));
    }

    /** Tells the others that he is gone; without effect for who was never here, or is gone already. */
    synchronized void leave(BryntumSession session) {
        User user = session.user();
        if (sessions.remove(session) && user != null) {
            tell(null, dialect -> wire.left(dialect, user.name()));
            tell(null, dialect -> wire.users(dialect, names()));
        }
    }

    /** Each name once, however many pages somebody has open. */
    synchronized Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (BryntumSession session : sessions) {
            User user = session.user();
            if (user != null) {
                names.add(user.name());
            }
        }
        return names;
    }

    private void tell(@Nullable BryntumSession except, Function<Dialect, String> words) {
        Map<Dialect, String> texts = new EnumMap<>(Dialect.class);
        for (BryntumSession session : sessions) {
            if (session != except) {
                session.send(texts.computeIfAbsent(session.dialect(), words));
            }
        }
    }
}
