package org.liveupdates.hub.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves what is not a protocol's: scripts at every path, and a page for a person who opens the hub in a browser. */
public final class Front extends Handler.Wrapper {
    private final Map<String, Script> scripts;
    private final String page;

    /** @param scripts by file name */
    Front(Map<String, Script> scripts, String page, Handler handler) {
        super(handler);
        this.scripts = scripts;
        this.page = page;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        boolean read = "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
        if (Mounts.isScript(path)) {
            return script(path, read, request, response, callback);
        } else if (read && isPerson(request)) {
            return page(request, response, callback);
        }
        return super.handle(request, response, callback);
    }

    private boolean script(String path, boolean read, Request request, Response response, Callback callback) {
        if (!read) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return PlainAnswer.send(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "Scripts can only be read");
        }
        Script script = scripts.get(Mounts.script(path));
        if (script == null) {
            String known = String.join(", ", scripts.keySet());
            return PlainAnswer.send(
                    response, callback, HttpStatus.NOT_FOUND_404, "No such script; the hub serves " + known);
        }
        script.send(request, response, callback);
        return true;
    }

    /** A browser's address bar, and nothing that a client of any protocol would send. */
    private static boolean isPerson(Request request) {
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        HttpField upgrade = request.getHeaders().getField(HttpHeader.UPGRADE);
        return accept != null
                && accept.contains("text/html")
                && upgrade == null
                && request.getHttpURI().getQuery() == null;
    }

    private boolean page(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        byte[] html = page.getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, html.length);
        boolean head = "HEAD".equals(request.getMethod());
        Content.Sink.write(response, true, head ? "" : page, callback);
        return true;
    }
}
