package org.liveupdates.hub.protocol.remoteevents;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.auth.Credentials;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.CloseReason;
import org.liveupdates.hub.core.OncePerMinute;
import org.liveupdates.hub.protocol.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a page knocks: the handshake by {@code GET}, then the upgrade with {@code ?token=…&ws=1}. Whoever is refused
 * knocks every 2 s for ever, so a refusal is one small answer, before the upgrade; who decides logs it, once per source.
 */
final class RemoteEndpoint extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteEndpoint.class);
    private static final String WELCOME = "{\"api\":{},\"data\":{},\"websocket\":true}";

    private final String room;
    private final Authenticator authenticator;
    private final RemotePages pages;
    private final RemoteActions actions;
    private final Limits limits;
    private final Duration patience;
    private final Duration pingPeriod;
    private final ServerWebSocketContainer sockets;
    private final OncePerMinute refusals = new OncePerMinute();

    RemoteEndpoint(
            Server server,
            String room,
            Authenticator authenticator,
            RemotePages pages,
            RemoteActions actions,
            HubConfig config,
            Duration pingPeriod) {
        this.room = room;
        this.authenticator = authenticator;
        this.pages = pages;
        this.actions = actions;
        this.limits = config.limits();
        this.patience = config.hold();
        this.pingPeriod = pingPeriod;
        sockets = ServerWebSocketContainer.ensure(server);
        sockets.setMaxTextMessageSize(limits.messageBytes());
        sockets.setMaxBinaryMessageSize(limits.messageBytes());
        sockets.setMaxFrameSize(limits.messageBytes());
        sockets.setIdleTimeout(pingPeriod.multipliedBy(Outbox.PATIENCE + 2)); // the pings find out before
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE));
        if ("POST".equals(request.getMethod())) {
            JsonBody.read(
                    request,
                    response,
                    callback,
                    limits.messageBytes(),
                    patience,
                    body -> call(actions.read(body), response, callback));
        } else if (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, POST");
            JsonAnswer.error(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "GET for the handshake");
        } else {
            Credentials credentials = RequestCredentials.of(request, room);
            authenticator
                    .page(credentials)
                    .thenAccept(found -> {
                        Optional<Principal> principal = found.filter(it -> it.mayEnter(room));
                        if (principal.isEmpty()) {
                            JsonAnswer.error(response, callback, HttpStatus.FORBIDDEN_403, "Forbidden");
                        } else if (upgrade) {
                            upgrade(request, response, callback, credentials, principal.get());
                        } else {
                            JsonAnswer.send(response, callback, HttpStatus.OK_200, WELCOME);
                        }
                    })
                    .exceptionally(failure -> {
                        callback.failed(failure);
                        return null;
                    });
        }
        return true;
    }

    private void call(JsonNode calls, Response response, Callback callback) {
        if (actions.isTooMuch(calls)) {
            JsonAnswer.error(response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413, actions.tooMuch());
        } else {
            JsonAnswer.send(response, callback, HttpStatus.OK_200, actions.answers(calls));
        }
    }

    private void upgrade(
            Request request, Response response, Callback callback, Credentials credentials, Principal principal) {
        Outbox outbox = new Outbox(
                limits, pingPeriod, getServer().getThreadPool(), getServer().getScheduler());
        RemotePage page = new RemotePage(pages, actions, principal, limits, outbox);
        if (!pages.add(page)) {
            if (refusals.first("full")) {
                LOG.warn("Refused a RemoteEvents page: {} are here (setting max-sessions)", limits.sessions());
            }
            JsonAnswer.error(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "Too many pages");
            return;
        }
        AutoCloseable watch = authenticator.watch(credentials, principal, () -> page.end(CloseReason.UNAUTHORIZED));
        page.atClose(() -> {
            if (pages.remove(page)) {
                close(watch);
            }
        });
        Callback opened = Callback.from(callback::succeeded, failure -> {
            page.gone(); // its connection was closed while it was decided about
            callback.failed(failure);
        });
        boolean upgraded = false;
        try {
            upgraded = sockets.upgrade(
                    (asked, answer, done) -> {
                        answer.setExtensions(List.of()); // to compress triples the cost of a delivery
                        return page;
                    },
                    request,
                    response,
                    opened);
        } catch (HttpException.RuntimeException malformed) {
            LOG.debug("Malformed upgrade", malformed);
        } finally {
            if (!upgraded) {
                page.gone();
            }
        }
        if (!upgraded) {
            JsonAnswer.error(response, callback, HttpStatus.BAD_REQUEST_400, "Not a WebSocket upgrade");
        }
    }

    private static void close(AutoCloseable watch) {
        try {
            watch.close();
        } catch (Exception never) {
            throw new IllegalStateException(never);
        }
    }
}
