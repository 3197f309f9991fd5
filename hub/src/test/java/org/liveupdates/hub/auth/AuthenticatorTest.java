package org.liveupdates.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.SessionApplication;

/** Which way of showing who one is leads where, for pages of both protocols and for back ends. */
class AuthenticatorTest {
    private static final String GOOD = "good-token-0123456789";
    private static final String BACK_END = "back/end+token0123456789==";

    private final Path dir;
    private final LogBook log = new LogBook();
    private final SessionApplication application = new SessionApplication().knows("anna", "{\"user\":\"anna\"}");
    private final List<ConfiguredAuthenticator> open = new ArrayList<>();

    AuthenticatorTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @AfterEach
    void close() {
        open.forEach(ConfiguredAuthenticator::close);
        application.close();
        log.close();
    }

    /** {@code T}okens, {@code A}pplication, {@code P}ublish tokens, {@code O}pen old pages. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # set | token | cookie | page      | old page
        TO    | good  |        | gina      | gina
        TO    | bad   |        |           |
        TO    |       |        |           | old page
        TA    | good  |        | gina      | gina
        TA    | good  | anna   | gina      | gina
        TA    | bad   | anna   | anna      | anna
        TA    | bad   |        |           |
        TA    |       | anna   | anna      | anna
        TA    |       | eve    |           |
        TAO   |       | eve    |           | old page
        TAO   | bad   | eve    |           |
        A     | bad   | anna   | anna      | anna
        A     |       |        |           |
        PO    |       |        |           | old page
        PO    | good  |        |           |
        PO    | back  |        |           |
        """)
    void knowsPages(
            String set,
            @Nullable String token,
            @Nullable String cookie,
            @Nullable String page,
            @Nullable String oldPage)
            throws Exception {
        Authenticator authenticator = authenticator(set);
        Credentials shown = shown(token, null, cookie);
        assertThat(name(authenticator.page(shown).toCompletableFuture().get(10, TimeUnit.SECONDS)))
                .isEqualTo(page);
        assertThat(name(authenticator.oldPage(shown).toCompletableFuture().get(10, TimeUnit.SECONDS)))
                .isEqualTo(oldPage);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PO | Bearer back/end+token0123456789==  | stock
        PO | bearer back/end+token0123456789==  | stock
        PO | Bearer back/end+token0123456789=   |
        PO | Bearer                             |
        PO | Basic back/end+token0123456789==   |
        PO | back/end+token0123456789==         |
        PO |                                    |
        TO | Bearer good-token-0123456789       |
        A  |                                    |
        """)
    void knowsBackEnds(String set, @Nullable String authorization, @Nullable String owner) throws Exception {
        assertThat(name(authenticator(set).backEnd(shown(null, authorization, null))))
                .isEqualTo(owner);
    }

    @Test
    void heedsRoomsEntitiesAndTime() throws Exception {
        write("tokens", """
            hr    hr-token-0123456789abc    rooms=hr,sales
            late  late-token-0123456789ab   expires=2020-01-01T00:00:00Z
            part  part-token-0123456789ab   entities=events,tasks read-only expires=2999-01-01T00:00:00Z
            """);
        Authenticator authenticator =
                authenticator("--remote-tokens-file=" + dir.resolve("tokens"), "--open-old-pages");
        assertThat(page(authenticator, new Credentials("hr-token-0123456789abc", null, null, "hr", "/hr")))
                .isPresent();
        assertThat(page(authenticator, new Credentials("hr-token-0123456789abc", null, null, "default", "/")))
                .isEmpty();
        assertThat(page(authenticator, shown("late-token-0123456789ab", null, null)))
                .isEmpty();
        Principal part = page(authenticator, shown("part-token-0123456789ab", null, null))
                .orElseThrow();
        assertThat(part.mayHear("events")).isTrue();
        assertThat(part.mayHear("links")).isFalse();
        assertThat(part.mayPublish("events")).isFalse();
        // The old pages' protocol cannot tell entities apart.
        assertThat(authenticator
                        .oldPage(shown("part-token-0123456789ab", null, null))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
        assertThat(log.text())
                .contains("this room is not his", "the token has expired")
                .doesNotContain("-token-");
    }

    @Test
    void endsAPageWhoseTimeIsUp() throws Exception {
        write(
                "tokens",
                "gina " + GOOD + " expires=" + Clock.systemUTC().instant().plusMillis(1500));
        Authenticator authenticator =
                authenticator("--remote-tokens-file=" + dir.resolve("tokens"), "--open-old-pages");
        Credentials shown = shown(GOOD, null, null);
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        Principal gina = page(authenticator, shown).orElseThrow();
        authenticator.watch(shown, gina, ended::incrementAndGet);
        authenticator.watch(shown, gina, closed::incrementAndGet).close();
        await().until(() -> ended.get() == 1);
        assertThat(closed).hasValue(0);
    }

    @Test
    void readsAChangedFileAgainAndKeepsTheOldOneWhenTheNewIsWrong() throws Exception {
        write("tokens", "gina " + GOOD);
        Authenticator authenticator =
                authenticator("--remote-tokens-file=" + dir.resolve("tokens"), "--open-old-pages", "--auth-recheck=1s");
        Credentials shown = shown(GOOD, null, null);
        AtomicInteger ended = new AtomicInteger();
        authenticator.watch(shown, page(authenticator, shown).orElseThrow(), ended::incrementAndGet);

        write("tokens", "gina short");
        await().until(() -> !log.linesWith("still counts").isEmpty());
        assertThat(page(authenticator, shown)).isPresent();
        Files.delete(dir.resolve("tokens"));
        await().until(() -> log.linesWith("still counts").size() == 2);
        assertThat(page(authenticator, shown)).isPresent();
        assertThat(ended).hasValue(0);

        write("tokens", "otto another-token-0123456789");
        await().until(() -> page(authenticator, shown).isEmpty());
        assertThat(page(authenticator, shown("another-token-0123456789", null, null)))
                .isPresent();
        await().until(() -> ended.get() == 1);
        assertThat(log.text()).doesNotContain("short\n", GOOD, "another-token");
    }

    /** The application may call its users whatever it likes. */
    @Test
    void watchesAUserWhoIsCalledOldPage() throws Exception {
        application.knows("eve", "{\"user\":\"old page\"}");
        Authenticator authenticator =
                authenticator("--auth-url=" + application.url(), "--open-old-pages", "--auth-recheck=1s");
        Credentials eve = shown(null, null, "eve");
        AtomicInteger ended = new AtomicInteger();
        authenticator.watch(eve, page(authenticator, eve).orElseThrow(), ended::incrementAndGet);
        application.forget("eve");
        await().until(() -> ended.get() == 1);
    }

