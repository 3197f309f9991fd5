package org.liveupdates.hub.protocol.remoteevents;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
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
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.OncePerMinute;
import org.liveupdates.hub.protocol.Outbox;
import org.liveupdates.hub.protocol.PageSockets;
import org.liveupdates.hub.protocol.RequestCredentials;
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
    private final RemotePages pages;
    private final RemoteActions actions;
    private final Limits limits;
    private final Duration patience;
    private final PageSockets sockets;
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
        this.pages = pages;
        this.actions = actions;
        this.limits = config.limits();
        this.patience = config.hold();
        sockets = new PageSockets(server, authenticator, limits, pingPeriod);
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
            sockets.identify(credentials, callback, principal -> {
                if (principal.isEmpty()) {
                    JsonAnswer.error(response, callback, HttpStatus.FORBIDDEN_403, "Forbidden");
                } else if (upgrade) {
                    upgrade(request, response, callback, credentials, principal.get());
                } else {
                    JsonAnswer.send(response, callback, HttpStatus.OK_200, WELCOME);
                }
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
        Outbox outbox = sockets.outbox();
        RemotePage page = new RemotePage(pages, actions, principal, limits, outbox);
        if (!pages.add(page)) {
            if (refusals.first("full")) {
                LOG.warn("Refused a RemoteEvents page: {} are here (setting max-sessions)", limits.sessions());
            }
            JsonAnswer.error(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "Too many pages");
            return;
        }
        if (!sockets.open(page, () -> pages.remove(page), credentials, principal, request, response, callback)) {
            JsonAnswer.error(response, callback, HttpStatus.BAD_REQUEST_400, "Not a WebSocket upgrade");
        }
    }
}
