package org.liveupdates.hub.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.HmacKey;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that say themselves whose they are: JWTs (RFC 7519). The secret verifies HMAC only and the public keys everything
 * but HMAC, so that a public key never serves as a secret. A token without {@code exp} is refused.
 */
final class SignedTokens {
    /** Seconds that clocks may differ. */
    static final int SKEW = 30;

    /** Bytes: 256 bits, as HS256 wants them at least (RFC 7518, 3.2). */
    static final int SHORTEST_SECRET = 32;

    /** Characters; a longer one is not worth the work. */
    private static final int LONGEST = 16 << 10;

    private static final Finding UNKNOWN_KEY = Finding.refused("the token is signed with an unknown key");

    private final @Nullable SecretFile<byte[]> secret;
    private final @Nullable KeySet keys;
    private final List<String> audience;

    /** @param audience names that a token may be made for; none when it must not name any */
    SignedTokens(@Nullable SecretFile<byte[]> secret, @Nullable KeySet keys, List<String> audience) {
        this.secret = secret;
        this.keys = keys;
        this.audience = audience;
    }

    /** Reads a secret, of which a line's end is no part. */
    static byte[] secret(Path file) throws SetupMistake {
        byte[] bytes = SecretFile.bytes(file);
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
            length--;
        }
        if (length < SHORTEST_SECRET) {
            throw new SetupMistake("%s holds a secret of less than %d bytes: make one by 'openssl rand -hex 32'."
                    .formatted(file, SHORTEST_SECRET));
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Whose token it is. Does not fail. */
    CompletableFuture<Finding> owner(String token) {
        if (token.length() > LONGEST) {
            return refused("the token is too long");
        }
        String algorithm;
        try {
            // A signed one; what is encrypted, even with a key that is known, is none of ours.
            if (!(JsonWebStructure.fromCompactSerialization(token) instanceof JsonWebSignature signed)) {
                return refused("the token is not known");
            }
            algorithm = String.valueOf(signed.getAlgorithmHeaderValue());
        } catch (JoseException | RuntimeException noJwt) {
            return refused("the token is not known");
        }
        if (algorithm.startsWith("HS")) {
            return secret == null
                    ? refused("the token is signed by " + algorithm(algorithm) + ", and there is no --jwt-secret-file")
                    : CompletableFuture.completedFuture(bySecret(token, secret.content()));
        }
        KeySet known = keys;
        if (known == null) {
            return refused("the token is signed by " + algorithm(algorithm) + ", and there is no --jwks-url");
        }
        return known.keys().thenCompose(list -> {
            Finding first = byKeys(token, list);
            // A key that is not there may be a new one.
            return first == UNKNOWN_KEY
                    ? known.renewed().thenApply(renewed -> byKeys(token, renewed))
                    : CompletableFuture.completedFuture(first);
        });
    }

    private Finding bySecret(String token, byte[] key) {
        return verified(
                token,
                new JwtConsumerBuilder()
                        .setVerificationKey(new HmacKey(key))
                        .setJwsAlgorithmConstraints(
                                ConstraintType.PERMIT,
                                AlgorithmIdentifiers.HMAC_SHA256,
                                AlgorithmIdentifiers.HMAC_SHA384,
                                AlgorithmIdentifiers.HMAC_SHA512));
    }

    private Finding byKeys(String token, List<JsonWebKey> keySet) {
        JwksVerificationKeyResolver resolver = new JwksVerificationKeyResolver(keySet);
        resolver.setDisambiguateWithVerifySignature(true);
        return verified(
                token,
                new JwtConsumerBuilder()
                        .setVerificationKeyResolver(resolver)
                        .setJwsAlgorithmConstraints(
                                ConstraintType.PERMIT,
                                AlgorithmIdentifiers.RSA_USING_SHA256,
                                AlgorithmIdentifiers.RSA_USING_SHA384,
                                AlgorithmIdentifiers.RSA_USING_SHA512,
                                AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                                AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
                                AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
                                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                                AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
                                AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
                                AlgorithmIdentifiers.EDDSA));
    }

    private Finding verified(String token, JwtConsumerBuilder consumer) {
        consumer.setRequireExpirationTime().setAllowedClockSkewInSeconds(SKEW);
        if (!audience.isEmpty()) {
            consumer.setExpectedAudience(audience.toArray(String[]::new));
        }
        try {
            JwtClaims claims = consumer.build().processToClaims(token);
            Instant expires = Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis())
                    .plus(Duration.ofSeconds(SKEW));
            String name = claims.getSubject() == null ? "token" : claims.getSubject();
            return Finding.of(Claims.principal(name, claims.getClaimsMap(), Optional.of(expires)));
        } catch (InvalidJwtException invalid) {
            return invalid.getCause() instanceof UnresolvableKeyException ? UNKNOWN_KEY : Finding.refused(why(invalid));
        } catch (MalformedClaimException | RuntimeException malformed) {
            return Finding.refused("the token has claims of wrong types");
        } catch (Claims.Unclear unclear) {
            return Finding.refused("the token's claim " + unclear.getMessage());
        }
    }

    /** Never the exception's own message, which repeats the token. */
    private String why(InvalidJwtException invalid) {
        if (invalid.hasExpired()) {
            return "the token has expired";
        } else if (invalid.hasErrorCode(ErrorCodes.EXPIRATION_MISSING)) {
            return "the token does not expire (claim exp)";
        } else if (invalid.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return "the token is not valid yet";
        } else if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
                || invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return "the token is made for another audience (setting jwt-audience)";
        } else if (invalid.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return "the token's signature is wrong";
        }
        return "the token's algorithm, key or form is not accepted";
    }

    /** As far as it is one; a stranger wrote it. */
    private static String algorithm(String name) {
        return name.matches("[A-Za-z0-9]{1,16}") ? name : "something unknown";
    }

    private static CompletableFuture<Finding> refused(String reason) {
        return CompletableFuture.completedFuture(Finding.refused(reason));
    }
}
