package org.liveupdates.hub.protocol.faye;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.cometd.bayeux.server.ServerMessage;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.auth.Credentials;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.core.CloseReason;

/** Who comes into a room by this protocol, and who may publish there: a session's principal, or a back end's. */
final class Admittance {
    private final Authenticator authenticator;
    private final String room;

    Admittance(Authenticator authenticator, String room) {
        this.authenticator = authenticator;
        this.room = room;
    }

    /** Whether nobody is asked who he is. */
    boolean isOpen() {
        return authenticator == Authenticator.OPEN;
    }

    /**
     * Finds out at a handshake who it is, and lets the session know.
     *
     * @param pool whose thread it is told on when it is not known at once
     * @param then told whether it may come in
     */
    void admit(FayeSession session, ServerMessage.Mutable handshake, Executor pool, Consumer<Boolean> then) {
        Credentials shown = RequestContext.credentials(handshake.getBayeuxContext(), room);
        CompletableFuture<Optional<Principal>> who =
                authenticator.oldPage(shown).toCompletableFuture();
        Executor executor = who.isDone() ? Runnable::run : pool; // that of the answer may be the JDK's timer
        who.whenCompleteAsync(
                (principal, never) -> {
                    if (principal != null && principal.isPresent()) {
                        session.admit(principal.get(), shown);
                        then.accept(true);
                    } else {
                        then.accept(false);
                    }
                },
                executor);
    }

    /** Ends the session when its principal may not be here any more. */
    void watch(FayeSession session, Executor pool) {
        Principal principal = session.principal();
        Credentials shown = session.credentials();
        if (principal != null && shown != null) {
            session.watchedBy(authenticator.watch(
                    shown, principal, () -> pool.execute(() -> session.end(CloseReason.UNAUTHORIZED))));
        }
    }

    /** Whether the message may be published: by its session, or by who shows a token with it. */
    boolean mayPublish(@Nullable FayeSession named, ServerMessage.Mutable message) {
        if (isOpen()) {
            return true;
        }
        Principal principal = named == null ? null : named.principal();
        if (principal != null && principal.mayPublishEverything()) {
            return true;
        }
        Credentials shown = RequestContext.credentials(message.getBayeuxContext(), room);
        if (principal != null && shown.authorization() == null) {
            return false; // a reader; nothing else was tried
        }
        return authenticator
                .backEnd(shown)
                .filter(Principal::mayPublishEverything)
                .isPresent();
    }
}
