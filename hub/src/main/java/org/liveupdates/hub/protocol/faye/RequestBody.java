package org.liveupdates.hub.protocol.faye;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cometd.bayeux.Promise;
import org.cometd.server.HttpException;

/** Collects a request's body as it arrives, without a thread that waits for it. Called by one thread at a time. */
final class RequestBody implements ReadListener {
    private static final int CHUNK = 8 * 1024;

    /** Bytes a second, on the average, that a client must send after a first while: less than the oldest modem. */
    private static final int SLOWEST = 1024;

    private final ServletInputStream in;
    private final int limit;
    private final Consumer<String> complete;
    private final Promise<Void> failed;
    private final ByteArrayOutputStream bytes;
    private final byte[] chunk;
    private final long start = System.nanoTime();
    private final long patience;
    private boolean done;

    private RequestBody(
            HttpServletRequest request, int limit, long patience, Consumer<String> complete, Promise<Void> failed)
            throws IOException {
        this.in = request.getInputStream();
        this.limit = limit;
        this.patience = patience;
        this.complete = complete;
        this.failed = failed;
        int length = request.getContentLength();
        this.chunk = new byte[length > 0 ? Math.min(length, CHUNK) : CHUNK];
        this.bytes = new ByteArrayOutputStream(chunk.length);
    }

    /**
     * @param limit bytes; a longer body fails with 413
     * @param patience milliseconds that a client may take however slowly it sends; a slower one fails with 408. One that
     *     falls silent altogether is the connection's idle time-out's business
     * @param complete takes the whole body, read as UTF-8
     * @param failed told when there will be none
     */
    static void read(
            HttpServletRequest request, int limit, long patience, Consumer<String> complete, Promise<Void> failed)
            throws IOException {
        RequestBody body = new RequestBody(request, limit, patience, complete, failed);
        body.in.setReadListener(body);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!done && in.isReady() && !in.isFinished()) {
            int count = in.read(chunk);
            if (count < 0) {
                return;
            } else if (bytes.size() + count > limit) {
                done = true;
                failed.fail(new HttpException(
                        413, BadBatch.tooLarge("More than " + limit + " bytes (setting max-message)")));
            } else {
                bytes.write(chunk, 0, count);
                if (isTooSlow()) {
                    done = true;
                    failed.fail(new HttpException(408, new IOException("too slow")));
                }
            }
        }
    }

    private boolean isTooSlow() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return millis > patience + 1000L * bytes.size() / SLOWEST;
    }

    @Override
    public void onAllDataRead() {
        if (!done) {
            done = true;
            complete.accept(bytes.toString(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!done) {
            done = true;
            failed.fail(new HttpException(400, failure));
        }
    }
}
