package org.liveupdates.hub.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.protocol.Outbox;

/** How long something may be silent before it is cut off on the way. All are waited for at the same time. */
final class Silence {
    /** Milliseconds for which the hub holds a poll, when it does not tell. */
    private static final long HOLD = 25_000;

    /** Seconds after which the hub says something on a silent socket of the newer protocols. */
    private static final long PING = Outbox.PING_PERIOD.toSeconds();

    /** Seconds more than a page is ever silent. */
    private static final long MORE = 5;

    private final Deployment deployment;
    private final Report report;

    /** Seconds; 0 for as long as pages need. */
    private final long wished;

    Silence(Deployment deployment, Report report, Duration wished) {
        this.deployment = deployment;
        this.report = report;
        this.wished = wished.toSeconds();
    }

    /** @param sockets last parts of the addresses where WebSockets stay open */
    void look(Set<String> sockets) throws InterruptedException {
        try {
            Visit visit = new Visit(deployment);
            JsonNode handshake = visit.handshake();
            long hold = handshake.path("advice").path("timeout").asLong(HOLD) / 1000;
            // The hub itself ends what has been silent for three times its hold.
            long seconds = Math.min(wished == 0 ? hold + MORE : wished, 3 * hold - 1);
            if (seconds < wished) {
                report.add(Finding.note(
                        "idle",
                        "looked at for %d s: the hub itself ends what is silent for longer".formatted(seconds)));
            }
            long held = Math.min(seconds, hold);
            CompletableFuture<Long> poll = deployment.beside(() -> poll(visit, held));
            CompletableFuture<Long> stream = deployment.beside(() -> stream(seconds));
            Map<String, CompletableFuture<Long>> waits = new LinkedHashMap<>();
            sockets.forEach(tail -> waits.put(tail, deployment.beside(() -> socket(tail, seconds))));
            tell("held poll", poll, held, hold);
            tell("idle stream", stream, seconds, hold);
            for (Map.Entry<String, CompletableFuture<Long>> wait : waits.entrySet()) {
                boolean faye = wait.getKey().isEmpty();
                String subject = faye ? "idle socket" : wait.getKey();
                tell(subject, wait.getValue(), seconds, faye ? hold : PING);
            }
            visit.disconnect();
        } catch (Broken broken) {
            report.add(Finding.bad("idle", broken.sentence()));
        }
    }

    /** @param wait gives the second in which it was cut, or null */
    private void tell(String subject, CompletableFuture<Long> wait, long seconds, long hold)
            throws InterruptedException {
        try {
            Long cut = wait.get();
            if (cut == null) {
                report.add(Finding.fine(subject, "lasts %d s and longer".formatted(seconds)));
            } else if (cut > hold) {
                report.add(Finding.fine(
                        subject,
                        "cut after %d s; pages and hub speak every %d s and do not notice".formatted(cut, hold)));
            } else {
                report.add(Finding.bad(
                        subject, "cut after %d s; it has to last longer than %d s".formatted(cut, hold), Problem.CUT));
            }
        } catch (ExecutionException failed) {
            report.add(Finding.bad(subject, String.valueOf(failed.getCause())));
        }
    }

    private static @Nullable Long poll(Visit visit, long seconds) throws InterruptedException {
        for (int i = 0; i < 2; i++) { // a server may answer the first one at once
            long start = System.nanoTime();
            try {
                visit.connect("long-polling", seconds);
            } catch (Broken broken) {
                return broken.isSilent() ? null : Long.valueOf(seconds(start));
            }
            if (seconds(start) >= seconds - 1) {
                return null;
            }
        }
        return null;
    }

    private @Nullable Long socket(String tail, long seconds) throws Broken, InterruptedException {
        try (Socket socket = new Socket(deployment, deployment.at(tail))) {
            if (tail.isEmpty()) {
                socket.say("[" + Visit.handshakeMessage() + "]");
                socket.reply("/meta/handshake", deployment.patience());
            }
            return cut(socket.gone(), seconds);
        }
    }

    private @Nullable Long stream(long seconds) throws Broken, InterruptedException, IOException {
        Visit visit = new Visit(deployment);
        visit.handshake();
        try (InputStream stream = deployment.stream("/" + visit.clientId())) {
            return cut(deployment.beside(() -> toTheEnd(stream)), seconds);
        } finally {
            visit.disconnect();
        }
    }

    private static long toTheEnd(InputStream stream) {
        try {
            return stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            return -1;
        }
    }

    private static @Nullable Long cut(CompletableFuture<?> end, long seconds) throws InterruptedException {
        long start = System.nanoTime();
        try {
            end.get(seconds, TimeUnit.SECONDS);
            return seconds(start);
        } catch (TimeoutException lasts) {
            return null;
        } catch (ExecutionException failed) {
            return seconds(start);
        }
    }

    private static long seconds(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }
}
