package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.auth.Principal;

/** Who comes and goes is told to everybody, and many at once must not make it too much. */
class PresenceTest {
    private final BryntumStage stage = new BryntumStage(Users.anybody());

    private void logIn(String name) {
        stage.say(name, "{\"command\":\"login\",\"login\":\"" + name + "\"}");
    }

    @Test
    void whoComesAndGoesAtOnceIsToldInOneList() {
        logIn("ann");
        stage.pass(1);
        for (int i = 0; i < 50; i++) {
            logIn("n" + i);
            assertThat(stage.said()).contains("ann ← {\"command\":\"login\",\"userName\":\"n" + i + "\"}");
            stage.say("n" + i, "(leaves)");
            assertThat(stage.said()).noneMatch(it -> it.contains("\"users\""));
        }
        logIn("bob");
        assertThat(stage.pass(1))
                .containsExactly(
                        "ann ← {\"command\":\"users\",\"users\":[\"ann\",\"bob\"]}",
                        "bob ← {\"command\":\"users\",\"users\":[\"ann\",\"bob\"]}");
        assertThat(stage.pass(1)).isEmpty();
    }

    /** A list goes to each who is in it. */
    @Test
    void longListsAreToldMoreRarely() {
        for (int i = 0; i < 400; i++) {
            logIn(String.format("%0100d", i));
        }
        assertThat(stage.pass(3600)).hasSize(400); // 16 million characters
        logIn("ann");
        stage.pass(1);
        logIn("bob");
        assertThat(stage.pass(1)).noneMatch(it -> it.contains("\"users\""));
        assertThat(stage.pass(1)).hasSize(402).allMatch(it -> it.contains("\"bob\"]"));
    }

    @Test
    void whoChangesHisNameAllTheTimeWaitsAndNobodyElse() {
        BryntumSession eve = stage.connect("eve", Principal.ANYBODY);
        CompletableFuture<Void> first = take(eve, "Eve");
        CompletableFuture<Void> same = take(eve, "Eve");
        CompletableFuture<Void> second = take(eve, "Evil");
        assertThat(first).isDone();
        assertThat(same).isDone();
        assertThat(second).isNotDone();
        logIn("bob");
        assertThat(stage.say("bob", "{\"command\":\"users\"}"))
                .containsExactly("bob ← {\"command\":\"users\",\"users\":[\"Eve\",\"bob\"]}");
        assertThat(stage.pass(1))
                .contains(
                        "bob ← {\"command\":\"logout\",\"userName\":\"Eve\"}",
                        "bob ← {\"command\":\"login\",\"userName\":\"Evil\"}");
        assertThat(second).isDone();
    }

    private CompletableFuture<Void> take(BryntumSession session, String name) {
        return stage.take(session, "{\"command\":\"login\",\"login\":\"" + name + "\"}")
                .toCompletableFuture();
    }
}
