package org.liveupdates.hub.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Whether all requests reach the same hub: those of one page over whatever connections, and those of several browsers. */
final class Nodes {
    /** Requests at once, each on a connection of its own: a balancer that takes turns shows itself at the second. */
    private static final int AT_ONCE = 8;

    private final Deployment deployment;
    private final Report report;

    Nodes(Deployment deployment, Report report) {
        this.deployment = deployment;
        this.report = report;
    }

    /** A balancer that keeps each browser at one hub by a cookie shows itself here; one that goes by the address cannot be seen. */
    void look() throws InterruptedException {
        Visit visit = new Visit(deployment);
        try {
            int hubs = hubsOfStrangers();
            if (hubs > 1) {
                report.add(Finding.bad(
                        "one hub", "%d browsers reached %d hubs".formatted(AT_ONCE, hubs), Problem.SEVERAL_HUBS));
                return;
            }
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

    private int hubsOfStrangers() throws InterruptedException, Broken {
        Set<String> runs = new HashSet<>();
        for (int i = 0; i < AT_ONCE; i++) {
            runs.add(deployment.stranger().get(Arrival.TAIL).json().path("run").asText());
        }
        return runs.size();
    }

    private static boolean knows(Visit visit) throws Broken, InterruptedException {
        return !visit.trySubscribing("/doctor/nodes").path("error").asText().startsWith("401");
    }
}
