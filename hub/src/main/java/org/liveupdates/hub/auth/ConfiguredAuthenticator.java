package org.liveupdates.hub.auth;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.Authentication;
import org.liveupdates.hub.core.OncePerMinute;
import org.liveupdates.hub.core.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides as the settings say. A token is looked for in the file, then read as a signed one; whom it does not make known the
 * application is asked about. Files are read again when they change.
 */
public final class ConfiguredAuthenticator implements Authenticator, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredAuthenticator.class);

    /** For one answer of the application or the keys' server. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Between two looks at the files. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** Of a signed token, also of one that lacks its signature. */
    private static final Pattern THREE_PARTS = Pattern.compile("[^.]+\\.[^.]*\\.[^.]*");

    private static final String BEARER = "bearer ";

    private final Authentication settings;
    private final Clock clock;
    private final List<SecretFile<?>> files = new ArrayList<>();
    private final @Nullable SecretFile<Tokens> pageTokens;
    private final @Nullable SecretFile<Tokens> publishTokens;
    private final @Nullable SignedTokens signedTokens;
    private final @Nullable Application application;
    private final OncePerMinute lines = new OncePerMinute();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "auth");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Reads the files that the settings name.
     *
     * @throws SetupMistake everything that is wrong with them
     */
    public ConfiguredAuthenticator(Authentication settings) throws SetupMistake {
        this(settings, PATIENCE, Clock.systemUTC());
    }

    /** @param patience for one answer of the application or the keys' server */
    ConfiguredAuthenticator(Authentication settings, Duration patience, Clock clock) throws SetupMistake {
        this.settings = settings;
        this.clock = clock;
        List<String> mistakes = new ArrayList<>();
        pageTokens = file(settings.remoteTokens(), it -> Tokens.read(it, Tokens.OF_PAGES), mistakes);
        publishTokens = file(settings.publishTokens(), it -> Tokens.read(it, Tokens.OF_BACK_ENDS), mistakes);
        SecretFile<byte[]> secret = file(settings.jwtSecret(), SignedTokens::secret, mistakes);
        if (!mistakes.isEmpty()) {
            timer.shutdownNow();
            throw new SetupMistake(mistakes);
        }
        KeySet keys = settings.jwks()
                .map(url -> new KeySet(url, patience, System::nanoTime))
                .orElse(null);
        signedTokens = secret == null && keys == null ? null : new SignedTokens(secret, keys, settings.jwtAudience());
        application = settings.application()
                .map(url -> new Application(url, patience, timer))
                .orElse(null);
        timer.setRemoveOnCancelPolicy(true);
        timer.scheduleWithFixedDelay(
                () -> files.forEach(SecretFile::look), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (keys != null) {
            keys.keys(); // a wrong address is told now, not when the first page comes
        }
    }

    private <T> @Nullable SecretFile<T> file(Optional<Path> path, SecretFile.Reader<T> reader, List<String> mistakes) {
        if (path.isEmpty()) {
            return null;
        }
        try {
            SecretFile<T> file = new SecretFile<>(path.get(), reader);
            files.add(file);
            return file;
        } catch (SetupMistake mistake) {
            mistakes.add(String.valueOf(mistake.getMessage()));
            return null;
        }
    }

    /**
     * Asks the application without credentials. Waits for the answer.
     *
     * @throws SetupMistake when it lets in everybody
     */
    public void probe() throws SetupMistake {
        if (application != null) {
            application.probe();
        }
    }

    @Override
    public CompletionStage<Optional<Principal>> page(Credentials credentials) {
        return decide(credentials, false).thenApply(finding -> told("page", credentials, finding));
    }

    @Override
    public CompletionStage<Optional<Principal>> oldPage(Credentials credentials) {
        return decide(credentials, false).thenApply(finding -> {
            boolean unknown = finding.isRefused() && token(credentials).isEmpty();
            Finding old = unknown && settings.openOldPages() ? Finding.of(Principal.OLD_PAGE) : finding;
            return told(
                    "page of the old protocol",
                    credentials,
                    old.unless(
                            Principal::mayHearEverything,
                            "he may hear some entities only, and that protocol cannot tell them apart"));
        });
    }

    @Override
    public Optional<Principal> backEnd(Credentials credentials) {
        String shown = credentials.authorization() == null ? "" : credentials.authorization();
        Finding finding;
        if (!shown.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            finding = Finding.refused("no publish token");
        } else {
            String token = shown.substring(BEARER.length()).strip();
            finding = publishTokens == null
                    ? Finding.refused("there are no publish tokens (setting publish-tokens-file)")
                    : inFile(publishTokens, token);
        }
        return told("publish without a session", credentials, checked(credentials, finding));
    }

    @Override
    public AutoCloseable watch(Credentials credentials, Principal principal, Runnable refused) {
        if (isOldPage(principal)) {
            return () -> {};
        }
        Watch watch = new Watch(credentials, principal, refused);
        watch.schedule();
        return watch;
    }

    /** Nobody is asked about it. */
    @SuppressWarnings("ReferenceEquality") // the application may have a user of that name
    private static boolean isOldPage(Principal principal) {
        return principal == Principal.OLD_PAGE;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Does not fail. */
    private CompletableFuture<Finding> decide(Credentials credentials, boolean fresh) {
        return byToken(credentials)
                .thenCompose(finding -> finding.isRefused() && application != null
                        ? application.ask(credentials, fresh)
                        : CompletableFuture.completedFuture(finding))
                .exceptionally(failure -> {
                    LOG.error("Who somebody is could not be decided", failure); // ours to mend
                    return Finding.refused("a failure of the hub");
                })
                .thenApply(finding -> checked(credentials, finding));
    }

    private CompletableFuture<Finding> byToken(Credentials credentials) {
        String token = token(credentials);
        if (token.isEmpty()) {
            return CompletableFuture.completedFuture(Finding.refused("no token"));
        }
        Finding found = pageTokens == null ? Finding.refused("the token is not known") : inFile(pageTokens, token);
        return found.isRefused() && signedTokens != null && isSigned(token)
                ? signedTokens.owner(token)
                : CompletableFuture.completedFuture(found);
    }

    private static boolean isSigned(String token) {
        return THREE_PARTS.matcher(token).matches();
    }

    private static Finding inFile(SecretFile<Tokens> file, String token) {
        return file.content().owner(token).map(Finding::of).orElseGet(() -> Finding.refused("the token is not known"));
    }

    private Finding checked(Credentials credentials, Finding finding) {
        return finding.unless(it -> !hasExpired(it), "the token has expired")
                .unless(it -> it.mayEnter(credentials.room()), "this room is not his");
    }

    private boolean hasExpired(Principal principal) {
        return principal.expires().map(it -> !clock.instant().isBefore(it)).orElse(false);
    }

    private static String token(Credentials credentials) {
        return credentials.token() == null ? "" : credentials.token();
    }

    private Optional<Principal> told(String who, Credentials credentials, Finding finding) {
        if (finding.isRefused()) {
            String line = "Refused %s: %s (room %s, path %s, client %s)"
                    .formatted(
                            who, finding.reason(), credentials.room(), shown(credentials.path()), credentials.client());
            if (lines.first(line)) {
                LOG.warn("{}", line);
            }
        }
        return finding.found();
    }

    /** Without what follows a semicolon, where some applications keep their session's id. */
    private static String shown(String path) {
        int semicolon = path.indexOf(';');
        return Printable.line(semicolon < 0 ? path : path.substring(0, semicolon));
    }

    /** Looks after one connected principal. */
    private final class Watch implements AutoCloseable {
        private final Credentials credentials;
        private final Principal principal;
        private final Runnable refused;
        private @Nullable Future<?> next;
        private boolean closed;

        Watch(Credentials credentials, Principal principal, Runnable refused) {
            this.credentials = credentials;
            this.principal = principal;
            this.refused = refused;
        }

        synchronized void schedule() {
            if (!closed) {
                try {
                    next = timer.schedule(this::look, pause(), TimeUnit.MILLISECONDS);
                } catch (RejectedExecutionException stopping) {
                    closed = true;
                }
            }
        }

        /** Not the same for all: those who came together would be asked about together for ever. */
        private long pause() {
            double share = 0.9 + 0.1 * ThreadLocalRandom.current().nextDouble();
            long recheck = (long) (settings.recheck().toMillis() * share);
            Instant now = clock.instant();
            // An instant of the far future does not fit a long of milliseconds.
            return principal
                    .expires()
                    .filter(it -> it.isBefore(now.plusMillis(recheck)))
                    .map(it -> Math.max(0, Duration.between(now, it).toMillis() + 1))
                    .orElse(recheck);
        }

        private void look() {
            if (hasExpired(principal)) {
                refuse("the token has expired");
                return;
            }
            decide(credentials, true).thenAccept(finding -> {
                if (finding.principal() == null) {
                    refuse(finding.reason());
                } else if (!isSame(finding.principal())) {
                    refuse("what he may do has changed"); // he comes back, as what he is now
                } else {
                    schedule();
                }
            });
        }

        private boolean isSame(Principal now) {
            return now.name().equals(principal.name())
                    && now.rooms().equals(principal.rooms())
                    && now.entities().equals(principal.entities())
                    && now.readOnly() == principal.readOnly();
        }

        private void refuse(String reason) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            told("page that was let in", credentials, Finding.refused(reason));
            refused.run();
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (next != null) {
                next.cancel(false);
            }
        }
    }
}
