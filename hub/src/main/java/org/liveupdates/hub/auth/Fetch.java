package org.liveupdates.hub.auth;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gets what other services say: never follows a redirect, never waits longer than this, never reads more than that. */
final class Fetch {
    private final HttpClient http;
    private final Duration patience;
    private final int mostBytes;

    /**
     * @param patience until the last byte has come
     * @param mostBytes of a body
     */
    Fetch(Duration patience, int mostBytes) {
        this.patience = patience;
        this.mostBytes = mostBytes;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    Duration patience() {
        return patience;
    }

    /**
     * What was answered.
     *
     * @param type {@code Content-Type}, empty when there is none
     * @param body null when it was too large
     */
    record Answer(int status, String type, byte @Nullable [] body) {
        boolean isGood() {
            return status >= 200 && status < 300;
        }

        boolean isRedirect() {
            return status >= 300 && status < 400;
        }
    }

    /** Asks; fails when nobody answers in time. Throws nothing. */
    CompletableFuture<Answer> get(URI url, Map<String, String> headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(patience);
            headers.forEach(request::setHeader);
            CompletableFuture<HttpResponse<Body>> sent =
                    http.sendAsync(request.GET().build(), head -> new Body(mostBytes));
            // A copy, since only cancelling the original breaks the connection off.
            return sent.thenApply(Fetch::answer)
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((answer, failure) -> sent.cancel(true));
        } catch (IllegalArgumentException unfitHeader) {
            return CompletableFuture.failedFuture(unfitHeader);
        }
    }

    private static Answer answer(HttpResponse<Body> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new Answer(response.statusCode(), type, response.body().whole());
    }

    /** Takes no more than it may. */
    private static final class Body implements BodySubscriber<Body> {
        private final int most;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<Body> done = new CompletableFuture<>();
        private @Nullable Subscription subscription;
        private boolean tooLarge;

        Body(int most) {
            this.most = most;
        }

        byte @Nullable [] whole() {
            return tooLarge ? null : bytes.toByteArray();
        }

        @Override
        public CompletionStage<Body> getBody() {
            return done;
        }

        @Override
        public void onSubscribe(Subscription coming) {
            subscription = coming;
            coming.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (tooLarge || bytes.size() + buffer.remaining() > most) {
                    tooLarge = true;
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    done.complete(this);
                    return;
                }
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.writeBytes(part);
            }
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            done.complete(this);
        }
    }
}
