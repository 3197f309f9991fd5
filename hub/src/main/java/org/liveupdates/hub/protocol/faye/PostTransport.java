package org.liveupdates.hub.protocol.faye;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cometd.bayeux.Promise;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.server.CometDRequest;
import org.cometd.server.HttpException;
import org.cometd.server.http.TransportContext;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Messages by POST (Bayeux 6.1), as JSON or in a form's field {@code message}: pages on long-polling, and back ends that
 * just post.
 */
final class PostTransport extends PollingTransport {
    private static final String FORM_FIELD = "message=";

    private final FayeMessages messages;

    PostTransport(FayeBayeux bayeux, FayeMessages messages) {
        super(bayeux, "long-polling");
        this.messages = messages;
    }

    @Override
    public boolean accept(CometDRequest request) {
        return "POST".equals(request.getMethod());
    }

    @Override
    protected void handle(TransportContext context) {
        new Body(context).run();
    }

    private List<ServerMessage.Mutable> read(String body) throws BadBatch {
        if (body.isBlank()) {
            throw BadBatch.malformed("Bad request");
        }
        char first = body.stripLeading().charAt(0);
        // By the body, not by its content type: back ends get that one wrong, and a form never begins like JSON.
        if (first == '[' || first == '{' || !body.contains(FORM_FIELD)) {
            return messages.read(body);
        }
        List<ServerMessage.Mutable> batch = new ArrayList<>();
        for (String field : body.split("&")) {
            if (field.startsWith(FORM_FIELD)) {
                batch.addAll(messages.read(decode(field.substring(FORM_FIELD.length()))));
            }
        }
        return batch;
    }

    private static String decode(String field) throws BadBatch {
        try {
            return URLDecoder.decode(field, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException x) {
            throw BadBatch.malformed("Bad request");
        }
    }

    @Override
    protected void writePrepare(TransportContext context, Promise<Void> promise) {
        noStore(context.response());
        context.response().setContentType("application/json; charset=utf-8");
        promise.succeed(null);
    }

    /** Collects the body as it arrives, without holding a thread. */
    private final class Body extends Invocable.Task.Abstract {
        private final TransportContext context;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

        Body(TransportContext context) {
            super(Invocable.InvocationType.BLOCKING);
            this.context = context;
        }

        @Override
        public void run() {
            try {
                CometDRequest.Input input = context.request().getInput();
                while (true) {
                    CometDRequest.Input.Chunk chunk = input.read();
                    if (chunk == null) {
                        input.demand(this);
                        return;
                    }
                    add(chunk);
                    if (chunk.isLast()) {
                        handle(context, () -> read(bytes.toString(StandardCharsets.UTF_8)));
                        return;
                    }
                }
            } catch (HttpException x) {
                context.promise().fail(x);
            } catch (IOException | RuntimeException x) {
                context.promise().fail(new HttpException(400, x));
            }
        }

        private void add(CometDRequest.Input.Chunk chunk) {
            byte[] part = new byte[chunk.byteBuffer().remaining()];
            chunk.byteBuffer().get(part);
            chunk.release();
            int limit = getMaxMessageSize();
            if (bytes.size() + part.length > limit) {
                throw new HttpException(413, BadBatch.tooLarge("More than " + limit + " bytes (setting max-message)"));
            }
            bytes.writeBytes(part);
        }
    }
}