    /** PHP puts one before everything when a file begins with it, and no content type either. */
    @Test
    void readsAnAnswerBehindAByteOrderMark() throws Exception {
        application.knows("anna", "\ufeff{\"user\":\"anna\",\"read-only\":true}");
        Principal anna = page(authenticator("A"), shown(null, null, "anna")).orElseThrow();
        assertThat(anna.name()).isEqualTo("anna");
        assertThat(anna.readOnly()).isTrue();
    }

    @Test
    void printsNoCredential() {
        Credentials shown = new Credentials("s3cret", "s3cret", "s3cret", "hr", "/s3cret");
        assertThat(shown.toString()).doesNotContain("s3cret");
    }

    private Authenticator authenticator(String set) throws IOException {
        if (set.startsWith("-")) {
            return authenticator(new String[] {set});
        }
        List<String> settings = new ArrayList<>();
        for (char way : set.toCharArray()) {
            settings.add(
                    switch (way) {
                        case 'T' -> "--remote-tokens-file=" + write("tokens", "# pages\n\ngina " + GOOD + "\n");
                        case 'P' -> "--publish-tokens-file=" + write("publish", "stock " + BACK_END);
                        case 'A' -> "--auth-url=" + application.url();
                        default -> "--open-old-pages";
                    });
        }
        if (set.equals("T") || set.equals("P")) {
            throw new IllegalArgumentException("no decision about old pages");
        }
        return authenticator(settings.toArray(String[]::new));
    }

    private Authenticator authenticator(String... settings) throws IOException {
        ConfiguredAuthenticator authenticator =
                new ConfiguredAuthenticator(HubConfig.of(settings).authentication());
        open.add(authenticator);
        return authenticator;
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(dir.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Credentials shown(@Nullable String token, @Nullable String authorization, @Nullable String cookie) {
        @Nullable
        String text = token == null ? null : token.equals("good") ? GOOD : token.equals("back") ? BACK_END : token;
        return new Credentials(text, authorization, cookie == null ? null : "session=" + cookie, "default", "/sync");
    }

    private static Optional<Principal> page(Authenticator authenticator, Credentials shown) {
        return authenticator
                .page(shown)
                .toCompletableFuture()
                .orTimeout(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static @Nullable String name(Optional<Principal> principal) {
        return principal.map(Principal::name).orElse(null);
    }
}
