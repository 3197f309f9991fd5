package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.testkit.LogBook;

/** Users with passwords; their hashes are cheap here. */
class LoginsTest {
    /** Of {@code secret}. */
    static final String HASH = "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW";

    private static final Users USERS = Users.of(
            Map.of("anna", new Users.Listed(new User("anna"), HASH), "boss", new Users.Listed(new User("boss"), HASH)));

    private long now;
    private final Logins logins = new Logins(USERS, Runnable::run, () -> now);

    private boolean enters(String name, String password, String source) {
        return logins.login(name, password, source, () -> false)
                .toCompletableFuture()
                .join()
                .isPresent();
    }

    @Test
    void onlyListedUsersEnterWithTheirPassword() {
        assertThat(USERS.find("anna", "secret")).contains(new User("anna"));
        assertThat(USERS.find("anna", "Secret")).isEmpty();
        assertThat(USERS.find("anna", "")).isEmpty();
        assertThat(USERS.find("eve", "secret")).isEmpty();
        assertThat(USERS.find("Anna", "secret")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"login\":\"anna\",\"password\":\"wrong\"",
                "\"login\":\"anna\"",
                "\"login\":\"anna\",\"password\":null",
                "\"login\":\"anna\",\"password\":{}",
                "\"login\":\"eve\",\"password\":\"secret\"",
                "\"login\":\"eve\""
            })
    void aNameAndAPasswordAreWrongInTheSameWords(String fields) {
        BryntumStage stage = new BryntumStage(USERS);
        String words = "ann ← {\"command\":\"login\",\"error\":\"Wrong username/password\"}";
        assertThat(stage.say("ann", "{\"command\":\"login\"," + fields + "}")).containsExactly(words);
        assertThat(stage.say("ann", "{\"command\":\"login\",\"data\":{" + fields + "}}"))
                .containsExactly(words);
        assertThat(stage.say("ann", "{\"command\":\"login\",\"login\":\"anna\",\"password\":\"secret\"}"))
                .contains("ann ← {\"command\":\"login\"}");
        assertThat(stage.say("ann", "{\"command\":\"login\"," + fields + "}")).containsExactly(words);
        assertThat(stage.say("ann", "{\"command\":\"users\"}"))
                .containsExactly("ann ← {\"command\":\"users\",\"users\":[\"anna\"]}");
    }

    @Test
    void whoGuessesTooOftenHasToWait() {
        for (int i = 0; i < LoginLimit.BURST; i++) {
            assertThat(enters("anna", "guess" + i, "192.0.2.1")).isFalse();
        }
        assertThat(enters("anna", "secret", "192.0.2.1")).isFalse();
        assertThat(enters("anna", "secret", "192.0.2.2")).isTrue();
        now += LoginLimit.PAUSE;
        assertThat(enters("anna", "secret", "192.0.2.1")).isTrue();
        assertThat(enters("anna", "secret", "192.0.2.1")).isTrue();
        assertThat(enters("anna", "guess", "192.0.2.1")).isFalse();
        assertThat(enters("anna", "secret", "192.0.2.1")).isFalse();
    }

    /** All seem to come from the proxy, and nobody may lock out the others. */
    @Test
    void aSourceThatIsNotKnownIsNotLimited() {
        for (int i = 0; i < 3 * LoginLimit.BURST; i++) {
            assertThat(enters("anna", "guess" + i, "")).isFalse();
        }
        assertThat(enters("anna", "secret", "")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3::4, 20010db800010002",
        "2001:db8:1:2:5::6, 20010db800010002",
        "unknown, unknown"
    })
    void aSourceIsAnAddressOrANetwork(String address, String source) {
        assertThat(LoginLimit.source(address)).isEqualTo(source);
    }

