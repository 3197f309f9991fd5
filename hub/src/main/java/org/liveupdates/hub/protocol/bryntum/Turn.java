package org.liveupdates.hub.protocol.bryntum;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One after the other, in the order in which it was asked for. A connection has one message at a time under way, so no more wait
 * here than connections.
 */
final class Turn {
    private final Executor executor;

    /** Guarded by itself. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private boolean busy;

    Turn(Executor executor) {
        this.executor = executor;
    }

    /** Something to do. */
    interface Work {
        void run() throws Exception;
    }

    /** Completes, or fails, when the work was done. */
    CompletionStage<Void> take(Work work) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        synchronized (waiting) {
            waiting.add(() -> {
                try {
                    work.run();
                    result.complete(null);
                } catch (Throwable failure) { // whatever it is, the others must not wait for ever
                    result.completeExceptionally(failure);
                }
            });
            if (busy) {
                return result;
            }
            busy = true;
        }
        executor.execute(this::next);
        return result;
    }

    private void next() {
        while (true) {
            Runnable work;
            synchronized (waiting) {
                work = waiting.poll();
                if (work == null) {
                    busy = false;
                    return;
                }
            }
            work.run();
        }
    }
}
