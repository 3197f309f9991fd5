package org.liveupdates.hub.protocol.bryntum;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who has logged in; all of them hear who comes and goes. Its lock keeps the lists in the order of what they tell, and while it
 * is held texts are only queued.
 *
 * <p>A list of all for each of all grows with the square of their number. The first change is told at once; whoever comes or goes
 * within a pause after a list is in the next one, together with all others.
 */
final class Presence {
    /** Between two lists, at least. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** Characters of lists that are told in a millisecond, to all together and on the average: a larger list has a longer pause. */
    private static final long RATE = 8_000;

    /** For which a connection keeps a name, at least: each new one is told to everybody. */
    static final Duration SHORTEST_STAY = Duration.ofSeconds(1);

    private final BryntumWire wire;
    private final Alarm alarm;

    /** In order of their login. */
    private final Set<BryntumSession> sessions = new LinkedHashSet<>();

    /** When the next list may be told, in nanoseconds of the alarm. */
    private long next;

    /** Whether the next list is on its way. */
    private boolean listing;

    Presence(BryntumWire wire, Alarm alarm) {
        this.wire = wire;
        this.alarm = alarm;
        this.next = alarm.nanos();
    }

    /**
     * Answers a login, and tells everybody unless he was logged in under this name. Who has only just got another name has to wait.
     *
     * @return completes when that is done
     */
    CompletionStage<Void> login(BryntumSession session, User user) {
        User before = session.user();
        Duration left = before == null || before.name().equals(user.name())
                ? Duration.ZERO
                : SHORTEST_STAY.minusNanos(alarm.nanos() - session.userSince());
        if (left.isZero() || left.isNegative()) {
            enter(session, user);
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        alarm.after(left, () -> {
            enter(session, user);
            done.complete(null);
        });
        return done;
    }

    private synchronized void enter(BryntumSession session, User user) {
        if (session.hasEnded()) {
            return;
        }
        User before = session.user();
        session.send(wire.loggedIn(session.dialect(), session.client(), user.name()));
        if (before != null && before.name().equals(user.name())) {
            return;
        }
        session.user(user, alarm.nanos());
        sessions.add(session);
        if (before != null) {
            tell(session, dialect -> wire.left(dialect, before.name()));
        }
        tell(session, dialect -> wire.joined(dialect, user.name()));
        list();
    }

    /** Tells the others that he is gone; without effect for who was never here, or is gone already. */
    synchronized void leave(BryntumSession session) {
        User user = session.user();
        if (sessions.remove(session) && user != null) {
            tell(null, dialect -> wire.left(dialect, user.name()));
            list();
        }
    }

    /** Tells everybody the list, now or with whatever changes until it may be told. */
    private void list() {
        long left = next - alarm.nanos();
        if (left <= 0) {
            tellList();
        } else if (!listing) {
            listing = true;
            alarm.after(Duration.ofNanos(left), this::listLater);
        }
    }

    private synchronized void listLater() {
        listing = false;
        tellList();
    }

    private void tellList() {
        long told = tell(null, dialect -> wire.users(dialect, names()));
        Duration pause = Duration.ofMillis(told / RATE);
        next = alarm.nanos() + (pause.compareTo(PAUSE) > 0 ? pause : PAUSE).toNanos();
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

    /** Returns how many characters those are. */
    private long tell(@Nullable BryntumSession except, Function<Dialect, String> words) {
        Map<Dialect, String> texts = new EnumMap<>(Dialect.class);
        long told = 0;
        for (BryntumSession session : sessions) {
            if (session != except) {
                String text = texts.computeIfAbsent(session.dialect(), words);
                session.send(text);
                told += text.length();
            }
        }
        return told;
    }
}
