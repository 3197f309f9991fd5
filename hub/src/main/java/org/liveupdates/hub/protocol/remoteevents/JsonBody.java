package org.liveupdates.hub.protocol.remoteevents;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request's body in bounds, read as it comes. */
final class JsonBody {
    private JsonBody() {}

    /**
     * Reads the body as UTF-8, or answers why there is none.
     *
     * @param limit bytes
     * @param then answers; may be called on any thread
     */
    static void read(Request request, Response response, Callback callback, int limit, Consumer<String> then) {
        Content.Source.asByteArrayAsync(request, limit).whenComplete((bytes, failure) -> {
            if (failure == null) {
                accept(new String(bytes, StandardCharsets.UTF_8), then, callback);
            } else if (failure instanceof IllegalStateException
                    || failure.getCause() instanceof IllegalStateException) {
                JsonAnswer.error(
                        response,
                        callback,
                        HttpStatus.PAYLOAD_TOO_LARGE_413,
                        "More than " + limit + " bytes (setting max-message)");
            } else {
                callback.failed(failure); // nobody is there any more
            }
        });
    }

    /** A stage would keep a failure to itself, and the client would wait for ever. */
    private static void accept(String body, Consumer<String> then, Callback callback) {
        try {
            then.accept(body);
        } catch (RuntimeException failure) {
            callback.failed(failure);
        }
    }
}
