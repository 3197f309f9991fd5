package org.liveupdates.hub.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the hub learns who somebody is.
 *
 * @param remoteTokens file of pages' tokens
 * @param jwtSecret file with the secret of tokens signed by HMAC
 * @param jwks where the public keys of signed tokens are
 * @param jwtAudience what signed tokens may name as their audience; none when they must not name any
 * @param application what is asked about everybody who brings no token that is known
 * @param recheck how long an answer about a connected page counts
 * @param publishTokens file of back ends' tokens
 * @param openOldPages whether pages of the old protocol come in unknown
 */
public record Authentication(
        Optional<Path> remoteTokens,
        Optional<Path> jwtSecret,
        Optional<URI> jwks,
        List<String> jwtAudience,
        Optional<URI> application,
        Duration recheck,
        Optional<Path> publishTokens,
        boolean openOldPages) {

    /** Whether nobody is asked who he is. */
    public boolean isAbsent() {
        return !hasTokens() && application.isEmpty();
    }

    /** Whether somebody is known by a token, which an old page does not have. */
    boolean hasTokens() {
        return hasPageTokens() || publishTokens.isPresent();
    }

    boolean hasPageTokens() {
        return remoteTokens.isPresent() || jwtSecret.isPresent() || jwks.isPresent();
    }
}
