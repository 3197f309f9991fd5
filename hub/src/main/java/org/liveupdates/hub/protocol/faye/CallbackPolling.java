package org.liveupdates.hub.protocol.faye;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.cometd.bayeux.Promise;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.server.CometDRequest;
import org.cometd.server.CometDResponse;
import org.cometd.server.http.TransportContext;

/**
 * JSONP (Bayeux 6.2). A genuine Faye page of another origin shakes hands by it, so without it there is no connection.
 * Hardened as in Faye 1.4: callback names that can be nothing else, an empty comment in front, no sniffing, a download
 * when opened by itself.
 */
final class CallbackPolling extends PollingTransport {
    static final String MESSAGE = "message";

    private static final Pattern CALLBACK =
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
        callback(request);
        return messages.read(request.getParameterValues(MESSAGE));
    }

    private static String callback(CometDRequest request) throws BadBatch {
        List<String> names = request.getParameterValues("jsonp");
        String name = names.isEmpty() || names.get(0).isEmpty() ? "jsonpcallback" : names.get(0);
        if (names.size() > 1 || !CALLBACK.matcher(name).matches()) {
            throw BadBatch.malformed("Bad request: not a name for a callback");
        }
        return name;
    }

    @Override
    protected void writePrepare(TransportContext context, Promise<Void> promise) {
        CometDResponse response = context.response();
        noStore(response);
        response.addHeader("Content-Disposition", "attachment; filename=f.txt");
        response.setContentType("text/javascript; charset=utf-8");
        try {
            byte[] head = ("/**/" + callback(context.request()) + "([").getBytes(StandardCharsets.UTF_8);
            response.getOutput().write(false, head, promise);
        } catch (BadBatch x) {
            promise.fail(x);
        }
    }

    @Override
    protected void writeBegin(CometDResponse.Output output, Promise<Void> promise) {
        promise.succeed(null);
    }

    @Override
    protected void writeEnd(CometDResponse.Output output, Promise<Void> promise) {
        output.write(true, "]);".getBytes(StandardCharsets.UTF_8), promise);
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
