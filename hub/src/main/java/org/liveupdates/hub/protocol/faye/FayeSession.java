package org.liveupdates.hub.protocol.faye;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.cometd.bayeux.Promise;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.bayeux.server.ServerSession;
import org.cometd.server.ServerMessageImpl;
import org.cometd.server.ServerSessionImpl;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Credentials;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One page's session: its undelivered messages are bounded, and it does not hear what it relayed itself. */
final class FayeSession extends ServerSessionImpl {
    private static final Logger LOG = LoggerFactory.getLogger(FayeSession.class);

    /** In place of a watch when the session is gone. */
    private static final AutoCloseable UNWATCHED = () -> {};

    private final FayeBayeux bayeux;
    private final Limits limits;
    private final PublishOrder order = new PublishOrder();
    private long queuedBytes;
    private volatile @Nullable CloseReason ended;
    private volatile @Nullable Object endPoint;

    /** Who it is; null until that is known. */
    private volatile @Nullable Principal principal;

    /** What has told so; null as long as nobody does. */
    private volatile @Nullable Credentials credentials;

    /** The watch over it; {@link #UNWATCHED} when none must begin any more. */
    private final AtomicReference<@Nullable AutoCloseable> watch = new AtomicReference<>();

    /** Guarded by the session's lock, as is which way leads to the page. */
    private @Nullable EventStream stream;

    FayeSession(FayeBayeux bayeux, Limits limits) {
        super(bayeux);
        this.bayeux = bayeux;
        this.limits = limits;
    }

    /** Makes known who it is. */
    void admit(Principal who, Credentials shown) {
        principal = who;
        credentials = shown;
    }

    /** Who it is, null before its handshake has succeeded. */
    @Nullable
    Principal principal() {
        return principal;
    }

    /** What it showed with its handshake, null before that. */
    @Nullable
    Credentials credentials() {
        return credentials;
    }

    /** Keeps a watch until the session is gone. */
    void watchedBy(AutoCloseable newWatch) {
        if (!watch.compareAndSet(null, newWatch)) {
            close(newWatch);
        }
    }

    /** The session is gone. */
    void unwatch() {
        AutoCloseable old = watch.getAndSet(UNWATCHED);
        if (old != null) {
            close(old);
        }
    }

    private static void close(AutoCloseable watch) {
        try {
            watch.close();
        } catch (Exception never) {
            throw new IllegalStateException(never);
        }
    }

    /** Closes the WebSocket, if it is one, behind the next answer. A new one shows the cookies of its own time. */
    void endConnection() {
        if (endPoint instanceof WebSocketTransport.FayeEndPoint socket) {
            socket.closeAfterAnswer(CloseReason.UNAUTHORIZED);
        }
    }

    /** The order of this session's HTTP publishes. */
    PublishOrder order() {
        return order;
    }

    /** Makes an event stream the way to the page; the one before, if any, is closed. */
    void open(EventStream newStream) {
        EventStream old;
        getLock().lock();
        try {
            old = stream;
            stream = newStream;
            newStream.install();
        } finally {
            getLock().unlock();
        }
        if (old != null) {
            old.close();
        }
    }

    /** Makes the event stream, if there is one, the way to the page again after a {@code /meta/connect}. */
    void backToStream() {
        getLock().lock();
        try {
            if (stream != null) {
                stream.install();
            }
        } finally {
            getLock().unlock();
        }
    }

    /** Why the hub ended this session, null while it lives or when the page said good-bye itself. */
    @Nullable
    CloseReason ended() {
        return ended;
    }

    @Override
    protected void deliver1(ServerSession sender, ServerMessage.Mutable message, Promise<Boolean> promise) {
        if (sender == this && bayeux.isSilentForSender(message.getChannel())) {
            promise.succeed(false);
        } else {
            super.deliver1(sender, message, promise);
        }
    }

    /** Called under the session's lock. */
    @Override
    protected void addMessage(ServerMessage message) {
        if (ended != null) {
            return;
        }
        queuedBytes += size(message);
        if (getQueue().size() >= limits.queueMessages() || queuedBytes > limits.queueBytes()) {
            ended = CloseReason.SLOW_PAGE;
            bayeux.execute(() -> end(CloseReason.SLOW_PAGE));
        } else {
            super.addMessage(message);
        }
    }

    @Override
    public List<ServerMessage> takeQueue(List<ServerMessage.Mutable> replies) {
        getLock().lock();
        try {
            queuedBytes = 0;
            return super.takeQueue(replies);
        } finally {
            getLock().unlock();
        }
    }

    @Override
    public boolean updateServerEndPoint(Object newEndPoint) {
        endPoint = newEndPoint;
        if (newEndPoint instanceof WebSocketTransport.FayeEndPoint socket) {
            socket.serve(this);
        }
        return super.updateServerEndPoint(newEndPoint);
    }

    /** Ends this session on the hub's part; the page finds back by a new handshake. */
    void end(CloseReason reason) {
        ended = reason;
        LOG.info(
                "Session ended: {} ({} messages, {} bytes waiting)",
                reason.text(),
                getQueue().size(),
                queuedBytes);
        takeQueue(List.of());
        bayeux.removeServerSession(this, false);
        if (endPoint instanceof WebSocketTransport.FayeEndPoint socket) {
            if (reason == CloseReason.UNAUTHORIZED) {
                socket.closeAfterAnswer(reason);
                flush(); // the answer to a held /meta/connect tells why
                bayeux.getScheduler().schedule(() -> socket.close(reason.code(), reason.text()), 1, TimeUnit.SECONDS);
            } else {
                socket.close(reason.code(), reason.text());
            }
            bayeux.getScheduler().schedule(socket::abort, 5, TimeUnit.SECONDS);
        }
        flush(); // wakes up a held /meta/connect of a page that has left its socket
        EventStream open;
        getLock().lock();
        try {
            open = stream;
        } finally {
            getLock().unlock();
        }
        if (open != null) {
            open.close(); // also one from which a late /meta/connect has taken the way
        }
    }

    /** Without the id, a bearer secret: CometD prints sessions in its log. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "@" + Integer.toHexString(System.identityHashCode(this));
    }

    private static int size(ServerMessage message) {
        byte[] bytes = message instanceof ServerMessageImpl frozen ? frozen.getJSONBytes() : null;
        return bytes == null ? 256 : bytes.length;
    }
}
