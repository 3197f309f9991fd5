package org.liveupdates.hub.protocol.remoteevents;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A request's body in bounds of size and time, copied as it comes: to keep Jetty's chunks takes some hundred bytes for each
 * of those that a client sends one by one. Called by one thread at a time.
 */
final class JsonBody implements Runnable {
    /** Bytes a second, on the average, that a client must send after a first while. */
    private static final int SLOWEST = 1024;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final int limit;
    private final long patience;
    private final Consumer<String> then;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long start = System.nanoTime();

    private JsonBody(
            Request request, Response response, Callback callback, int limit, long patience, Consumer<String> then) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.limit = limit;
        this.patience = patience;
        this.then = then;
    }

    /**
     * Reads the body as UTF-8, or answers why there is none.
     *
     * @param limit bytes
     * @param patience that a client may take however slowly it sends
     * @param then answers; may be called on any thread
     */
    static void read(
            Request request,
            Response response,
            Callback callback,
            int limit,
            Duration patience,
            Consumer<String> then) {
        new JsonBody(request, response, callback, limit, patience.toMillis(), then).run();
    }

    /** Takes what is there, and comes back when there is more. */
    @Override
    public void run() {
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            if (Content.Chunk.isFailure(chunk)) {
                refuse(HttpStatus.BAD_REQUEST_400, "The body has no end");
                return;
            }
            boolean last = take(chunk);
            if (bytes.size() > limit) {
                refuse(HttpStatus.PAYLOAD_TOO_LARGE_413, "More than " + limit + " bytes (setting max-message)");
                return;
            } else if (last) {
                accept();
                return;
            } else if (isTooSlow()) {
                refuse(HttpStatus.REQUEST_TIMEOUT_408, "Too slow");
                return;
            }
        }
        request.demand(this);
    }

    /** Copies what fits, and one byte more. */
    private boolean take(Content.Chunk chunk) {
        ByteBuffer buffer = chunk.getByteBuffer();
        byte[] part = new byte[Math.min(buffer.remaining(), limit + 1 - bytes.size())];
        buffer.get(part);
        bytes.writeBytes(part);
        boolean last = chunk.isLast();
        chunk.release();
        return last;
    }

    private boolean isTooSlow() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return millis > patience + 1000L * bytes.size() / SLOWEST;
    }

    /** What is left of the body would be taken for the next request, or waited for. */
    private void refuse(int status, String sentence) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        JsonAnswer.error(response, callback, status, sentence);
    }

    /** A failure goes to the client, who would wait for ever. */
    private void accept() {
        try {
            then.accept(bytes.toString(StandardCharsets.UTF_8));
        } catch (RuntimeException failure) {
            callback.failed(failure);
        }
    }
}
