package org.liveupdates.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<CompletableFuture<Integer>> begun = new ArrayList<>();
    private final Turns turns = new Turns(Runnable::run, 2, 3);

    private CompletableFuture<Integer> take() {
        return turns.take(() -> {
            CompletableFuture<Integer> work = new CompletableFuture<>();
            begun.add(work);
            return work;
        });
    }

    @Test
    void soManyAreUnderWaySoManyWaitAndFurtherOnesFail() {
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            results.add(take());
        }
        assertThat(begun).hasSize(2);
        assertThat(results.get(5)).isCompletedExceptionally();
        results.get(2).cancel(false); // has given up waiting
        begun.get(0).complete(1);
        assertThat(results.get(0)).isCompletedWithValue(1);
        assertThat(begun).hasSize(3);
        begun.get(1).completeExceptionally(new IllegalStateException());
        assertThat(results.get(1)).isCompletedExceptionally();
        begun.get(2).complete(3);
        assertThat(results.get(3)).isCompletedWithValue(3);
        begun.get(3).complete(4);
        assertThat(results.get(4)).isCompletedWithValue(4);
        take();
        take();
        take();
        assertThat(begun).hasSize(6);
    }
}
