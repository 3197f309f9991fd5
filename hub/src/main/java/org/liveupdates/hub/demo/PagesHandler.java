package org.liveupdates.hub.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The demo's own few files, from memory, and 404 for all else below its mount. */
final class PagesHandler extends Handler.Abstract.NonBlocking {
    private static final String FOLDER = "/static/demo/";
    private static final List<String> NAMES = List.of(
            "index.html", "index.js", "index.css", "pane.html", "pane.js", "pane.css", "scheduler.js", "gantt.js");

    private final Map<String, byte[]> files = new HashMap<>();
    private final String policy;

    /** Where a page loads each library from: absolute or as seen from the pages. */
    PagesHandler(URI scheduler, URI gantt) throws IOException {
        for (String name : NAMES) {
            String text =
                    read(name).replace("{{scheduler}}", attribute(scheduler)).replace("{{gantt}}", attribute(gantt));
            files.put(name, text.getBytes(StandardCharsets.UTF_8));
        }
        policy = policy(Stream.of(scheduler, gantt)
                .filter(URI::isAbsolute)
                .map(it -> " " + it.getScheme() + "://" + it.getRawAuthority())
                .distinct()
                .collect(Collectors.joining()));
    }

    private static String attribute(URI value) {
        return value.toString().replace("&", "&amp;");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (path.equals(Demo.MOUNT)) {
            Response.sendRedirect(request, response, callback, Demo.MOUNT + "/");
            return true;
        }
        String name = path.substring(Demo.MOUNT.length() + 1);
        byte[] file = files.get(name.isEmpty() ? "index.html" : name);
        boolean head = "HEAD".equals(request.getMethod());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("X-Content-Type-Options", "nosniff");
        if (file == null) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404, "The demo has no such page");
        } else if (!head && !"GET".equals(request.getMethod())) {
            headers.put(HttpHeader.ALLOW, "GET, HEAD");
            String sentence = "Pages can only be read";
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, sentence);
        } else {
            headers.put(HttpHeader.CONTENT_TYPE, type(name) + "; charset=utf-8");
            headers.put(HttpHeader.CONTENT_LENGTH, file.length);
            headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
            headers.put("Content-Security-Policy", policy);
            response.write(true, head ? null : ByteBuffer.wrap(file).asReadOnlyBuffer(), callback);
        }
        return true;
    }

    /**
     * Own files and the libraries', and no script but from there. The widgets position their boxes by style attributes; their
     * style sheets name a font of yet another site, and browsers complain of the mere name though {@code pane.css} keeps
     * them from fetching it.
     */
    private static String policy(String sites) {
        return "default-src 'none'; script-src 'self'" + sites + "; style-src 'self' 'unsafe-inline'" + sites
                + "; img-src 'self' data:" + sites + "; font-src 'self' data: https:" + sites
                + "; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
    }

    private static String type(String name) {
        return name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "text/html";
    }

    private static String read(String name) throws IOException {
        try (InputStream in = PagesHandler.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IOException("Missing from the jar: " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
