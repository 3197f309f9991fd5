package org.liveupdates.hub.auth;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Decides who comes in. Safe for use by any thread. */
public interface Authenticator {
    /** Lets in everybody who reaches the hub. */
    Authenticator OPEN = new Authenticator() {
        @Override
        public CompletionStage<Optional<Principal>> page(Credentials credentials) {
            return CompletableFuture.completedFuture(Optional.of(Principal.ANYBODY));
        }

        @Override
        public CompletionStage<Optional<Principal>> oldPage(Credentials credentials) {
            return page(credentials);
        }

        @Override
        public Optional<Principal> backEnd(Credentials credentials) {
            return Optional.of(Principal.ANYBODY);
        }

        @Override
        public AutoCloseable watch(Credentials credentials, Principal principal, Runnable refused) {
            return () -> {};
        }
    };

    /** Who a RemoteEvents page is that wants into the credentials' room, empty for a refusal. Never fails; may complete on any thread. */
    CompletionStage<Optional<Principal>> page(Credentials credentials);

    /** The same of a page of the old protocol, at its handshake. */
    CompletionStage<Optional<Principal>> oldPage(Credentials credentials);

    /** Who publishes without a session, empty for a refusal. Answers at once. */
    Optional<Principal> backEnd(Credentials credentials);

    /**
     * Asks again from time to time, and looks at the clock.
     *
     * @param refused called once, on any thread, when the principal has to go
     * @return ends the watch; closing never throws
     */
    AutoCloseable watch(Credentials credentials, Principal principal, Runnable refused);
}
