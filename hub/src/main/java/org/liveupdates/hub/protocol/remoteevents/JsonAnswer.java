package org.liveupdates.hub.protocol.remoteevents;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Short answers in JSON. */
final class JsonAnswer {
    private JsonAnswer() {}

    static void send(Response response, Callback callback, int status, String json) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, json, callback);
    }

    static void error(Response response, Callback callback, int status, String sentence) {
        send(response, callback, status, "{\"error\":" + RemoteFrames.text(sentence) + "}");
    }
}
