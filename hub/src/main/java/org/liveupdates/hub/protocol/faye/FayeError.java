package org.liveupdates.hub.protocol.faye;

import java.util.Map;
import java.util.regex.Pattern;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.server.ServerMessage;

/** Refusals as a Faye client knows them: {@code code:params:text}. */
enum FayeError {
    CONNECTION_TYPE(301, "Connection types not supported"),
    BAD_REQUEST(400, "Bad request"),
    UNKNOWN_CLIENT(401, "Unknown client"),
    MISSING(402, "Missing required parameter"),
    FORBIDDEN_CHANNEL(403, "Forbidden channel"),
    FORBIDDEN(403, "Forbidden"),
    INVALID_CHANNEL(405, "Invalid channel"),
    TOO_MANY_CHANNELS(403, "Too many channels"),
    TOO_MANY_SUBSCRIPTIONS(403, "Too many subscriptions"),
    TOO_MANY_SESSIONS(503, "Too many sessions");

    /** Milliseconds from a refused handshake to the next. */
    private static final long KEPT_OUT = 5000;

    /** Characters of the client's own text that go back in an error. */
    private static final int MAX_PARAMS = 256;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final int code;
    private final String text;

    FayeError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Makes {@code reply} a refusal. */
    void on(ServerMessage.Mutable reply, String params) {
        on(reply, params, text);
    }

    /** Makes {@code reply} a refusal in more precise words. */
    void on(ServerMessage.Mutable reply, String params, String words) {
        String shown = params.length() > MAX_PARAMS ? params.substring(0, MAX_PARAMS) : params;
        reply.setSuccessful(false);
        reply.put(Message.ERROR_FIELD, code + ":" + CONTROL.matcher(shown).replaceAll(" ") + ":" + words);
    }

    /** Makes {@code reply} a refusal that sends the client back to its handshake. */
    void andHandshake(ServerMessage.Mutable reply, String params) {
        on(reply, params);
        adviseHandshake(reply);
    }

    /**
     * Makes {@code reply} the refusal of somebody who may not come in. He is to try again by himself and in his own time:
     * after "none" a Faye client would stay away though its user logs in meanwhile, and "handshake" it would heed at once.
     * Faye 0.8 waits for the interval, later ones for as long as their page says. The first connect takes it back.
     */
    static void keepOut(ServerMessage.Mutable reply) {
        FORBIDDEN.on(reply, "");
        Map<String, Object> advice = reply.getAdvice(true);
        advice.clear();
        advice.put(Message.RECONNECT_FIELD, Message.RECONNECT_RETRY_VALUE);
        advice.put(Message.INTERVAL_FIELD, KEPT_OUT);
    }

    /** Tells the client to shake hands again, whatever else it was advised. */
    static void adviseHandshake(ServerMessage.Mutable reply) {
        Map<String, Object> advice = reply.getAdvice(true);
        advice.clear();
        advice.put(Message.RECONNECT_FIELD, Message.RECONNECT_HANDSHAKE_VALUE);
        advice.put(Message.INTERVAL_FIELD, 0L);
    }
}
