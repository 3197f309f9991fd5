package org.liveupdates.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.auth.ConfiguredAuthenticator;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.config.Rooms;
import org.liveupdates.hub.core.Hub;
import org.liveupdates.hub.demo.Demo;
import org.liveupdates.hub.protocol.Protocol;
import org.liveupdates.hub.protocol.bryntum.BryntumProtocol;
import org.liveupdates.hub.protocol.bryntum.ProjectsFile;
import org.liveupdates.hub.protocol.faye.FayeProtocol;
import org.liveupdates.hub.protocol.remoteevents.RemoteEventsProtocol;
import org.liveupdates.hub.script.ClientScript;
import org.liveupdates.hub.script.LiveUpdatesScript;
import org.liveupdates.hub.web.ClientAddress;
import org.liveupdates.hub.web.Mounts;
import org.liveupdates.hub.web.Place;
import org.liveupdates.hub.web.Places;
import org.liveupdates.hub.web.Seen;
import org.liveupdates.hub.web.WebServer;
import org.slf4j.LoggerFactory;

/** The only place where things are wired together: who knows whom can be read off the constructor. */
public final class HubServer implements AutoCloseable {
    private final List<Protocol> protocols = new ArrayList<>();
    private final WebServer web;
    private final Authenticator authenticator;

    public HubServer(HubConfig config) throws IOException {
        authenticator = config.authentication().isAbsent()
                ? Authenticator.OPEN
                : new ConfiguredAuthenticator(config.authentication());
        Hub hub = new Hub(config.bridge().memory(), LoggerFactory.getLogger(Hub.class)::warn);
        Map<String, String> scripts = Map.of(
                "client.js",
                ClientScript.text(Main.version(), config.hold()),
                "live_updates.js",
                LiveUpdatesScript.text());
        ProjectsFile projects = config.bryntum().projects().isPresent()
                ? ProjectsFile.read(config.bryntum().projects().get(), config.limits())
                : ProjectsFile.sample();
        Map<String, Integer> ports = config.bryntum()
                .port()
                .map(it -> Map.of(BryntumProtocol.TAIL, it))
                .orElse(Map.of());
        web = new WebServer(
                config,
                ports,
                scripts,
                resource("/static/welcome.html"),
                demo(config),
                it -> places(config, hub, projects, it));
    }

    private Places places(HubConfig config, Hub hub, ProjectsFile projects, Server server) {
        ClientAddress addresses = new ClientAddress(config.access().trustedProxies());
        String run = UUID.randomUUID().toString();
        Map<Place, Handler> handlers = new HashMap<>();
        for (String room : config.rooms().names()) {
            FayeProtocol faye = new FayeProtocol(config, hub, room, authenticator);
            RemoteEventsProtocol remoteEvents = new RemoteEventsProtocol(config, hub, room, authenticator);
            hub.add(room, faye);
            hub.add(room, remoteEvents);
            BryntumProtocol bryntum = new BryntumProtocol(config, projects, room, authenticator, addresses::isProxy);
            handlers.put(new Place(room, Seen.TAIL), new Seen(Main.version(), run, addresses));
            List<Protocol> ofRoom = List.of(faye, remoteEvents, bryntum);
            protocols.addAll(ofRoom);
            for (Protocol protocol : ofRoom) {
                protocol.handlers(server).forEach((tail, handler) -> handlers.put(new Place(room, tail), handler));
            }
        }
        Set<String> tails = handlers.keySet().stream().map(Place::tail).collect(Collectors.toSet());
        return new Places(new Mounts(Rooms.STANDARD, config.rooms().byPath(), tails), handlers);
    }

    /**
     * Opens the port and begins to serve. Fails with a {@link java.net.BindException} when the port is taken, and with a
     * {@link org.liveupdates.hub.auth.SetupMistake} when the application lets in everybody.
     */
    public void start() throws Exception {
        if (authenticator instanceof ConfiguredAuthenticator asking) {
            asking.probe();
        }
        web.start();
    }

    /** The port that is listened on; of use when the setting was 0. */
    public int port() {
        return web.port();
    }

    /** The port where Bryntum Gantt's protocol is spoken at every path; empty without one. */
    public OptionalInt bryntumPort() {
        return web.port(BryntumProtocol.TAIL);
    }

    /** Ends all connections; pages find back when a hub listens there again. */
    @Override
    public void close() {
        protocols.forEach(Protocol::close);
        try {
            web.stop();
        } catch (Exception x) {
            throw new IllegalStateException("The hub did not stop cleanly", x);
        } finally {
            if (authenticator instanceof ConfiguredAuthenticator asking) {
                asking.close();
            }
        }
    }

    private Optional<Handler> demo(HubConfig config) throws IOException {
        return config.demo().isEmpty()
                ? Optional.empty()
                : Optional.of(Demo.handler(config.demo().get(), LocalDate.now(), () -> address(config.host(), port())));
    }

    /** Of this hub, as told to a back end of this machine. */
    private static URI address(String host, int port) {
        try {
            return new URI("http", null, host, port, "/sync", null, null);
        } catch (URISyntaxException never) {
            throw new IllegalStateException(never);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HubServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("Missing from the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
