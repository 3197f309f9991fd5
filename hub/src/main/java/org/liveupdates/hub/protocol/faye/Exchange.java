package org.liveupdates.hub.protocol.faye;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.cometd.bayeux.Promise;
import org.cometd.bayeux.server.BayeuxContext;
import org.cometd.server.CometDRequest;
import org.cometd.server.CometDResponse;
import org.cometd.server.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP request and its answer, as CometD's transports see them. The answer is written in one piece that fits the
 * response's buffer, so that writing never waits for the client; the container sends it when the request completes.
 */
final class Exchange implements CometDRequest, CometDResponse, Promise<Void> {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Status of a held poll that a later one of its session, or the end of the hub, takes the place of. */
    static final int REPLACED = 409;

    private final AsyncContext async;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    /** @param async of the request, already started and without time-out */
    Exchange(AsyncContext async) {
        this.async = async;
        this.request = (HttpServletRequest) async.getRequest();
        this.response = (HttpServletResponse) async.getResponse();
    }

    /** What the messages of this request carry with them. */
    BayeuxContext context() {
        return new RequestContext(request);
    }

    @Override
    public String getMethod() {
        return request.getMethod();
    }

    @Override
    public String getProtocol() {
        return request.getProtocol();
    }

    @Override
    public List<String> getParameterValues(String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    @Override
    public String getCharacterEncoding() {
        return StandardCharsets.UTF_8.name();
    }

    @Override
    @SuppressWarnings("NullAway") // CometD wants null where there is no cookie; none is ever looked at
    public String getCookie(String name) {
        return null;
    }

    /** Bodies are read by {@link RequestBody}. */
    @Override
    public Input getInput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getAttribute(String name) {
        return request.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        request.setAttribute(name, value);
    }

    @Override
    public void addFailureHandler(Consumer<Throwable> handler) {
        async.addListener(new AsyncListener() {
            @Override
            public void onError(AsyncEvent event) {
                handler.accept(event.getThrowable());
            }

            @Override
            public void onComplete(AsyncEvent event) {}

            @Override
            public void onTimeout(AsyncEvent event) {}

            @Override
            public void onStartAsync(AsyncEvent event) {}
        });
    }

    @Override
    public void addHeader(String name, String value) {
        response.addHeader(name, value);
    }

    @Override
    public void setContentType(String contentType) {
        response.setContentType(contentType);
    }

    /** Answers are written by {@link #send}. */
    @Override
    public Output getOutput() {
        throw new UnsupportedOperationException();
    }

    /** Answers with this body and completes the request. */
    void send(ByteArrayOutputStream body) {
        try {
            if (body.size() >= response.getBufferSize()) {
                response.setBufferSize(body.size() + 1);
            }
            response.setContentLength(body.size());
            body.writeTo(response.getOutputStream());
        } catch (IOException | IllegalStateException x) {
            // nobody is there any more to read it
        }
        end();
    }

    /** The answer has been written. */
    @Override
    public void succeed(Void result) {
        end();
    }

    /** There is no answer but this failure. */
    @Override
    public void fail(Throwable failure) {
        int status = failure instanceof HttpException http ? http.getCode() : 500;
        Throwable cause = failure instanceof HttpException ? failure.getCause() : failure;
        if (status == 500 && !(cause instanceof EofException)) {
            LOG.error("A request could not be answered", cause); // ours to mend
        }
        if (cause instanceof EofException) {
            response.setStatus(
                    status); // whether the client is gone or talks nonsense: it must not read that all is well
        } else {
            String sentence =
                    switch (status) {
                        case 400 -> "Bad request";
                        case 408 -> "Too slow";
                        case REPLACED -> "Another poll has taken the place of this one";
                        default -> "Failure";
                    };
            if (status == 408) {
                response.setHeader("Connection", "close"); // or the rest of the body would be waited for
            }
            answer(response, status, cause instanceof BadBatch bad ? bad.text() : sentence);
        }
        end();
    }

    private void end() {
        try {
            async.complete();
        } catch (IllegalStateException x) {
            // the container has completed it after an error
        }
    }

    /** Answers with one sentence. Not by the container's error page, which would take the CORS headers off again. */
    static void answer(HttpServletResponse response, int status, String sentence) {
        try {
            response.setStatus(status);
            response.setContentType("text/plain; charset=utf-8");
            response.setHeader("Cache-Control", "no-cache, no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.getOutputStream().write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | IllegalStateException x) {
            // the answer is under way already, or nobody is there any more to read it
        }
    }
}
