package org.liveupdates.hub.auth;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application behind {@code --auth-url}, which knows its own sessions. It is asked by GET with the visitor's
 * {@code Cookie}, {@code Authorization} and {@code Remote-Token}, and learns where he wants to go from {@code X-Hub-Room}
 * and {@code X-Hub-Path}. 2xx lets in; JSON of it may name {@code user}, {@code rooms}, {@code entities} and
 * {@code read-only}.
 */
final class Application {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    static final String ROOM = "X-Hub-Room";
    static final String PATH = "X-Hub-Path";

    /** Bytes of an answer. */
    private static final int MOST_BYTES = 64 << 10;

    private static final int AT_ONCE = 32;

    /** Questions about those who are in: strangers who knock must not delay them until they count as refused. */
    private static final int AGAIN_AT_ONCE = 8;

    private static final int MOST_WAITING = 20_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI url;
    private final Fetch fetch;
    private final Turns turns;
    private final Turns turnsAgain;
    private final KeptAnswers kept = new KeptAnswers(TimeUnit.SECONDS.toNanos(5), System::nanoTime);
    private final OncePerMinute lines = new OncePerMinute();

    /**
     * @param patience for one answer, and as long again for its turn
     * @param executor for what had to wait
     */
    Application(URI url, Duration patience, Executor executor) {
        this.url = url;
        this.fetch = new Fetch(patience, MOST_BYTES);
        this.turns = new Turns(executor, AT_ONCE, MOST_WAITING);
        this.turnsAgain = new Turns(executor, AGAIN_AT_ONCE, MOST_WAITING);
    }

    /**
     * Who it is in the application's eyes. Does not fail.
     *
     * @param fresh whether he is in, and an answer of a moment ago does not count
     */
    CompletableFuture<Finding> ask(Credentials credentials, boolean fresh) {
        Turns his = fresh ? turnsAgain : turns;
        return kept.get(credentials, fresh, () -> his.take(() -> fetch.get(url, headers(credentials)))
                .orTimeout(2 * fetch.patience().toMillis(), TimeUnit.MILLISECONDS)
                .handle(this::finding));
    }

    /** Asks without credentials, once at the start. */
    void probe() throws SetupMistake {
        Fetch.Answer answer;
        try {
            Map<String, String> headers = headers(new Credentials(null, null, null, "default", "/"));
            answer = fetch.get(url, headers).join();
        } catch (CompletionException absent) {
            tellAbsent(absent.getCause());
            return;
        }
        if (answer.isGood()) {
            throw new SetupMistake(
                    "%s (--auth-url) answers %d to a request without cookie and token, so it would let in everybody:"
                                    .formatted(shown(), answer.status())
                            + " name an address that refuses who is not logged in.");
        } else if (answer.status() != 401 && answer.status() != 403) {
            LOG.warn(
                    "{} (--auth-url) answers {} to a request without cookie and token, where 401 or 403 were clearer",
                    shown(),
                    answer.status());
        }
    }

    private Finding finding(Fetch.@Nullable Answer answer, @Nullable Throwable failure) {
        if (answer == null) {
            return tellAbsent(failure);
        } else if (answer.isRedirect()) {
            tell("{} (--auth-url) redirects, which counts as a refusal", "redirect");
            return Finding.refused("the application redirects");
        } else if (!answer.isGood()) {
            if (answer.status() >= 500 || answer.status() == 404) {
                tell(
                        "{} (--auth-url) answers " + answer.status() + ", which counts as a refusal",
                        "" + answer.status());
            }
            return Finding.refused("the application answered " + answer.status());
        }
        try {
            return Finding.of(principal(answer));
        } catch (IOException | Claims.Unclear unclear) {
            String why = unclear instanceof Claims.Unclear ? unclear.getMessage() : "it is no JSON object";
            tell("The answer of {} (--auth-url) is unclear, which counts as a refusal: " + why, "unclear");
            return Finding.refused("the application's answer is unclear");
        }
    }

    private static Principal principal(Fetch.Answer answer) throws IOException, Claims.Unclear {
        byte[] body = answer.body();
        boolean json = answer.type().toLowerCase(Locale.ROOT).contains("json");
        if (body == null && json) {
            throw new IOException("too large");
        }
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        // With the mark it would not pass for JSON where the type does not say so, and its restrictions were lost.
        text = (text.startsWith("\ufeff") ? text.substring(1) : text).strip();
        Map<String, Object> claims = Map.of();
        if (text.startsWith("{") || json && !text.isEmpty()) {
            claims = JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
            if (claims == null) {
                throw new IOException("null");
            }
        }
        Object user = claims.get("user");
        String name = user instanceof String || user instanceof Number ? user.toString() : "user";
        return Claims.principal(name, claims, Optional.empty());
    }

    private static Map<String, String> headers(Credentials shown) {
        Map<String, String> headers = new HashMap<>();
        add(headers, "Cookie", shown.cookie());
        add(headers, "Authorization", shown.authorization());
        add(headers, "Remote-Token", shown.token());
        headers.put(ROOM, shown.room());
        headers.put(PATH, shown.path().replaceAll("[^\\x21-\\x7e]", "?"));
        headers.put("Accept", "application/json");
        return headers;
    }

    private static void add(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /** The failure's own message may repeat a header. */
    private Finding tellAbsent(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof IllegalArgumentException) {
            return Finding.refused("its headers cannot be passed on");
        } else if (cause instanceof RejectedExecutionException) {
            tell("Too many wait for an answer of {} (--auth-url), the next ones are refused", "many");
        } else if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            tell(
                    "{} (--auth-url) does not answer within " + fetch.patience().toMillis()
                            + " ms, which counts as a refusal",
                    "slow");
        } else {
            tell("{} (--auth-url) cannot be reached, which counts as a refusal", "absent");
        }
        return Finding.refused("the application did not answer");
    }

    private void tell(String line, String kind) {
        if (lines.first(kind)) {
            LOG.warn(line, shown());
        }
    }

    /** Without the query, in which there may be a key. */
    private String shown() {
        return url.getScheme() + "://" + url.getRawAuthority() + (url.getRawPath() == null ? "" : url.getRawPath());
    }
}
