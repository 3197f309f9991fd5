package org.liveupdates.hub.protocol.bryntum;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.liveupdates.hub.auth.Turns;
import org.liveupdates.hub.core.OncePerMinute;
import org.liveupdates.hub.core.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares passwords, few at a time: it takes long on purpose, and everybody may ask. Safe for use by any thread. */
final class Logins {
    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

    /** Comparisons at once; each fills one processor. */
    private static final int AT_ONCE = 2;

    private static final int MOST_WAITING = 1000;

    /** Of one source. Those whose address is not known are one source, and the others need not wait behind all of them. */
    private static final int MOST_OF_ONE = 500;

    private final Users users;
    private final Executor executor;
    private final Turns turns;

    /** Of the sources that compare or wait. Guarded by itself. */
    private final Map<String, Lane> lanes = new HashMap<>();

    private final LoginLimit limit;
    private final OncePerMinute lines = new OncePerMinute();

    Logins(Users users, Executor executor, LongSupplier nanos) {
        this.users = users;
        this.executor = executor;
        this.turns = new Turns(executor, AT_ONCE, MOST_WAITING);
        this.limit = new LoginLimit(nanos);
    }

    /**
     * The user, or empty for a refusal.
     *
     * @param source address of the client; empty when not known, and then not limited
     * @param gone whether nobody waits for the answer any more
     * @return fails with {@link Refused} when too many wait
     */
    CompletionStage<Optional<User>> login(String name, String password, String source, BooleanSupplier gone) {
        if (users.haveNoPasswords()) {
            return CompletableFuture.completedFuture(users.find(name, password));
        } else if (!source.isEmpty() && !limit.tries(source)) {
            log("Refused a login from " + source + ": too many wrong passwords", "");
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return inTurn(source, () -> {
                    if (gone.getAsBoolean()) {
                        throw new CancellationException("its connection has ended");
                    }
                    return users.find(name, password);
                })
                .handle((found, failure) -> {
                    if (failure == null && found.isEmpty()) {
                        log("Refused a login from " + (source.isEmpty() ? "unknown" : source), "");
                    } else if (!source.isEmpty()) {
                        limit.forgive(source); // also when nobody has looked at the password
                    }
                    if (failure != null) {
                        log("A login could not be looked at", ": " + failure.getMessage());
                        return CompletableFuture.<Optional<User>>failedStage(new Refused(Refused.BUSY));
                    }
                    return CompletableFuture.completedStage(found);
                })
                .thenCompose(it -> it);
    }

    /** Each source waits in a lane of its own, and only what is ahead there waits for the others. */
    private CompletableFuture<Optional<User>> inTurn(String source, Supplier<Optional<User>> look) {
        Lane lane;
        synchronized (lanes) {
            lane = lanes.computeIfAbsent(source, it -> new Lane(new Turns(executor, AT_ONCE, MOST_OF_ONE)));
            lane.size++;
        }
        return lane.turns
                .take(() -> turns.take(() -> CompletableFuture.supplyAsync(look, executor)))
                .whenComplete((found, failure) -> {
                    synchronized (lanes) {
                        if (--lane.size == 0) {
                            lanes.remove(source);
                        }
                    }
                });
    }

    private static final class Lane {
        final Turns turns;
        int size;

        Lane(Turns turns) {
            this.turns = turns;
        }
    }

    private void log(String line, String more) {
        if (lines.first(line)) {
            LOG.warn("{}{}", line, Printable.line(more));
        }
    }
}
