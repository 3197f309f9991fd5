package org.liveupdates.hub.protocol.remoteevents;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.CloseReason;
import org.liveupdates.hub.protocol.Outbox;
import org.liveupdates.hub.protocol.PageSockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page's WebSocket: the names that it subscribed, and what waits to be written to it. Public, as its methods are, for Jetty's
 * method handles to reach it.
 */
public final class RemotePage implements PageSockets.Page, Session.Listener.AutoDemanding {
    private static final Logger LOG = LoggerFactory.getLogger(RemotePage.class);

    private final RemotePages pages;
    private final RemoteActions actions;
    private final Principal principal;
    private final Limits limits;
    private final Outbox outbox;

    /** Guarded by itself, as is whether nothing may be added any more. */
    private final Set<String> names = new HashSet<>();

    private boolean deaf;

    private volatile Runnable atClose = () -> {};

    RemotePage(RemotePages pages, RemoteActions actions, Principal principal, Limits limits, Outbox outbox) {
        this.pages = pages;
        this.actions = actions;
        this.principal = principal;
        this.limits = limits;
        this.outbox = outbox;
    }

    Principal principal() {
        return principal;
    }

    @Override
    public void atClose(Runnable task) {
        atClose = task;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        if (outbox.open(session)) {
            offer(RemoteFrames.start(pages.newId()));
        }
    }

    @Override
    public void onWebSocketText(String text) {
        outbox.heard();
        actions.take(this, text);
    }

    /** Nothing of this protocol is binary. */
    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        offer(RemoteFrames.error("Text frames only"));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        outbox.heard();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("WebSocket failed", cause);
    }

    @Override
    public void onWebSocketClose(int statusCode, @Nullable String reason, Callback callback) {
        callback.succeed();
        gone();
    }

    /** The socket is closed, or will never be opened. A frame may still be read by another thread. */
    @Override
    public void gone() {
        outbox.closed();
        Set<String> left;
        synchronized (names) {
            deaf = true;
            left = Set.copyOf(names);
            names.clear();
        }
        pages.unsubscribe(this, left);
        atClose.run();
    }

    /** Returns whether the page listens to the name now: not if it, or the room, listens to as many as it may. */
    boolean subscribe(String name) {
        synchronized (names) {
            if (names.contains(name)) {
                return true;
            } else if (deaf || names.size() >= limits.subscriptions() || !pages.subscribe(this, name)) {
                return false;
            }
            return names.add(name);
        }
    }

    void unsubscribe(String name) {
        synchronized (names) {
            if (names.remove(name)) {
                pages.unsubscribe(this, Set.of(name));
            }
        }
    }

    /**
     * Queues a frame and returns at once; a page that does not keep up is closed. Called under the room's lock.
     *
     * @return whether it will be written, as far as that is known
     */
    boolean offer(String frame) {
        return outbox.offer(frame);
    }

    /** Ends this page on the hub's part; it knocks again by itself. */
    @Override
    public void end(CloseReason reason) {
        outbox.end(reason);
    }
}
