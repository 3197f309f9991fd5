package org.liveupdates.hub.auth;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, or why he is not let in.
 *
 * @param principal null when refused
 * @param reason for the log; empty when let in
 */
record Finding(@Nullable Principal principal, String reason) {
    static Finding of(Principal principal) {
        return new Finding(principal, "");
    }

    static Finding refused(String reason) {
        return new Finding(null, reason);
    }

    Optional<Principal> found() {
        return Optional.ofNullable(principal);
    }

    boolean isRefused() {
        return principal == null;
    }

    /** Refuses for this reason whom the condition does not hold for. */
    Finding unless(Function<Principal, Boolean> holds, String otherwise) {
        return principal == null || holds.apply(principal) ? this : refused(otherwise);
    }
}
