package org.liveupdates.hub.auth;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** So many at once; further ones wait, and so many wait at most. Safe for use by any thread. */
public final class Turns {
    private final Executor executor;
    private final int mostWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /**
     * Nobody has begun yet.
     *
     * @param executor starts those that have waited
     */
    public Turns(Executor executor, int atOnce, int mostWaiting) {
        this.executor = executor;
        this.free = atOnce;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Does it now or when it is its turn.
     *
     * @return what comes of it; fails when too many wait. One that is done by then is not begun
     */
    public <T> CompletableFuture<T> take(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (this) {
            if (free == 0) {
                if (waiting.size() >= mostWaiting) {
                    return CompletableFuture.failedFuture(new RejectedExecutionException("too many wait"));
                }
                waiting.add(() -> begin(work, result));
                return result;
            }
            free--;
        }
        begin(work, result);
        return result;
    }

    private <T> void begin(Supplier<CompletableFuture<T>> work, CompletableFuture<T> result) {
        if (result.isDone()) {
            next();
            return;
        }
        work.get().whenComplete((value, failure) -> {
            next();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void next() {
        Runnable begin;
        synchronized (this) {
            begin = waiting.poll();
            if (begin == null) {
                free++;
                return;
            }
        }
        try {
            executor.execute(begin); // not from here: thousands may have given up waiting
        } catch (RejectedExecutionException closed) {
            // The hub is being stopped.
        }
    }
}
