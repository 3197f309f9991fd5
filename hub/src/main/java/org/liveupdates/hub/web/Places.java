package org.liveupdates.hub.web;

import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands each request to the protocol and room that its path means. */
public final class Places extends Handler.Sequence {
    private final Mounts mounts;
    private final Map<Place, Handler> handlers;

    /** @param handlers of all places that the mounts know */
    public Places(Mounts mounts, Map<Place, Handler> handlers) {
        super(handlers.values().stream().distinct().toList());
        this.mounts = mounts;
        this.handlers = handlers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String tail = request.getConnectionMetaData().getConnector().getName();
        Place place = tail == null ? mounts.of(Request.getPathInContext(request)) : mounts.ofPort(tail);
        Handler handler = handlers.get(place);
        return handler == null
                ? PlainAnswer.send(response, callback, HttpStatus.NOT_FOUND_404, "Nothing is served here")
                : handler.handle(request, response, callback);
    }
}
