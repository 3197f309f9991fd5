package org.liveupdates.hub.protocol.faye;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.server.http.TransportContext;

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

    /** Handles the messages of a body and answers them. */
    void handle(Exchange exchange, String body) {
        handle(exchange, () -> read(body));
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
        List<String> fields = new ArrayList<>();
        for (String field : body.split("&")) {
            if (field.startsWith(FORM_FIELD)) {
                fields.add(decode(field.substring(FORM_FIELD.length())));
            }
        }
        if (fields.isEmpty()) {
            throw BadBatch.malformed("Bad request");
        }
        return messages.read(fields);
    }

    private static String decode(String field) throws BadBatch {
        try {
            return URLDecoder.decode(field, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException x) {
            throw BadBatch.malformed("Bad request");
        }
    }

    /** The updates of a page with an event stream wait for that; here they could overtake those that flow there. */
    @Override
    protected void flush(TransportContext context) {
        if (context.messages().stream().anyMatch(EventStream::isConnect)) {
            context.sendQueue(false);
        }
        super.flush(context);
    }

    @Override
    String head(Exchange exchange) {
        exchange.setContentType("application/json; charset=utf-8");
        return "";
    }

    @Override
    String tail() {
        return "";
    }
}
