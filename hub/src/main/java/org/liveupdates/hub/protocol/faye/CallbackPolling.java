package org.liveupdates.hub.protocol.faye;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.server.CometDRequest;

/**
 * JSONP (Bayeux 6.2). A genuine Faye page of another origin shakes hands by it, so without it there is no connection.
 * Hardened as in Faye 1.4: callback names that can be nothing else, an empty comment in front, no sniffing, a download
 * when opened by itself.
 */
final class CallbackPolling extends PollingTransport {
    static final String MESSAGE = "message";

    private static final String CALLBACK = "jsonp";

    private static final Pattern NAME =
            Pattern.compile("[a-z_$][\\w$]{0,100}(?:\\.[a-z_$][\\w$]{0,100}){0,5}", Pattern.CASE_INSENSITIVE);

    private final FayeMessages messages;

    CallbackPolling(FayeBayeux bayeux, FayeMessages messages) {
        super(bayeux, "callback-polling");
        this.messages = messages;
    }

    /** Handles the messages of a URL and answers them. */
    void handle(Exchange exchange) {
        handle(exchange, () -> read(exchange));
    }

    private List<ServerMessage.Mutable> read(CometDRequest request) throws BadBatch {
        if (request.getParameterValues(CALLBACK).size() > 1
                || !NAME.matcher(callback(request)).matches()) {
            throw BadBatch.malformed("Bad request: not a name for a callback");
        }
        return messages.read(request.getParameterValues(MESSAGE));
    }

    private static String callback(CometDRequest request) {
        List<String> names = request.getParameterValues(CALLBACK);
        return names.isEmpty() || names.get(0).isEmpty() ? "jsonpcallback" : names.get(0);
    }

    @Override
    String head(Exchange exchange) {
        exchange.addHeader("Content-Disposition", "attachment; filename=f.txt");
        exchange.setContentType("text/javascript; charset=utf-8");
        return "/**/" + callback(exchange) + "(";
    }

    @Override
    String tail() {
        return ");";
    }

    /** U+2028 and U+2029 end a line in the scripts of older browsers, though not in JSON. */
    @Override
    protected byte[] toJSONBytes(ServerMessage message) {
        byte[] bytes = super.toJSONBytes(message);
        String json = new String(bytes, StandardCharsets.UTF_8);
        if (json.indexOf('\u2028') < 0 && json.indexOf('\u2029') < 0) {
            return bytes;
        }
        return json.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").getBytes(StandardCharsets.UTF_8);
    }
}
