package org.liveupdates.hub.doctor;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Looks at one deployment from its address in to its hub; what cannot be looked at after a fault is left out. */
public final class Examination {
    private final Deployment deployment;
    private final Report report;
    private final Duration idle;

    /**
     * @param url of the hub, as pages have it
     * @param pass to show
     * @param idle how long to look at silent connections; zero for as long as pages need
     */
    public Examination(URI url, Pass pass, Duration idle, PrintWriter out) {
        this(url, pass, Duration.ofSeconds(8), idle, out);
    }

    Examination(URI url, Pass pass, Duration patience, Duration idle, PrintWriter out) {
        this.deployment = new Deployment(url, pass, patience);
        this.report = new Report(out);
        this.idle = idle;
    }

    /** Takes about half a minute, most of it in silence. */
    public Report run() throws InterruptedException {
        if (new Arrival(deployment, report).look()) {
            boolean sessions = new Requests(deployment, report).look();
            Set<String> sockets = new Sockets(deployment, report).look();
            if (sessions) {
                new Deliveries(deployment, report).look();
                new Nodes(deployment, report).look();
                new Silence(deployment, report, idle).look(sockets);
            }
        }
        return report;
    }
}
