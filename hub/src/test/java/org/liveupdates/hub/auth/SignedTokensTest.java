package org.liveupdates.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.PageServer;

/** JWTs that are good, and every way known to make a bad one pass for good. */
class SignedTokensTest {
    private static final byte[] SECRET = "0123456789abcdef".repeat(4).getBytes(StandardCharsets.UTF_8);

    private static RsaJsonWebKey rsa;
    private static PublicJsonWebKey ec;
    private static PublicJsonWebKey ed;

    private final AtomicLong now = new AtomicLong(1);
    private final AtomicInteger fetches = new AtomicInteger();
    private final LogBook log = new LogBook();
    private final Path dir;
    private PageServer server;
    private KeySet keySet;
    private volatile String published = "";
    private volatile int status = 200;

    SignedTokensTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        rsa = RsaJwkGenerator.generateJwk(2048);
        rsa.setKeyId("rsa");
        ec = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        ec.setKeyId("ec");
        ed = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
        ed.setKeyId("ed");
    }

    @BeforeEach
    void serve() {
        server = new PageServer().lead("/keys", this::answer);
        publish(rsa, ec, ed);
        keySet = new KeySet(URI.create(server.origin("127.0.0.1") + "/keys"), Duration.ofSeconds(2), now::get);
    }

    @AfterEach
    void close() {
        server.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512", "RS256", "PS512", "ES256", "EdDSA"})
    void tellWhoItIs(String algorithm) throws Exception {
        JwtClaims claims = claims();
        claims.setStringListClaim("rooms", "hr", "sales");
        claims.setStringClaim("entities", "events");
        claims.setClaim("read-only", true);
        Finding finding = both().owner(signed(claims, algorithm)).get(10, TimeUnit.SECONDS);
        Principal principal = finding.found().orElseThrow(() -> new AssertionError(finding.reason()));
        assertThat(principal.name()).isEqualTo("gina");
        assertThat(principal.rooms()).containsExactlyInAnyOrder("hr", "sales");
        assertThat(principal.entities()).containsExactly("events");
        assertThat(principal.readOnly()).isTrue();
        assertThat(principal.expires().orElseThrow())
                .isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(60 + 31));
    }

    @Test
    void areNotOfThisAlgorithm() throws Exception {
        JsonWebSignature none = new JsonWebSignature();
        none.setPayload(claims().toJson());
        none.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        none.setAlgorithmHeaderValue("none");
        String unsigned = none.getCompactSerialization();
        String good = signed(claims(), "HS256");
        String[] parts = good.split("\\.");
        for (String token : List.of(
                unsigned,
                unsigned + parts[2],
                header("NONE") + "." + parts[1] + ".",
                header("none") + "." + parts[1] + "." + parts[2],
                header("HS1") + "." + parts[1] + "." + parts[2],
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                parts[0] + "." + parts[1] + "." + parts[2] + "A",
                parts[0] + ".e30." + parts[2],
                "..",
                "a.b.c",
                "x".repeat(20_000))) {
            assertRefused(both(), token);
        }
        JsonWebEncryption encrypted = new JsonWebEncryption();
        encrypted.setPayload(claims().toJson());
        encrypted.setAlgorithmHeaderValue("dir");
        encrypted.setEncryptionMethodHeaderParameter("A256CBC-HS512");
        encrypted.setKey(new HmacKey(SECRET));
        assertRefused(both(), encrypted.getCompactSerialization());
    }

    /** RFC 8725, 2.1: a public key is no secret. */
    @Test
    void areNotSignedWithWhatEverybodyKnows() throws Exception {
        byte[] der = rsa.getPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        String jwk = rsa.toJson();
        for (byte[] known : List.of(der, pem.getBytes(StandardCharsets.UTF_8), jwk.getBytes(StandardCharsets.UTF_8))) {
            for (String kid : List.of("rsa", "")) {
                String forged = signed(claims(), "HS256", new HmacKey(known), kid.isEmpty() ? null : kid);
                assertRefused(both(), forged);
                assertRefused(new SignedTokens(null, keySet, List.of()), forged);
            }
        }
        // Nor does a secret that got into the published keys count.
        published = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET) + "\"}]}";
        assertRefused(new SignedTokens(null, keySet, List.of()), signed(claims(), "HS256", new HmacKey(SECRET), "oct"));
    }

    @Test
    void areSignedWithTheRightKey() throws Exception {
        RsaJsonWebKey other = RsaJwkGenerator.generateJwk(2048);
        assertRefused(both(), signed(claims(), "RS256", other.getPrivateKey(), "rsa"));
        assertRefused(both(), signed(claims(), "HS256", new HmacKey(new byte[64]), null));
        // A key that the token brings along is nobody's.
        JsonWebSignature own = signature(claims(), "RS256", other.getPrivateKey(), null);
        own.setJwkHeader(other);
        assertRefused(both(), own.getCompactSerialization());
    }

    @Test
    void areOfTheirTime() throws Exception {
        assertRefused(both(), signed(expiring(-31), "HS256"));
        assertAccepted(both(), signed(expiring(-25), "HS256"));
        JwtClaims early = claims();
        early.setNotBefore(in(35));
        assertRefused(both(), signed(early, "HS256"));
        early.setNotBefore(in(25));
        assertAccepted(both(), signed(early, "HS256"));
        JwtClaims endless = new JwtClaims();
        endless.setSubject("gina");
        assertThat(reason(both(), signed(endless, "HS256"))).contains("does not expire");
    }

    @Test
    void areMadeForTheHub() throws Exception {
        JwtClaims shop = claims();
        shop.setAudience("shop", "mail");
        assertThat(reason(both(), signed(shop, "HS256"))).contains("another audience");
        assertAccepted(new SignedTokens(secret(), keySet, List.of("hub", "mail")), signed(shop, "HS256"));
        assertRefused(new SignedTokens(secret(), keySet, List.of("hub")), signed(shop, "HS256"));
        assertRefused(new SignedTokens(secret(), keySet, List.of("hub")), signed(claims(), "HS256"));
    }

    @Test
    void saySoClearlyWhatTheyAllow() throws Exception {
        for (Map.Entry<String, Object> unclear : List.<Map.Entry<String, Object>>of(
                Map.entry("rooms", List.of()),
                Map.entry("rooms", 7),
                Map.entry("rooms", List.of(7)),
                Map.entry("rooms", Map.of()),
                Map.entry("entities", List.of()),
                Map.entry("entities", ""),
                Map.entry("read-only", "true"),
                Map.entry("read-only", 1))) {
            JwtClaims claims = claims();
            claims.setClaim(unclear.getKey(), unclear.getValue());
            assertThat(reason(both(), signed(claims, "HS256"))).contains("claim " + unclear.getKey());
        }
        JwtClaims none = claims();
        none.setClaim("rooms", null);
        assertRefused(both(), signed(none, "HS256"));
    }

    @Test
    void areSignedWithANewKeyAfterARotation() throws Exception {
        assertAccepted(both(), signed(claims(), "RS256"));
        assertAccepted(both(), signed(claims(), "ES256"));
        assertThat(fetches).hasValue(1);
        RsaJsonWebKey next = RsaJwkGenerator.generateJwk(2048);
        next.setKeyId("next");
        publish(next);
        String token = signed(claims(), "RS256", next.getPrivateKey(), "next");
        assertThat(reason(both(), token)).contains("unknown key"); // within the pause after the last fetch
        assertThat(fetches).hasValue(1);
        now.addAndGet(KeySet.PAUSE.toNanos());
        assertAccepted(both(), token);
        assertThat(fetches).hasValue(2);
        for (int i = 0; i < 5; i++) {
            assertRefused(both(), signed(claims(), "RS256", rsa.getPrivateKey(), "made up " + i));
        }
        assertThat(fetches).hasValue(2);
        now.addAndGet(KeySet.FRESH.toNanos());
        assertRefused(both(), signed(claims(), "RS256"));
        assertThat(fetches).hasValue(3);
    }

    @Test
    void countForAWhileWhenTheKeysCannotBeFetched() throws Exception {
        assertAccepted(both(), signed(claims(), "EdDSA"));
        status = 500;
        now.addAndGet(KeySet.FRESH.toNanos());
        assertAccepted(both(), signed(claims(), "EdDSA"));
        now.addAndGet(KeySet.USABLE.toNanos());
        assertRefused(both(), signed(claims(), "EdDSA"));
        now.addAndGet(KeySet.PAUSE.toNanos());
        assertRefused(both(), signed(claims(), "EdDSA"));
        assertThat(log.linesWith("(--jwks-url) answers 500")).hasSize(1);
        status = 200;
        now.addAndGet(KeySet.PAUSE.toNanos());
        assertAccepted(both(), signed(claims(), "EdDSA"));
    }

    @Test
    void areRefusedWithoutKeys() throws Exception {
        server.close();
        for (int i = 0; i < 3; i++) {
            assertRefused(both(), signed(claims(), "RS256"));
            now.addAndGet(KeySet.PAUSE.toNanos());
        }
        assertThat(log.lines()).singleElement().asString().contains("(--jwks-url) does not answer");
        assertAccepted(both(), signed(claims(), "HS256"));
    }

    @Test
    void haveASecretThatIsLongEnough() throws Exception {
        Path file = Files.writeString(dir.resolve("short"), "0123456789abcdef0123456789abcde\n\n");
        assertThatThrownBy(() -> SignedTokens.secret(file))
                .hasMessage(file + " holds a secret of less than 32 bytes: make one by 'openssl rand -hex 32'.");
        Files.writeString(file, "0123456789abcdef0123456789abcdef\r\n");
        assertThat(SignedTokens.secret(file)).hasSize(32);
    }

    private SignedTokens both() throws IOException {
        return new SignedTokens(secret(), keySet, List.of());
    }

    private SecretFile<byte[]> secret() throws IOException {
        Path file = dir.resolve("secret");
        Files.write(file, SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new SecretFile<>(file, SignedTokens::secret);
    }

    private static void assertAccepted(SignedTokens tokens, String token) {
        Finding finding = tokens.owner(token).orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(finding.isRefused()).as(finding.reason()).isFalse();
    }

    private static void assertRefused(SignedTokens tokens, String token) {
        assertThat(reason(tokens, token)).as(token).isNotEmpty();
    }

    private static String reason(SignedTokens tokens, String token) {
        Finding finding = tokens.owner(token).orTimeout(10, TimeUnit.SECONDS).join();
        if (!token.isEmpty() && token.length() > 8) {
            assertThat(finding.reason()).doesNotContain(token);
        }
        return finding.reason();
    }

    private void publish(JsonWebKey... keys) {
        published = new JsonWebKeySet(Arrays.asList(keys)).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        byte[] body = published.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static JwtClaims claims() {
        return expiring(60);
    }

    private static JwtClaims expiring(int seconds) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("gina");
        claims.setExpirationTime(in(seconds));
        return claims;
    }

    private static NumericDate in(int seconds) {
        NumericDate date = NumericDate.now();
        date.addSeconds(seconds);
        return date;
    }

    private static String header(String algorithm) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"alg\":\"" + algorithm + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(JwtClaims claims, String algorithm) throws Exception {
        return switch (algorithm.substring(0, 2)) {
            case "HS" -> signed(claims, algorithm, new HmacKey(SECRET), null);
            case "ES" -> signed(claims, algorithm, ec.getPrivateKey(), "ec");
            case "Ed" -> signed(claims, algorithm, ed.getPrivateKey(), "ed");
            default -> signed(claims, algorithm, rsa.getPrivateKey(), "rsa");
        };
    }

    private static String signed(JwtClaims claims, String algorithm, Key key, @Nullable String kid) throws Exception {
        return signature(claims, algorithm, key, kid).getCompactSerialization();
    }

    private static JsonWebSignature signature(JwtClaims claims, String algorithm, Key key, @Nullable String kid) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKey(key);
        if (kid != null) {
            signature.setKeyIdHeaderValue(kid);
        }
        return signature;
    }
}
