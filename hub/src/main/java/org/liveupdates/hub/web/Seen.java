package org.liveupdates.hub.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Tells whoever asks what the hub sees of his own request, so that {@code doctor} can tell what a proxy has made of it:
 * {@code {"hub":VERSION,"run":WORD,"path":…,"host":…,"origin":…,"client":ADDRESS,"told":BOOLEAN,"direct":BOOLEAN,
 * "forwarded":[HEADER,…]}}. {@code told} is whether a proxy that is believed has named the client; {@code run} is another word for
 * each start of a hub.
 */
public final class Seen extends Handler.Abstract.NonBlocking {
    /** Last segment of its path. */
    public static final String TAIL = "doctor";

    private static final List<String> BY_PROXIES =
            List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");

    private final String version;
    private final String run;
    private final ClientAddress addresses;

    /**
     * @param version of the hub
     * @param run what no other hub, and no other start of this one, is called
     */
    public Seen(String version, String run, ClientAddress addresses) {
        this.version = version;
        this.run = run;
        this.addresses = addresses;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpURI uri = request.getHttpURI();
        ObjectNode seen = JsonNodeFactory.instance
                .objectNode()
                .put("hub", version)
                .put("run", run)
                .put("path", Request.getPathInContext(request))
                .put("host", uri.getAuthority())
                .put("origin", request.getHeaders().get(HttpHeader.ORIGIN))
                .put("client", Request.getRemoteAddr(request))
                .put("told", addresses.isTold(Request.unWrap(request)))
                .put("direct", uri.getPort() == localPort(request));
        BY_PROXIES.stream().filter(request.getHeaders()::contains).forEach(seen.putArray("forwarded")::add);
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, seen.toString(), callback);
        return true;
    }

    private static int localPort(Request request) {
        return request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress here
                ? here.getPort()
                : -1;
    }
}
