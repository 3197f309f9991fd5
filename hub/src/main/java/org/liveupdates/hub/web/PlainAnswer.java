package org.liveupdates.hub.web;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short answers in plain text; also the server's error page, so that no client ever sees a stack trace. */
public final class PlainAnswer extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PlainAnswer.class);

    /** Answers with one sentence. */
    static boolean send(Response response, Callback callback, int status, String sentence) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Content.Sink.write(response, true, sentence + "\n", callback);
        return true;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        if (code == HttpStatus.INTERNAL_SERVER_ERROR_500 && cause != null && !(cause instanceof QuietException)) {
            LOG.error("A request could not be answered", cause); // ours to mend
        }
        String sentence = message == null || cause != null && code >= 500 ? HttpStatus.getMessage(code) : message;
        boolean head = "HEAD".equals(request.getMethod());
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        byte[] bytes = head ? new byte[0] : (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        response.write(true, java.nio.ByteBuffer.wrap(bytes), callback);
    }
}
