package org.liveupdates.hub.doctor;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the doctor found at an address of this machine, and what he printed. */
record Examined(List<Finding> findings, boolean isBad, String text) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(3);

    static CompletableFuture<Examined> begin(int port, String path) {
        CompletableFuture<Examined> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(examine(URI.create("http://localhost:" + port + path)));
            } catch (InterruptedException | RuntimeException failure) {
                result.completeExceptionally(failure);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static Examined examine(URI url) throws InterruptedException {
        StringWriter out = new StringWriter();
        Report report = new Examination(url, Pass.NONE, PATIENCE, IDLE, new PrintWriter(out)).run();
        report.advise();
        return new Examined(report.findings(), report.isBad(), out.toString());
    }
}
