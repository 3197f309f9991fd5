package org.liveupdates.hub.protocol.faye;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.Promise;
import org.cometd.bayeux.server.BayeuxContext;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.bayeux.server.ServerSession;
import org.cometd.server.ServerMessageImpl;
import org.cometd.server.websocket.common.AbstractWebSocketEndPoint;
import org.cometd.server.websocket.jetty.JettyWebSocketTransport;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.core.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages by WebSocket (Bayeux 1.0 has no such chapter; Faye sends arrays in text frames). */
public final class WebSocketTransport extends JettyWebSocketTransport {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketTransport.class);

    /** Sessions that one socket serves at a time. */
    private static final int MOST_SESSIONS = 16;

    private final FayeMessages messages;
    private final Set<FayeSocket> sockets = ConcurrentHashMap.newKeySet();

    WebSocketTransport(FayeBayeux bayeux, FayeMessages messages) {
        super(bayeux);
        this.messages = messages;
    }

    /** Tells every page that the hub stops. */
    void sayGoodbye() {
        sockets.forEach(it -> it.close(CloseReason.STOPPING.code(), CloseReason.STOPPING.text()));
    }

    @Override
    protected Object newWebSocketEndPoint(BayeuxContext context) {
        return new FayeSocket(context);
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

    /**
     * One socket and the sessions that speak by it. As a rule that is one; but a page may shake hands anew on the socket
     * that it has, and Faye serves whoever is named. So does this: a client id is all that a session asks for on any new
     * connection, and an old one proves no less.
     *
     * <p>Frames come one at a time; sessions send from any thread. Public, as is the class around it, for Jetty's method
     * handles to reach it.
     */
    public final class FayeSocket implements Session.Listener {
        private final BayeuxContext context;
        private volatile @Nullable Session connection;

        /** By client id, the one unheard for the longest time first. Guarded by itself, as is {@code closed}. */
        private final Map<String, FayeEndPoint> endPoints = new LinkedHashMap<>(4, 0.75f, true);

        private boolean closed;
        private FayeEndPoint latest;

        FayeSocket(BayeuxContext context) {
            this.context = context;
            this.latest = new FayeEndPoint(this, context);
        }

        @Override
        public void onWebSocketOpen(Session session) {
            connection = session;
            sockets.add(this);
            session.demand();
        }

        @Override
        public void onWebSocketText(String frame) {
            latest = endPointOf(frame);
            Promise<Void> next = Promise.from(done -> connection().demand(), this::fail);
            latest.onMessage(frame, Promise.from(next::succeed, failure -> {
                if (failure instanceof NothingToDo nothing) {
                    answer(nothing.why, next);
                } else {
                    next.fail(failure);
                }
            }));
        }

        /** Nobody would ask for the frame after it, and the page would wait for answers for ever. */
        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            callback.succeed();
            close(1003, "text only");
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            takeNothingMore().forEach(endPoint -> endPoint.onClose(code, reason));
            callback.succeed();
        }

        @Override
        public void onWebSocketError(Throwable failure) {
            takeNothingMore().forEach(endPoint -> endPoint.onError(failure));
        }

        /** Only what goes to {@code /meta} needs its own session's end point; the rest is served by any. */
        private FayeEndPoint endPointOf(String frame) {
            ServerMessage message = frame.contains("meta") ? leading(frame) : null;
            String clientId = message == null ? null : message.getClientId();
            if (message == null) {
                return latest;
            } else if (Channel.META_HANDSHAKE.equals(message.getChannel())) {
                return latest.isFree() ? latest : new FayeEndPoint(this, context);
            } else if (clientId == null || getBayeuxServer().getSession(clientId) == null) {
                return latest;
            }
            FayeEndPoint known;
            synchronized (endPoints) {
                known = endPoints.get(clientId);
            }
            return known != null ? known : latest.isFree() ? latest : new FayeEndPoint(this, context);
        }

        /** The message that says whose frame it is: the one that asks for updates, else the first to {@code /meta}. */
        private @Nullable ServerMessage leading(String frame) {
            try {
                List<ServerMessage.Mutable> batch = messages.read(frame);
                return batch.stream()
                        .filter(message -> Channel.META_CONNECT.equals(message.getChannel()))
                        .findFirst()
                        .or(() -> batch.stream().filter(Message::isMeta).findFirst())
                        .orElse(null);
            } catch (BadBatch x) {
                return null; // is told when it is read again
            }
        }

        /** A session speaks by this end point from now on; the one unheard for the longest time may have to give way. */
        private void serve(String clientId, FayeEndPoint endPoint) {
            FayeEndPoint gone = null;
            synchronized (endPoints) {
                endPoints.put(clientId, endPoint);
                if (closed) {
                    gone = endPoint;
                } else if (endPoints.size() > MOST_SESSIONS) {
                    gone = endPoints.remove(endPoints.keySet().iterator().next());
                }
            }
            if (gone != null) {
                gone.onClose(1001, "gave way");
            }
        }

        private List<FayeEndPoint> takeNothingMore() {
            sockets.remove(this);
            synchronized (endPoints) {
                closed = true;
                return List.copyOf(endPoints.values());
            }
        }

        private void answer(@Nullable BadBatch bad, Promise<Void> promise) {
            if (bad == null) {
                send("[]", promise); // as the keep-alive of Faye before 1.3 wants it
            } else if (bad.isTooLarge()) {
                close(1009, bad.text());
            } else {
                ServerMessageImpl refusal = new ServerMessageImpl();
                FayeError.BAD_REQUEST.on(refusal, "", bad.text());
                send("[" + messages.write(refusal) + "]", promise);
            }
        }

        /** Frames are whole messages, and Jetty puts those of several threads one behind the other. */
        private void send(String frame, Promise<Void> promise) {
            connection().sendText(frame, Callback.from(() -> promise.succeed(null), promise::fail));
        }

        private void fail(Throwable failure) {
            LOG.debug("WebSocket closed after a failure", failure);
            close(1011, "failure");
        }

        private void close(int code, String reason) {
            connection().close(code, reason, Callback.NOOP);
        }

        private Session connection() {
            return Objects.requireNonNull(connection, "not open");
        }
    }

    /** One session's way through a socket. */
    final class FayeEndPoint extends AbstractWebSocketEndPoint {
        private final FayeSocket socket;
        private volatile boolean taken;
        private boolean closed;

        /** Why the socket is closed behind the next answer; null while it is not to be. */
        private volatile @Nullable CloseReason closing;

        private FayeEndPoint(FayeSocket socket, BayeuxContext context) {
            super(WebSocketTransport.this, context);
            this.socket = socket;
        }

        /** No session has spoken by it so far. */
        private boolean isFree() {
            return !taken;
        }

        /** Told by a session of which a message has come here. */
        void serve(ServerSession session) {
            taken = true;
            socket.serve(session.getId(), this);
        }

        @Override
        protected void send(@Nullable ServerSession session, String data, Promise<Void> promise) {
            socket.send(data, promise);
        }

        /**
         * Taking a session's queue and queueing it for the socket must not be interleaved, or updates change places. What
         * comes after the socket was closed stays in the queue, for the page's next connection.
         */
        @Override
        protected void flush(Context context, Promise<Void> promise) {
            synchronized (this) {
                if (!closed) {
                    super.flush(
                            context,
                            closing == null ? promise : Promise.from(nothing -> closeNow(promise), promise::fail));
                    return;
                }
            }
            promise.fail(new EOFException());
        }

        /** Ends the whole socket, unless this session has given way on it. */
        @Override
        public void close(int code, String reason) {
            if (!isClosed()) {
                socket.close(code, reason);
            }
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

        private synchronized boolean isClosed() {
            return closed;
        }

        /** Closes the socket when the next answer has been written. */
        void closeAfterAnswer(CloseReason reason) {
            closing = reason;
        }

        private void closeNow(Promise<Void> promise) {
            promise.succeed(null);
            CloseReason reason = closing;
            if (reason != null) {
                close(reason.code(), reason.text());
            }
        }

        /** Gives up a socket that does not even take a close frame. */
        void abort() {
            if (!isClosed()) {
                socket.connection().disconnect();
            }
        }
    }
}
