package org.liveupdates.hub.protocol.faye;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.List;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.Promise;
import org.cometd.bayeux.server.BayeuxContext;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.server.ServerMessageImpl;
import org.cometd.server.websocket.jetty.JettyWebSocketTransport;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages by WebSocket (Bayeux 1.0 has no such chapter; Faye sends arrays in text frames). */
public final class WebSocketTransport extends JettyWebSocketTransport {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketTransport.class);

    private final FayeMessages messages;

    WebSocketTransport(FayeBayeux bayeux, FayeMessages messages) {
        super(bayeux);
        this.messages = messages;
    }

    @Override
    protected Object newWebSocketEndPoint(BayeuxContext context) {
        return new FayeEndPoint(context);
    }

    @Override
    public List<ServerMessage.Mutable> parseMessages(String json) {
        try {
            List<ServerMessage.Mutable> batch = messages.read(json);
            if (batch.isEmpty()) {
                throw new NothingToDo(null);
            } else if (batch.size() > 1
                    && batch.stream().anyMatch(m -> Channel.META_HANDSHAKE.equals(m.getChannel()))) {
                throw BadBatch.malformed("Bad request: a handshake must be the only message");
            }
            if (batch.size() > 1) {
                batch.forEach(WebSocketTransport::answerAtOnce);
            }
            return batch;
        } catch (BadBatch x) {
            throw new NothingToDo(x);
        }
    }

    /** A connect that is held would hold the answers of its batch as well. Faye's clients ask for this themselves. */
    private static void answerAtOnce(ServerMessage.Mutable message) {
        if (Channel.META_CONNECT.equals(message.getChannel())) {
            message.getAdvice(true).put(Message.TIMEOUT_FIELD, 0L);
        }
    }

    /** A frame without messages, or one that cannot be read. */
    private static final class NothingToDo extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final @Nullable BadBatch why;

        NothingToDo(@Nullable BadBatch why) {
            super(null, why, false, false);
            this.why = why;
        }
    }

    /** One socket. Public, as is the class around it, for Jetty's method handles to reach it. */
    public final class FayeEndPoint extends EndPoint {
        private volatile @Nullable Session socket;
        private boolean closed;

        FayeEndPoint(BayeuxContext context) {
            super(context);
        }

        @Override
        public void onWebSocketOpen(Session session) {
            socket = session;
            super.onWebSocketOpen(session);
        }

        @Override
        public void onMessage(String data, Promise<Void> promise) {
            super.onMessage(data, Promise.from(promise::succeed, failure -> {
                if (failure instanceof NothingToDo nothing) {
                    answer(nothing.why, promise);
                } else {
                    LOG.debug("WebSocket closed after a failure", failure);
                    close(1011, "failure");
                }
            }));
        }

        /** Nobody would ask for the frame after it, and the page would wait for answers for ever. */
        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            callback.succeed();
            close(1003, "text only");
        }

        private void answer(@Nullable BadBatch bad, Promise<Void> promise) {
            if (bad == null) {
                send(null, "[]", promise); // as the keep-alive of Faye before 1.3 wants it
            } else if (bad.isTooLarge()) {
                close(1009, bad.text());
            } else {
                ServerMessageImpl refusal = new ServerMessageImpl();
                FayeError.BAD_REQUEST.on(refusal, "", bad.text());
                send(null, "[" + messages.write(refusal) + "]", promise);
            }
        }

        /**
         * Taking a session's queue and queueing it for the socket must not be interleaved, or updates change places. What
         * comes after the socket was closed stays in the queue, for the page's next connection.
         */
        @Override
        protected void flush(Context context, Promise<Void> promise) {
            synchronized (this) {
                if (!closed) {
                    super.flush(context, promise);
                    return;
                }
            }
            promise.fail(new EOFException());
        }

        @Override
        public void onClose(int code, String reason) {
            takeNothingMore();
            super.onClose(code, reason);
        }

        @Override
        public void onError(Throwable failure) {
            takeNothingMore();
            super.onError(failure);
        }

        private synchronized void takeNothingMore() {
            closed = true;
        }

        /** Gives up a socket that does not even take a close frame. */
        void abort() {
            Session session = socket;
            if (session != null) {
                session.disconnect();
            }
        }
    }
}
