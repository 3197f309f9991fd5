package org.liveupdates.hub.web;

import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.Access;
import org.liveupdates.hub.core.OncePerMinute;
import org.liveupdates.hub.core.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door, round everything: HTTP and WebSocket upgrades alike. Checks host (DNS rebinding), origin (pages of other
 * sites) and size, and speaks CORS to those who may enter. It must stand outside the servlet context, whose filters run
 * only after an upgrade.
 */
public final class Gate extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Origin");
    private static final HttpField CREDENTIALS =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    private static final String ALLOWED_HEADERS =
            "Accept, Authorization, Content-Type, Pragma, X-Requested-With, Remote-Token, Idempotency-Key";

    private final OriginRule rule;
    private final ClientAddress clientAddress;
    private final int maxBody;
    private final OncePerMinute refusals = new OncePerMinute();

    /** @param maxBody bytes that a request body may have */
    public Gate(Access access, int maxBody, Handler handler) {
        super(handler);
        this.rule = new OriginRule(access);
        this.clientAddress = new ClientAddress(access.trustedProxies());
        this.maxBody = maxBody;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders().add(VARY);
        String host = request.getHttpURI().getHost();
        if (!rule.knowsHost(host)) {
            return refuseHost(request, response, callback, String.valueOf(host));
        }
        HttpFields headers = request.getHeaders();
        String origin = headers.get(HttpHeader.ORIGIN);
        if (Mounts.isScript(Request.getPathInContext(request))) {
            response.getHeaders().put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*"); // public, as on any script server
        } else if (!mayEnter(request, origin, host)) {
            return refuseOrigin(request, response, callback, origin, host);
        } else if (origin != null) {
            response.getHeaders().put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.getHeaders().put(CREDENTIALS);
        }
        if ("OPTIONS".equals(request.getMethod())) {
            return preflight(headers, response, callback);
        } else if (request.getLength() > maxBody) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            return PlainAnswer.send(
                    response,
                    callback,
                    HttpStatus.PAYLOAD_TOO_LARGE_413,
                    "More than " + maxBody + " bytes (setting max-message)");
        }
        return super.handle(new FromClient(request, clientAddress), response, callback);
    }

    private boolean mayEnter(Request request, @Nullable String origin, @Nullable String host) {
        HttpFields headers = request.getHeaders();
        boolean sameOrigin = "same-origin".equals(headers.get("Sec-Fetch-Site"));
        if (origin != null) {
            boolean one = headers.getValuesList(HttpHeader.ORIGIN).size() == 1;
            return one && (sameOrigin || rule.allows(origin, host));
        } else if (!carriesMessage(request)) {
            return true; // a back end, a script, a page of this very host
        }
        // <script> and <img> send no Origin, and with a message they publish.
        String from = refererOrigin(request);
        return sameOrigin || rule.allowsAll() || (from != null && rule.allows(from, host));
    }

    /** Path and query of a Referer are nobody's business: they may carry a token. */
    private static @Nullable String refererOrigin(Request request) {
        String referer = request.getHeaders().get(HttpHeader.REFERER);
        return referer == null ? null : OriginRule.originOf(referer);
    }

    private static boolean carriesMessage(Request request) {
        String query = request.getHttpURI().getQuery();
        if (query == null || !"GET".equals(request.getMethod())) {
            return false;
        }
        try {
            return Request.extractQueryParameters(request).getNames().contains("message");
        } catch (BadMessageException | IllegalArgumentException x) {
            return true;
        }
    }

    private static boolean preflight(HttpFields asked, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "POST, GET");
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS);
        headers.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "86400");
        if (asked.contains("Access-Control-Request-Private-Network")) {
            headers.put("Access-Control-Allow-Private-Network", "true");
        }
        response.setStatus(HttpStatus.OK_200);
        response.write(true, null, callback);
        return true;
    }

    private boolean refuseHost(Request request, Response response, Callback callback, String host) {
        String shown = Printable.line(host);
        if (refusals.first("host " + shown)) {
            LOG.warn(
                    "Refused host {} (client {}): if it is this site's name, start with --public-url https://{}",
                    shown,
                    clientAddress.of(request),
                    shown);
        }
        return PlainAnswer.send(
                response,
                callback,
                HttpStatus.MISDIRECTED_REQUEST_421,
                "This hub does not answer for the host " + shown + " (setting public-url)");
    }

    private boolean refuseOrigin(
            Request request, Response response, Callback callback, @Nullable String origin, @Nullable String host) {
        String from = origin != null ? origin : refererOrigin(request);
        String shown = from == null ? "none" : Printable.line(from);
        String shownHost = Printable.line(String.valueOf(host));
        if (refusals.first("origin " + shown + " at " + shownHost)) {
            LOG.warn(
                    "Refused origin {} at host {} (client {}): let the proxy pass the host on"
                            + " (nginx: proxy_set_header Host $http_host;) or start with --allowed-origins {}",
                    shown,
                    shownHost,
                    clientAddress.of(request),
                    from == null ? "https://app.example.com" : shown);
        }
        return PlainAnswer.send(
                response,
                callback,
                HttpStatus.FORBIDDEN_403,
                "Pages of this origin may not use the hub (setting allowed-origins)");
    }
}
