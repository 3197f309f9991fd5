package org.liveupdates.hub.protocol.bryntum;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * One after the other, in the order in which it was asked for. A connection has one message at a time under way, so no more wait
 * here than connections.
 */
final class Turn {
    private final Executor executor;

    /** Guarded by itself. */
    private final Queue<Task> waiting = new ArrayDeque<>();

    private boolean busy;

    Turn(Executor executor) {
        this.executor = executor;
    }

    /** Something to do. */
    interface Work {
        void run() throws Exception;
    }

    /** Completes, or fails, when the work was done; fails, too, when the pool takes no more. */
    CompletionStage<Void> take(Work work) {
        Task task = new Task(work, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(task);
            if (busy) {
                return task.result;
            }
            busy = true;
        }
        try {
            executor.execute(this::next);
        } catch (RejectedExecutionException stopping) {
            giveUp(stopping);
        }
        return task.result;
    }

    private void next() {
        while (true) {
            Task task;
            synchronized (waiting) {
                task = waiting.poll();
                if (task == null) {
                    busy = false;
                    return;
                }
            }
            task.run();
        }
    }

    /** Nobody comes to do what waits; who asks later may be luckier. */
    private void giveUp(Throwable why) {
        List<Task> left;
        synchronized (waiting) {
            left = List.copyOf(waiting);
            waiting.clear();
            busy = false;
        }
        left.forEach(it -> it.result.completeExceptionally(why));
    }

    private record Task(Work work, CompletableFuture<Void> result) {
        void run() {
            try {
                work.run();
                result.complete(null);
            } catch (Throwable failure) { // whatever it is, the others must not wait for ever
                result.completeExceptionally(failure);
            }
        }
    }
}
