package org.liveupdates.hub.protocol.bryntum;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
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

    private final Users users;
    private final Executor executor;
    private final Turns turns;
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
     * @return never fails
     */
    CompletionStage<Optional<User>> login(String name, String password, String source) {
        if (users.haveNoPasswords()) {
            return CompletableFuture.completedFuture(users.find(name, password));
        } else if (!source.isEmpty() && !limit.tries(source)) {
            log("Refused a login from " + source + ": too many wrong passwords", "");
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return turns.take(() -> CompletableFuture.supplyAsync(() -> users.find(name, password), executor))
                .handle((found, failure) -> {
                    if (failure == null && found.isEmpty()) {
                        log("Refused a login from " + (source.isEmpty() ? "unknown" : source), "");
                    } else if (!source.isEmpty()) {
                        limit.forgive(source); // also when nobody has looked at the password
                    }
                    if (failure != null) {
                        log("A login could not be looked at", ": " + failure.getMessage());
                        return Optional.empty();
                    }
                    return found;
                });
    }

    private void log(String line, String more) {
        if (lines.first(line)) {
            LOG.warn("{}{}", line, Printable.line(more));
        }
    }
}
