package org.liveupdates.hub.protocol.bryntum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TurnTest {
    private final List<String> done = new ArrayList<>();
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private Runnable atExecute = () -> {};
    private final Turn turn = new Turn(task -> {
        atExecute.run();
        pool.add(task);
    });

    private CompletableFuture<Void> take(String name) {
        return turn.take(() -> done.add(name)).toCompletableFuture();
    }

    private void work() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }

    @Test
    void oneAfterTheOtherAndAFailureHoldsUpNobody() {
        CompletableFuture<Void> first = take("first");
        CompletableFuture<Void> failing = turn.take(() -> {
                    throw new IllegalStateException("of its own");
                })
                .toCompletableFuture();
        CompletableFuture<Void> last = take("last");
        assertThat(pool).hasSize(1);
        assertThat(first).isNotDone();
        work();
        assertThat(first).isCompleted();
        assertThat(failing).isCompletedExceptionally();
        assertThat(last).isCompleted();
        assertThat(done).containsExactly("first", "last");
    }

    @Test
    void whatAStoppingPoolDoesNotTakeFailsAndLaterOnesAreDone() {
        List<CompletableFuture<Void>> failing = new ArrayList<>();
        atExecute = () -> {
            failing.add(take("from another thread, just now")); // waits for the one that is refused
            throw new RejectedExecutionException("stopping");
        };
        failing.add(take("refused"));
        assertThat(failing).hasSize(2).allMatch(CompletableFuture::isCompletedExceptionally);

        atExecute = () -> {};
        CompletableFuture<Void> later = take("later");
        work();
        assertThat(later).isCompleted();
        assertThat(done).containsExactly("later");
    }
}
