package org.liveupdates.hub.protocol.faye;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cometd.bayeux.server.BayeuxContext;
import org.cometd.server.websocket.common.AbstractBayeuxContext;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Credentials;

/** What the messages of an HTTP request carry with them of it: that by which its sender is known. An upgrade brings its own. */
final class RequestContext extends AbstractBayeuxContext {
    private static final String TOKEN_HEADER = "Remote-Token";
    private static final String TOKEN_PARAMETER = "token";
    private static final List<String> HEADERS = List.of(TOKEN_HEADER, "Authorization", "Cookie");

    @SuppressWarnings("NullAway") // CometD's constructor takes null for what there is not
    RequestContext(HttpServletRequest request) {
        super(
                request.getRequestURI(),
                "",
                null,
                headers(request),
                parameters(request),
                null,
                InetSocketAddress.createUnresolved("", 0),
                InetSocketAddress.createUnresolved(request.getRemoteAddr(), 0),
                List.of(),
                request.getProtocol(),
                request.isSecure());
    }

    /** What was shown with a request or an upgrade. */
    static Credentials credentials(@Nullable BayeuxContext context, String room) {
        if (context == null) {
            return new Credentials(null, null, null, room, "/");
        }
        String token = context.getHeader(TOKEN_HEADER);
        if (token == null || token.isEmpty()) {
            token = context.getParameter(TOKEN_PARAMETER);
        }
        List<String> cookies = context.getHeaderValues("Cookie");
        String cookie = cookies == null || cookies.isEmpty() ? null : String.join("; ", cookies);
        String url = context.getURL();
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        return new Credentials(
                token == null || token.isEmpty() ? null : token,
                context.getHeader("Authorization"),
                cookie,
                room,
                path.replaceFirst("^[a-z]+://[^/]*", ""),
                address(context.getRemoteAddress()));
    }

    private static String address(@Nullable SocketAddress client) {
        if (!(client instanceof InetSocketAddress address)) {
            return "unknown";
        }
        return address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : HEADERS) {
            List<String> values = Collections.list(request.getHeaders(name));
            if (!values.isEmpty()) {
                headers.put(name, values);
            }
        }
        return headers;
    }

    /** Of the query alone: to ask the request would read a form's body. */
    private static Map<String, List<String>> parameters(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null) {
            for (String part : query.split("&")) {
                if (part.startsWith(TOKEN_PARAMETER + "=")) {
                    return Map.of(TOKEN_PARAMETER, List.of(part.substring(TOKEN_PARAMETER.length() + 1)));
                }
            }
        }
        return Map.of();
    }
}
