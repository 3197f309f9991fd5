package org.liveupdates.hub.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether what one page says is at once with another that waits for it over HTTP. */
final class Deliveries {
    /** Milliseconds after which somebody holds back what was said. */
    private static final long LATE = 2_000;

    private final Deployment deployment;
    private final Report report;

    Deliveries(Deployment deployment, Report report) {
        this.deployment = deployment;
        this.report = report;
    }

    void look() throws InterruptedException {
        polling();
        streaming();
    }

    private static String channel() {
        return "/doctor/" + UUID.randomUUID();
    }

    private void polling() throws InterruptedException {
        String channel = channel();
        Visit listener = new Visit(deployment);
        Visit speaker = new Visit(deployment);
        try {
            listener.handshake();
            listener.subscribe(channel);
            CompletableFuture<Boolean> held = deployment.beside(() -> polls(listener, "hello"));
            speaker.handshake();
            speaker.publish(channel, "hello");
            long start = System.nanoTime();
            report.add(
                    held.get(deployment.patience(), TimeUnit.SECONDS)
                            ? delivered("long-polling", start)
                            : Finding.bad("long-polling", "an answer without what was said"));
        } catch (TimeoutException late) {
            report.add(Finding.bad(
                    "long-polling",
                    "what was said has not arrived after %d s".formatted(deployment.patience()),
                    Problem.BUFFERED));
        } catch (Broken broken) {
            report.add(broken("long-polling", broken));
        } catch (ExecutionException broken) {
            report.add(Finding.bad("long-polling", said(broken)));
        } finally {
            listener.disconnect();
            speaker.disconnect();
        }
    }

    /** A server may answer the first one at once. */
    private boolean polls(Visit visit, String word) throws Broken, InterruptedException {
        for (int i = 0; i < 2; i++) {
            if (visit.connect("long-polling", 3 * deployment.patience())
                    .findValuesAsText("data")
                    .contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static String said(Exception failure) {
        Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
        return cause == null ? "failed" : String.valueOf(cause.getMessage());
    }

    private void streaming() throws InterruptedException {
        String channel = channel();
        Visit listener = new Visit(deployment);
        Visit speaker = new Visit(deployment);
        try {
            listener.handshake();
            listener.subscribe(channel);
            InputStream stream = deployment.stream("/" + listener.clientId());
            CompletableFuture<Boolean> heard = deployment.beside(() -> hears(stream, "hello"));
            speaker.handshake();
            speaker.publish(channel, "hello");
            long start = System.nanoTime();
            try {
                report.add(
                        heard.get(deployment.patience(), TimeUnit.SECONDS)
                                ? delivered("EventSource", start)
                                : Finding.bad("EventSource", "the stream ends at once", Problem.BUFFERED));
            } finally {
                stream.close();
            }
        } catch (TimeoutException late) {
            report.add(buffered());
        } catch (Broken broken) {
            report.add(broken.isSilent() ? buffered() : broken("EventSource", broken));
        } catch (ExecutionException | IOException broken) {
            report.add(Finding.bad("EventSource", said(broken)));
        } finally {
            listener.disconnect();
            speaker.disconnect();
        }
    }

    /** Whoever may only listen, or only speak, is no fault of the proxy's. */
    private Finding broken(String subject, Broken broken) {
        if (broken.isForbidden()) {
            report.leaveOut(subject + ": " + broken.sentence());
            return Finding.note(subject, broken.sentence());
        }
        return Finding.bad(subject, broken.sentence());
    }

    private static Finding delivered(String subject, long start) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return millis < LATE
                ? Finding.fine(subject, "delivers at once")
                : Finding.bad(
                        subject,
                        "delivers %.1f s late: answers are held back".formatted(millis / 1000.0),
                        Problem.BUFFERED);
    }

    private Finding buffered() {
        return Finding.bad(
                "EventSource",
                "nothing has arrived after %d s: answers are held back".formatted(deployment.patience()),
                Problem.BUFFERED);
    }

    private static boolean hears(InputStream stream, String word) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(word)) {
                    return true;
                }
            }
        } catch (IOException ended) {
            // As good as the end.
        }
        return false;
    }
}
