package org.liveupdates.hub.protocol;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.liveupdates.hub.auth.Credentials;

/** What a request shows of its sender. */
public final class RequestCredentials {
    private RequestCredentials() {}

    /** Its token, from header or query, its {@code Authorization} and its cookies. */
    public static Credentials of(Request request, String room) {
        String token = request.getHeaders().get("Remote-Token");
        return new Credentials(
                token != null ? token : Request.extractQueryParameters(request).getValue("token"),
                request.getHeaders().get(HttpHeader.AUTHORIZATION),
                request.getHeaders().get(HttpHeader.COOKIE),
                room,
                Request.getPathInContext(request),
                String.valueOf(Request.getRemoteAddr(request)));
    }
}
