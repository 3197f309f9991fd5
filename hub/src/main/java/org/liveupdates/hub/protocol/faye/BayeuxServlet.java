package org.liveupdates.hub.protocol.faye;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.util.component.LifeCycle;

/** Every HTTP request that is Bayeux: by POST, by a URL with {@code message} (JSONP), or an event stream to be opened. */
final class BayeuxServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient FayeBayeux bayeux;
    private final transient PostTransport post;
    private final transient CallbackPolling jsonp;
    private final long hold;

    /**
     * @param bayeux started and stopped with this servlet
     * @param hold milliseconds between the signs of life of an event stream, and for which a slow request is borne
     */
    BayeuxServlet(FayeBayeux bayeux, PostTransport post, CallbackPolling jsonp, long hold) {
        this.bayeux = bayeux;
        this.post = post;
        this.jsonp = jsonp;
        this.hold = hold;
    }

    @Override
    public void init() throws ServletException {
        try {
            bayeux.start();
        } catch (Exception x) {
            throw new ServletException(x);
        }
    }

    @Override
    public void destroy() {
        bayeux.endAll();
        LifeCycle.stop(bayeux);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean get = "GET".equals(request.getMethod());
        if (get && accepts(request, "text/event-stream")) {
            openStream(request, response);
        } else if (get && carriesMessage(request)) {
            jsonp.handle(new Exchange(async(request)));
        } else if ("POST".equals(request.getMethod())) {
            Exchange exchange = new Exchange(async(request));
            int limit = post.getMaxMessageSize();
            RequestBody.read(request, limit, hold, body -> post.handle(exchange, body), exchange);
        } else {
            Exchange.answer(response, HttpServletResponse.SC_BAD_REQUEST, "Bad request: no Bayeux message");
        }
    }

    private static AsyncContext async(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0); // polls are ended by their transport
        return async;
    }

    private static boolean carriesMessage(HttpServletRequest request) {
        try {
            return request.getParameter(CallbackPolling.MESSAGE) != null;
        } catch (BadMessageException | IllegalArgumentException wronglyEncoded) {
            return false;
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
            Exchange.answer(response, HttpServletResponse.SC_NOT_FOUND, "Unknown client");
            return;
        }
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-cache, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would collect the stream
        new EventStream(bayeux, session, async(request), hold).open();
    }
}