    @Test
    void fewPasswordsAreComparedAtOnceAndNoneIsLost() {
        Queue<Runnable> work = new ArrayDeque<>();
        Logins slow = new Logins(USERS, work::add, () -> 0);
        List<CompletableFuture<Optional<User>>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(slow.login("anna", "secret", "", () -> false).toCompletableFuture());
        }
        assertThat(work).hasSize(2);
        while (!work.isEmpty()) {
            work.remove().run();
            assertThat(work).hasSizeLessThanOrEqualTo(3);
        }
        assertThat(all).allSatisfy(it -> assertThat(it.join()).isPresent());
    }

    /** Whoever floods the hub with logins must not lock out those who come from the same network. */
    @Test
    void whatIsNotComparedForWantOfTimeIsNoWrongPassword() {
        Queue<Runnable> work = new ArrayDeque<>();
        Logins flooded = new Logins(USERS, work::add, () -> 0);
        for (int i = 0;
                !flooded.login("anna", "secret", "source " + i, () -> false)
                        .toCompletableFuture()
                        .isDone();
                i++) {
            assertThat(work).hasSizeLessThanOrEqualTo(2); // all others wait, until no more may
        }
        for (int i = 0; i < 2 * LoginLimit.BURST; i++) {
            assertThat(flooded.login("anna", "secret", "192.0.2.1", () -> false).toCompletableFuture())
                    .isCompletedExceptionally();
        }
        while (!work.isEmpty()) {
            work.remove().run();
        }
        CompletableFuture<Optional<User>> later =
                flooded.login("anna", "secret", "192.0.2.1", () -> false).toCompletableFuture();
        assertThat(work).hasSize(1);
        work.remove().run();
        assertThat(later).isCompletedWithValue(Optional.of(new User("anna")));
    }

    @Test
    void whoComesFromElsewhereDoesNotWaitForAllOfASource() {
        Queue<Runnable> work = new ArrayDeque<>();
        Logins flooded = new Logins(USERS, work::add, () -> 0);
        int taken = 0;
        while (!flooded.login("eve", "guess", "", () -> false)
                .toCompletableFuture()
                .isDone()) {
            taken++;
        }
        assertThat(taken).isGreaterThan(100);
        CompletableFuture<Optional<User>> anna =
                flooded.login("anna", "secret", "192.0.2.1", () -> false).toCompletableFuture();
        for (int i = 0; i < 10 && !anna.isDone(); i++) {
            work.remove().run();
        }
        assertThat(anna).isCompletedWithValue(Optional.of(new User("anna")));
    }

    @Test
    void whoIsToldThatTooManyWaitIsToldSo() {
        Queue<Runnable> work = new ArrayDeque<>();
        Logins flooded = new Logins(USERS, work::add, () -> 0);
        BryntumStage stage = new BryntumStage(flooded);
        while (!flooded.login("eve", "guess", "", () -> false)
                .toCompletableFuture()
                .isDone()) {
            assertThat(work).isNotEmpty();
        }
        BryntumSession unknown = stage.connect("", Principal.ANYBODY);
        stage.take(unknown, "{\"command\":\"login\",\"login\":\"anna\",\"password\":\"secret\"}");
        assertThat(stage.said())
                .containsExactly(" ← {\"command\":\"login\",\"error\":\"Too many logins at once. Try again later\"}");
    }

    @Test
    void thePasswordOfWhoHasGoneIsNotComparedAndNotCounted() {
        for (int i = 0; i < 2 * LoginLimit.BURST; i++) {
            assertThat(logins.login("anna", "guess", "192.0.2.1", () -> true).toCompletableFuture())
                    .isCompletedExceptionally();
        }
        assertThat(enters("anna", "secret", "192.0.2.1")).isTrue();
    }

    /** A failure that repeats must not fill the disk. */
    @Test
    void whatFailsForReasonsOfTheHubIsLoggedOnce() {
        Logins broken = new Logins(
                USERS,
                task -> {
                    throw new IllegalStateException("out of order");
                },
                () -> 0);
        BryntumStage stage = new BryntumStage(broken);
        try (LogBook log = new LogBook()) {
            for (int i = 0; i < 2; i++) {
                assertThat(stage.say("ann", "{\"command\":\"login\",\"login\":\"anna\"}"))
                        .containsExactly(
                                "ann ← {\"command\":\"error\",\"message\":\"The hub failed; its log says why\"}");
            }
            assertThat(log.linesWith("could not be carried out")).hasSize(1);
        }
    }

    /** He is told of nothing, and nobody is told of him. */
    @Test
    void whoHasGoneBeforeHisPasswordWasComparedIsNotThere() {
        Queue<Runnable> work = new ArrayDeque<>();
        BryntumStage stage = new BryntumStage(new Logins(USERS, work::add, () -> 0));
        BryntumSession session = stage.connect("ann", Principal.ANYBODY);
        CompletionStage<Void> login =
                stage.take(session, "{\"command\":\"login\",\"login\":\"anna\",\"password\":\"secret\"}");
        stage.say("ann", "(leaves)");
        work.remove().run();
        assertThat(login.toCompletableFuture()).isDone();
        CompletionStage<Void> other = stage.take(
                stage.connect("boss", Principal.ANYBODY),
                "{\"command\":\"login\",\"login\":\"boss\",\"password\":\"secret\"}");
        assertThat(other.toCompletableFuture()).isNotDone();
        work.remove().run();
        assertThat(stage.said())
                .containsExactly(
                        "boss ← {\"command\":\"login\"}", "boss ← {\"command\":\"users\",\"users\":[\"boss\"]}");
    }
}
