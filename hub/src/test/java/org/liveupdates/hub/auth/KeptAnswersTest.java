package org.liveupdates.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
    private final List<CompletableFuture<Finding>> asked = new ArrayList<>();
    private long now = 7;
    private final KeptAnswers kept = new KeptAnswers(10, () -> now);

    private CompletableFuture<Finding> get(Credentials shown, boolean fresh) {
        return kept.get(shown, fresh, () -> {
            CompletableFuture<Finding> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        });
    }

    private static Credentials cookie(String cookie) {
        return new Credentials(null, null, cookie, "room", "/path");
    }

    @Test
    void oneQuestionAnswersAllWhoComeMeanwhileAndAMomentLater() {
        CompletableFuture<Finding> first = get(cookie("a"), false);
        now += 100;
        CompletableFuture<Finding> second = get(cookie("a"), false);
        asked.get(0).complete(Finding.refused("no"));
        assertThat(first).isCompletedWithValue(Finding.refused("no"));
        assertThat(second).isCompletedWithValue(Finding.refused("no"));
        now += 9;
        get(cookie("a"), false);
        assertThat(asked).hasSize(1);
        now += 1;
        get(cookie("a"), false);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aFreshAnswerTakesThePlaceOfTheKeptOne() {
        get(cookie("a"), false);
        asked.get(0).complete(Finding.of(Principal.ANYBODY));
        get(cookie("a"), true);
        asked.get(1).complete(Finding.refused("gone"));
        assertThat(get(cookie("a"), false)).isCompletedWithValue(Finding.refused("gone"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void everythingShownCounts() {
        List<Credentials> all = List.of(
                cookie("ab"),
                new Credentials("ab", null, null, "room", "/path"),
                new Credentials(null, "ab", null, "room", "/path"),
                new Credentials("a", "b", null, "room", "/path"),
                new Credentials("a", null, "b", "room", "/path"),
                new Credentials("", null, "ab", "room", "/path"),
                new Credentials(null, null, "ab", "room/", "path"),
                new Credentials(null, null, "ab", "room", "/other"));
        all.forEach(shown -> get(shown, false));
        assertThat(asked).hasSize(all.size());
    }

    @Test
    void soManyAreKeptAtMost() {
        for (int i = 0; i <= KeptAnswers.MOST; i++) {
            get(cookie("c" + i), false);
        }
        get(cookie("c1"), false);
        assertThat(asked).hasSize(KeptAnswers.MOST + 1);
        get(cookie("c0"), false);
        assertThat(asked).hasSize(KeptAnswers.MOST + 2);
    }
}
