package org.liveupdates.hub.protocol.remoteevents;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.CloseReason;
import org.liveupdates.hub.core.Hub;
import org.liveupdates.hub.core.Sink;
import org.liveupdates.hub.core.Update;
import org.liveupdates.hub.protocol.Outbox;
import org.liveupdates.hub.protocol.Protocol;

/** The new pages' protocol in one room: where they knock, and where back ends announce changes. */
public final class RemoteEventsProtocol implements Protocol, Sink {
    /** Name in {@link org.liveupdates.hub.core.Origin}. */
    public static final String NAME = "remoteevents";

    private final HubConfig config;
    private final Hub hub;
    private final String room;
    private final Authenticator authenticator;
    private final RemoteEventsWire wire;
    private final RemotePages pages;
    private final Duration pingPeriod;

    /** @param room the room whose pages these are */
    public RemoteEventsProtocol(HubConfig config, Hub hub, String room, Authenticator authenticator) {
        this(config, hub, room, authenticator, Outbox.PING_PERIOD);
    }

    RemoteEventsProtocol(HubConfig config, Hub hub, String room, Authenticator authenticator, Duration pingPeriod) {
        this.config = config;
        this.hub = hub;
        this.room = room;
        this.authenticator = authenticator;
        this.wire = new RemoteEventsWire(config, room);
        this.pages = new RemotePages(config.limits());
        this.pingPeriod = pingPeriod;
    }

    /** The endpoint at {@code api/v1} and wherever else it is wished, and {@code publish}. */
    @Override
    public Map<String, Handler> handlers(Server server) {
        RemoteActions actions = new RemoteActions(config.limits());
        Handler endpoint = new RemoteEndpoint(server, room, authenticator, pages, actions, config, pingPeriod);
        Map<String, Handler> handlers = new HashMap<>();
        handlers.put("api/v1", endpoint);
        config.remotePaths().forEach(tail -> handlers.put(tail, endpoint));
        handlers.put("publish", new PublishEndpoint(hub, room, authenticator, wire, config.limits(), config.hold()));
        return handlers;
    }

    @Override
    public void close() {
        pages.all().forEach(page -> page.end(CloseReason.STOPPING));
    }

    /** What a back end announced goes out as it came, as far as possible; what old pages announced, as far as it is understood. */
    @Override
    public int deliver(Update update) {
        if (pages.names() == 0) {
            return 0; // the way of every update in a company that has no new pages yet
        }
        boolean own = update.origin().protocol().equals(NAME);
        int sent = 0;
        for (RemoteEvent event : own ? wire.pass(update) : wire.write(update.changes())) {
            sent = Math.max(sent, send(event));
        }
        return sent;
    }

    /** The pages that are here now. */
    RemotePages pages() {
        return pages;
    }

    private int send(RemoteEvent event) {
        return pages.send(event.name(), event.frame());
    }
}
