package org.liveupdates.hub.protocol.faye;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.server.AbstractServerTransport;
import org.cometd.server.ServerMessageImpl;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A page's {@code EventSource}: updates flow here, while its messages to the hub and a short {@code /meta/connect} once
 * per hold go by POST. One write is under way at a time; what comes meanwhile waits in the session's bounded queue.
 *
 * <p>Guarded by its own lock; called by the container's threads and by whoever publishes.
 */
final class EventStream implements AbstractServerTransport.Scheduler, WriteListener {
    private static final String CONNECTION_TYPE = "eventsource";
    private static final byte[] HEAD = "\r\nretry: 5000\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PING = ":\r\n\r\n".getBytes(StandardCharsets.UTF_8);

    private final FayeBayeux bayeux;
    private final FayeSession session;
    private final AsyncContext request;
    private final ServletOutputStream out;
    private final long pingPeriod;
    private final ServerMessage.Mutable opening = new ServerMessageImpl();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile long cycle;
    private byte @Nullable [] pending = HEAD;
    private boolean writable;
    private boolean closed;
    private Scheduler.@Nullable Task ping;

    /** @param pingPeriod milliseconds between signs of life, for the proxies on the way */
    EventStream(FayeBayeux bayeux, FayeSession session, AsyncContext request, long pingPeriod) throws IOException {
        this.bayeux = bayeux;
        this.session = session;
        this.request = request;
        this.pingPeriod = pingPeriod;
        this.out = ((HttpServletResponse) request.getResponse()).getOutputStream();
        // A /meta/connect would be taken for a held one, and a session that has one is never too long silent.
        opening.setChannel("/" + CONNECTION_TYPE);
    }

    /** Whether this is a {@code /meta/connect} of a page that listens to an event stream. */
    static boolean isConnect(Message message) {
        return Channel.META_CONNECT.equals(message.getChannel())
                && CONNECTION_TYPE.equals(message.get(Message.CONNECTION_TYPE_FIELD));
    }

    /** Begins to write; to be called once. */
    void open() {
        out.setWriteListener(this);
        schedulePing();
        session.open(this);
    }

    /** Makes this stream the way to the page; a {@code /meta/connect} takes that away. Called under the session's lock. */
    void install() {
        cycle = ((AbstractServerTransport) bayeux.getTransport(CONNECTION_TYPE)).newMetaConnectCycle();
        session.setScheduler(this);
    }

    @Override
    public ServerMessage.Mutable getMessage() {
        return opening;
    }

    @Override
    public long getMetaConnectCycle() {
        return cycle;
    }

    @Override
    public void schedule() {
        // On another thread: here the session's lock may be held, for which a write may wait that holds the stream's.
        if (session.isTerminated()) {
            bayeux.execute(this::close);
        } else if (scheduled.compareAndSet(false, true)) {
            bayeux.execute(() -> {
                scheduled.set(false);
                write();
            });
        }
    }

    @Override
    public void destroy() {
        close();
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            writable = true;
        }
        write();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    private synchronized void write() {
        try {
            while (!closed && writable) {
                byte[] bytes = pending != null ? pending : take();
                pending = null;
                if (bytes == null) {
                    return;
                }
                out.write(bytes);
                if (out.isReady()) {
                    out.flush();
                }
                writable = out.isReady();
            }
        } catch (IOException | IllegalStateException x) {
            close();
        }
    }

    private byte @Nullable [] take() {
        List<ServerMessage> messages = session.takeQueue(List.of());
        if (messages.isEmpty()) {
            return null;
        }
        StringBuilder event = new StringBuilder("data: [");
        for (ServerMessage message : messages) {
            bayeux.freeze((ServerMessage.Mutable) message);
            event.append(event.charAt(event.length() - 1) == '[' ? "" : ",");
            event.append(((ServerMessageImpl) message).getJSON());
        }
        return event.append("]\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void schedulePing() {
        ping = bayeux.schedule(this::ping, pingPeriod);
    }

    private void ping() {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (pending == null && writable) {
                pending = PING;
            }
            schedulePing();
        }
        bayeux.execute(this::write);
    }

    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (ping != null) {
                ping.cancel();
            }
        }
        try {
            request.complete();
        } catch (IllegalStateException x) {
            // the container has already completed it after an error
        }
    }
}
