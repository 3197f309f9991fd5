package org.liveupdates.hub.protocol.faye;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.cometd.server.http.jakarta.CometDServlet;

/** Every HTTP request that is Bayeux: event streams are opened here, the rest is CometD's transports'. */
final class BayeuxServlet extends CometDServlet {
    private static final long serialVersionUID = 1L;

    private final transient FayeBayeux bayeux;
    private final long pingPeriod;

    /** @param pingPeriod milliseconds between the signs of life of an event stream */
    BayeuxServlet(FayeBayeux bayeux, long pingPeriod) {
        this.bayeux = bayeux;
        this.pingPeriod = pingPeriod;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        boolean get = "GET".equals(request.getMethod());
        if (get && accepts(request, "text/event-stream")) {
            openStream(request, response);
        } else if ((get && request.getParameter(CallbackPolling.MESSAGE) != null)
                || "POST".equals(request.getMethod())) {
            super.service(request, response);
        } else {
            answer(response, HttpServletResponse.SC_BAD_REQUEST, "Bad request: no Bayeux message");
        }
    }

    private static boolean accepts(HttpServletRequest request, String type) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains(type);
    }

    /** {@code GET <mount>/<clientId>}. */
    private void openStream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        String clientId = path.substring(path.lastIndexOf('/') + 1);
        if (!(bayeux.getSession(clientId) instanceof FayeSession session)) {
            answer(response, HttpServletResponse.SC_NOT_FOUND, "Unknown client");
            return;
        }
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-cache, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would collect the stream
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        new EventStream(bayeux, session, async, pingPeriod).open();
    }

    @Override
    protected void sendError(HttpServletRequest request, HttpServletResponse response, int code, Throwable failure) {
        answer(response, code, failure instanceof BadBatch bad ? bad.text() : code == 400 ? "Bad request" : "Failure");
    }

    /** Not by the container's own error page, which would take the CORS headers off again. */
    private static void answer(HttpServletResponse response, int code, String sentence) {
        try {
            response.setStatus(code);
            response.setContentType("text/plain; charset=utf-8");
            response.setHeader("Cache-Control", "no-cache, no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.getOutputStream().write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | IllegalStateException x) {
            // the answer is under way already; nothing better can be said on it
        }
    }
}
