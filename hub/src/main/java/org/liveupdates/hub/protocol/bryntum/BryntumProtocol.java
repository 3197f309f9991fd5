package org.liveupdates.hub.protocol.bryntum;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.CloseReason;
import org.liveupdates.hub.protocol.Protocol;

/**
 * Bryntum Gantt's protocol in one room of the hub. It is no sink: its projects are its own, and their changes are not told to
 * pages of other protocols.
 */
public final class BryntumProtocol implements Protocol {
    /** The last segment of the paths where it is spoken. */
    public static final String TAIL = "bryntum";

    private final HubConfig config;
    private final ProjectsFile file;
    private final String room;
    private final Authenticator authenticator;
    private final Predicate<String> isProxy;
    private @Nullable BryntumEndpoint endpoint;

    /**
     * Every room has the projects of the file for itself.
     *
     * @param isProxy whether an address is a proxy's, and so says nothing of the client's
     */
    public BryntumProtocol(
            HubConfig config, ProjectsFile file, String room, Authenticator authenticator, Predicate<String> isProxy) {
        this.config = config;
        this.file = file;
        this.room = room;
        this.authenticator = authenticator;
        this.isProxy = isProxy;
    }

    @Override
    public Map<String, Handler> handlers(Server server) {
        BryntumWire wire = new BryntumWire(config.limits());
        Alarm alarm = new ServerAlarm(server.getScheduler(), server.getThreadPool());
        List<ProjectRoom> rooms = file.projects().stream()
                .map(it -> new ProjectRoom(
                        it,
                        ProjectsFile.bounds(config.limits()),
                        wire,
                        config.bryntum(),
                        alarm,
                        server.getThreadPool()))
                .toList();
        Logins logins = new Logins(file.users(), server.getThreadPool(), alarm::nanos);
        BryntumEndpoint made = new BryntumEndpoint(
                server, room, authenticator, new Commands(wire, logins, rooms, alarm), wire, config.limits(), isProxy);
        endpoint = made;
        return Map.of(TAIL, made);
    }

    @Override
    public void close() {
        if (endpoint != null) {
            endpoint.pages().forEach(page -> page.end(CloseReason.STOPPING));
        }
    }

    private record ServerAlarm(Scheduler scheduler, Executor executor) implements Alarm {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void after(Duration pause, Runnable task) {
            // The timer has one thread for everybody.
            scheduler.schedule(() -> executor.execute(task), pause.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }
}
