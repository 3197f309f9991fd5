package org.liveupdates.hub.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Whether all requests of one page reach the same hub, over whatever connections. */
final class Nodes {
    /** Requests at once, each on a connection of its own: a balancer that takes turns shows itself at the second. */
    private static final int AT_ONCE = 8;

    private final Deployment deployment;
    private final Report report;

    Nodes(Deployment deployment, Report report) {
        this.deployment = deployment;
        this.report = report;
    }

    void look() throws InterruptedException {
        Visit visit = new Visit(deployment);
        try {
            visit.handshake();
            List<CompletableFuture<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                answers.add(deployment.beside(() -> knows(visit)));
            }
            int strange = 0;
            for (CompletableFuture<Boolean> answer : answers) {
                strange += answer.get() ? 0 : 1;
            }
            report.add(
                    strange == 0
                            ? Finding.fine("one hub", "%d requests at once, one hub".formatted(AT_ONCE))
                            : Finding.bad(
                                    "one hub",
                                    "%d of %d requests reached another hub".formatted(strange, AT_ONCE),
                                    Problem.SEVERAL_HUBS));
        } catch (Broken broken) {
            report.add(Finding.bad("one hub", broken.sentence()));
        } catch (ExecutionException failed) {
            report.add(Finding.bad("one hub", String.valueOf(failed.getCause())));
        } finally {
            visit.disconnect();
        }
    }

    private static boolean knows(Visit visit) throws Broken, InterruptedException {
        return !visit.trySubscribing("/doctor/nodes").path("error").asText().startsWith("401");
    }
}
