package org.liveupdates.hub.protocol.remoteevents;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.Hub;
import org.liveupdates.hub.core.Origin;
import org.liveupdates.hub.protocol.RequestCredentials;

/**
 * {@code POST <mount>/publish}: any back end announces a change. Answers 202 {@code {"pages":3}}, for a list
 * {@code {"pages":[3,1]}}; 400 with what is wrong where, 401, 403, 413, and 422 for a key that came with another body.
 */
final class PublishEndpoint extends Handler.Abstract {
    private static final int MAX_KEY = 255;

    private final Hub hub;
    private final String room;
    private final Authenticator authenticator;
    private final RemoteEventsWire wire;
    private final Limits limits;
    private final Duration patience;
    private final IdempotencyKeys keys = new IdempotencyKeys();

    /** @param patience for which a slow body is borne */
    PublishEndpoint(
            Hub hub,
            String room,
            Authenticator authenticator,
            RemoteEventsWire wire,
            Limits limits,
            Duration patience) {
        this.hub = hub;
        this.room = room;
        this.authenticator = authenticator;
        this.wire = wire;
        this.limits = limits;
        this.patience = patience;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!"POST".equals(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "POST");
            JsonAnswer.error(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "POST what to announce");
            return true;
        }
        Optional<Principal> principal = authenticator.backEnd(RequestCredentials.of(request, room));
        if (principal.isPresent()) {
            JsonBody.read(
                    request,
                    response,
                    callback,
                    limits.messageBytes(),
                    patience,
                    body -> publish(principal.get(), body, request, response, callback));
        } else if (!request.getHeaders().contains(HttpHeader.AUTHORIZATION)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            JsonAnswer.error(response, callback, HttpStatus.UNAUTHORIZED_401, "Name yourself: Authorization: Bearer");
        } else {
            JsonAnswer.error(response, callback, HttpStatus.FORBIDDEN_403, "Forbidden");
        }
        return true;
    }

    private void publish(Principal principal, String body, Request request, Response response, Callback callback) {
        List<RemoteEvent> events;
        try {
            events = wire.read(body);
        } catch (BadEvent mistake) {
            JsonAnswer.error(response, callback, HttpStatus.BAD_REQUEST_400, String.valueOf(mistake.getMessage()));
            return;
        }
        Optional<String> forbidden = events.stream()
                .map(RemoteEvent::name)
                .filter(it -> !principal.mayPublish(it))
                .findFirst();
        String key = request.getHeaders().get("Idempotency-Key");
        if (forbidden.isPresent()) {
            JsonAnswer.error(response, callback, HttpStatus.FORBIDDEN_403, "Forbidden: " + forbidden.get());
        } else if (key == null) {
            JsonAnswer.send(response, callback, HttpStatus.ACCEPTED_202, announce(body, events));
        } else if (key.length() > MAX_KEY) {
            JsonAnswer.error(response, callback, HttpStatus.BAD_REQUEST_400, "Idempotency-Key is too long");
        } else {
            keys.once(principal.name(), key, body, () -> announce(body, events))
                    .ifPresentOrElse(
                            answer -> JsonAnswer.send(response, callback, HttpStatus.ACCEPTED_202, answer),
                            () -> JsonAnswer.error(
                                    response,
                                    callback,
                                    HttpStatus.UNPROCESSABLE_ENTITY_422,
                                    "This Idempotency-Key came with another body"));
        }
    }

    private String announce(String body, List<RemoteEvent> events) {
        Origin origin = new Origin(RemoteEventsProtocol.NAME, null);
        List<Integer> pages = events.stream()
                .map(it -> hub.publish(room, it.name(), origin, it.value(), it.changes()))
                .toList();
        boolean list = body.stripLeading().startsWith("[");
        String counts = pages.stream().map(String::valueOf).collect(Collectors.joining(","));
        return "{\"pages\":" + (list ? "[" + counts + "]" : counts) + "}";
    }
}
