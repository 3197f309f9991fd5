package org.liveupdates.hub.protocol.bryntum;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.auth.Credentials;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.OncePerMinute;
import org.liveupdates.hub.protocol.Outbox;
import org.liveupdates.hub.protocol.PageSockets;
import org.liveupdates.hub.protocol.RequestCredentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where pages connect: an upgrade to WebSocket and nothing else. Who logs in there is another question. */
final class BryntumEndpoint extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(BryntumEndpoint.class);

    private final String room;
    private final Commands commands;
    private final BryntumWire wire;
    private final Limits limits;
    private final Predicate<String> isProxy;
    private final PageSockets sockets;
    private final OncePerMinute refusals = new OncePerMinute();
    private final AtomicLong clients = new AtomicLong();

    /** Guarded by itself. */
    private final Set<BryntumPage> pages = new HashSet<>();

    /** @param isProxy whether an address is a proxy's, and so says nothing of the client's */
    BryntumEndpoint(
            Server server,
            String room,
            Authenticator authenticator,
            Commands commands,
            BryntumWire wire,
            Limits limits,
            Predicate<String> isProxy) {
        this.room = room;
        this.commands = commands;
        this.wire = wire;
        this.limits = limits;
        this.isProxy = isProxy;
        sockets = new PageSockets(server, authenticator, limits, Outbox.PING_PERIOD);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            refuse(request, response, callback, HttpStatus.UPGRADE_REQUIRED_426, "WebSocket only");
            return true;
        }
        Credentials credentials = RequestCredentials.of(request, room);
        sockets.identify(credentials, callback, found -> {
            // Pages of this protocol hear of everything in a project, or of nothing.
            Optional<Principal> principal = found.filter(Principal::mayHearEverything);
            if (principal.isEmpty()) {
                refuse(request, response, callback, HttpStatus.FORBIDDEN_403, "Forbidden");
            } else {
                upgrade(request, response, callback, credentials, principal.get());
            }
        });
        return true;
    }

    /** All that are connected. */
    Set<BryntumPage> pages() {
        synchronized (pages) {
            return Set.copyOf(pages);
        }
    }

    private void upgrade(
            Request request, Response response, Callback callback, Credentials credentials, Principal principal) {
        Outbox outbox = sockets.outbox();
        String source = isProxy.test(credentials.client()) ? "" : LoginLimit.source(credentials.client());
        BryntumPage page =
                new BryntumPage(commands, wire, outbox, "client-" + clients.incrementAndGet(), source, principal);
        if (!add(page)) {
            if (refusals.first("full")) {
                LOG.warn("Refused a Bryntum page: {} are here (setting max-sessions)", limits.sessions());
            }
            refuse(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "Too many pages");
            return;
        }
        if (!sockets.open(page, () -> remove(page), credentials, principal, request, response, callback)) {
            refuse(request, response, callback, HttpStatus.BAD_REQUEST_400, "Not a WebSocket upgrade");
        }
    }

    private boolean add(BryntumPage page) {
        synchronized (pages) {
            return pages.size() < limits.sessions() && pages.add(page);
        }
    }

    private boolean remove(BryntumPage page) {
        synchronized (pages) {
            return pages.remove(page);
        }
    }

    private static void refuse(Request request, Response response, Callback callback, int status, String sentence) {
        Response.writeError(request, response, callback, status, sentence);
    }
}
