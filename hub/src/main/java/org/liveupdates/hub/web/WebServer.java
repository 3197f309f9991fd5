package org.liveupdates.hub.web;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.liveupdates.hub.config.HubConfig;

/** Jetty: its connectors, and from outside to inside the gate, the front and the protocols. */
public final class WebServer {
    /** A JSONP request carries its messages in the URL. */
    private static final int MAX_REQUEST_HEAD = 64 * 1024;

    /** A proxy that replaces {@code /liveUpdates} by {@code /} asks for {@code //client.js}. */
    private static final UriCompliance PATHS =
            UriCompliance.DEFAULT.with("PATHS", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

    /** A page has one connection that waits and one that publishes; browsers keep more for a while. */
    private static final int CONNECTIONS_PER_SESSION = 2;

    /** For back ends and for whoever only loads scripts. */
    private static final int FURTHER_CONNECTIONS = 100;

    /** Time in which pages take a good-bye, all together; some read no more and never do. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Server server;
    private final ServerConnector connector;

    private final Arrivals arrivals = new Arrivals();

    /** Named by the protocol that is spoken there, whatever the path. */
    private final List<ServerConnector> furtherConnectors = new ArrayList<>();

    /**
     * @param ports further ports, by the last segments of the protocol that is spoken there at every path
     * @param scripts the hub's own scripts, text by file name
     * @param page what a person sees who opens the hub in a browser
     * @param demo answers below {@code /demo/}; empty without a demo
     * @param protocols makes the handler of everything else
     */
    public WebServer(
            HubConfig config,
            Map<String, Integer> ports,
            Map<String, String> scripts,
            String page,
            Optional<Handler> demo,
            Function<Server, Handler> protocols)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("hub");
        server = new Server(threads);
        server.setErrorHandler(new PlainAnswer());
        connector = connector(config, config.port());
        server.addConnector(connector);
        ports.forEach((tail, port) -> {
            ServerConnector further = connector(config, port);
            further.setName(tail);
            furtherConnectors.add(further);
            server.addConnector(further);
        });
        int connections = CONNECTIONS_PER_SESSION * config.limits().sessions() + FURTHER_CONNECTIONS;
        server.addBean(new NetworkConnectionLimit(connections, server)); // those beyond wait in the accept queue
        Map<String, Script> files = StaticFiles.read(scripts, config.staticDir());
        Handler front = new Front(files, page, protocols.apply(server));
        Handler inside = demo.<Handler>map(it -> new Handler.Sequence(new Mount(Mounts::isDemo, it), front))
                .orElse(front);
        server.setHandler(new Gate(config.access(), config.limits().messageBytes(), inside));
    }

    private ServerConnector connector(HubConfig config, int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_REQUEST_HEAD);
        http.setUriCompliance(PATHS);
        ServerConnector made = new ServerConnector(server, new HttpConnectionFactory(http)) {
            @Override
            public void accept(int acceptor) throws IOException {
                arrivals.begin();
                try {
                    super.accept(acceptor);
                } finally {
                    arrivals.end();
                }
            }
        };
        made.addBean(arrivals);
        made.setHost(config.host());
        made.setPort(port);
        made.setAcceptQueueSize(4096); // after a restart everybody comes back at once
        made.setIdleTimeout(2 * config.hold().toMillis() + 10_000); // a held poll is silent for one hold
        return made;
    }

    /** Opens the ports. Fails with {@link java.net.BindException} somewhere among the causes when it is taken. */
    public void start() throws Exception {
        server.start();
    }

    /** The port that is listened on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** The further port where a protocol is spoken; empty without one. */
    public OptionalInt port(String tail) {
        return furtherConnectors.stream()
                .filter(it -> tail.equals(it.getName()))
                .mapToInt(ServerConnector::getLocalPort)
                .findFirst();
    }

    /**
     * Ends all connections, but lets the good-byes out that are under way: a page would else see its connection cut without one. Those
     * that come meanwhile are ended, too: Jetty's selectors forget them when they stop, and who has opened one would send his next
     * request there and wait for as long as this process lives.
     */
    public void stop() throws Exception {
        for (Connector each : server.getConnectors()) {
            ServerConnector port = (ServerConnector) each;
            port.setAccepting(false);
            port.close(); // who comes now would be told nothing
        }
        await(() -> connections().noneMatch(WebSocketConnection.class::isInstance));
        await(() -> {
            connections().forEach(Connection::close);
            return arrivals.isEmpty();
        });
        server.stop();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - start < FAREWELL.toNanos()) {
            Thread.sleep(5);
        }
    }

    private Stream<Connection> connections() {
        return Arrays.stream(server.getConnectors())
                .flatMap(it -> it.getConnectedEndPoints().stream())
                .map(EndPoint::getConnection)
                .filter(Objects::nonNull);
    }
}
