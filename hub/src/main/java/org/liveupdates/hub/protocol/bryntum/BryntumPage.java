package org.liveupdates.hub.protocol.bryntum;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.core.CloseReason;
import org.liveupdates.hub.protocol.Outbox;
import org.liveupdates.hub.protocol.PageSockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page's WebSocket. The next message is asked for when the one before is done, so that nothing overtakes a login. Public, as
 * its methods are, for Jetty's method handles to reach it.
 */
public final class BryntumPage implements PageSockets.Page, Line {
    private static final Logger LOG = LoggerFactory.getLogger(BryntumPage.class);

    private final Commands commands;
    private final Outbox outbox;
    private final BryntumWire wire;
    private final BryntumSession session;
    private volatile @Nullable Session socket;
    private volatile Runnable atClose = () -> {};

    /**
     * A page whose socket is not open yet.
     *
     * @param client unique among those connected
     * @param source address of the client; empty when not known
     */
    BryntumPage(Commands commands, BryntumWire wire, Outbox outbox, String client, String source, Principal principal) {
        this.commands = commands;
        this.wire = wire;
        this.outbox = outbox;
        this.session = new BryntumSession(client, source, principal, this);
    }

    @Override
    public void atClose(Runnable task) {
        atClose = task;
    }

    @Override
    public void send(String text) {
        outbox.offer(text);
    }

    @Override
    public void send(List<String> texts) {
        outbox.offer(texts);
    }

    @Override
    public void finish(CloseReason reason) {
        outbox.finish(reason);
    }

    /** Ends it at once. */
    @Override
    public void end(CloseReason reason) {
        outbox.end(reason);
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        socket = opened;
        outbox.open(opened);
        opened.demand();
    }

    @Override
    public void onWebSocketText(String text) {
        outbox.heard();
        commands.take(session, text).whenComplete((done, never) -> demand());
    }

    /** Nothing of this protocol is binary. */
    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        send(wire.error("Text frames only"));
        demand();
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        outbox.heard();
        demand();
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

    /** The socket is closed, or will never be opened. */
    @Override
    public void gone() {
        outbox.closed();
        commands.left(session);
        atClose.run();
    }

    private void demand() {
        Objects.requireNonNull(socket).demand(); // also of one that ends: the other side's farewell is a frame
    }
}
