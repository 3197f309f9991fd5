package org.liveupdates.hub.protocol.faye;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Promise;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.server.CometDRequest;
import org.cometd.server.HttpException;
import org.cometd.server.ServerSessionImpl;
import org.cometd.server.http.AbstractHttpScheduler;
import org.cometd.server.http.TransportContext;
import org.jspecify.annotations.Nullable;

/**
 * What the transports have in common that hold a {@code /meta/connect} until there is something to say (Bayeux 6.1, 6.2).
 *
 * <p>Updates go out in answers to {@code /meta/connect} only. In the answer to a publish, which travels on another
 * connection, they could overtake one another.
 */
abstract class PollingTransport extends OfferedTransport {
    private final FayeBayeux bayeux;

    PollingTransport(FayeBayeux bayeux, String name) {
        super(bayeux, name);
        this.bayeux = bayeux;
    }

    /** The messages of a request. */
    interface Batch {
        List<ServerMessage.Mutable> read() throws BadBatch;
    }

    @Override
    public void init() {
        super.init();
        setMetaConnectDeliveryOnly(true);
    }

    /** Reads and handles the messages of a request, and answers it. */
    final void handle(Exchange exchange, Batch source) {
        Promise<Void> answered = Promise.from(exchange::succeed, failure -> exchange.fail(named(failure)));
        TransportContext context = new TransportContext(exchange.context(), exchange, exchange, answered);
        try {
            List<ServerMessage.Mutable> batch = source.read();
            if (batch.isEmpty()) {
                write(context, List.of());
            } else if (batch.size() > 1
                    && batch.stream().anyMatch(m -> Channel.META_HANDSHAKE.equals(m.getChannel()))) {
                throw BadBatch.malformed("Bad request: a handshake must be the only message");
            } else if (bayeux.getSession(batch.get(0).getClientId()) instanceof FayeSession session) {
                session.order().run(batch, bayeux.getScheduler(), () -> handle(context, batch));
            } else {
                handle(context, batch);
            }
        } catch (BadBatch x) {
            context.promise().fail(new HttpException(x.isTooLarge() ? 413 : 400, x));
        }
    }

    private static Throwable named(Throwable failure) {
        return failure instanceof SchedulerCancelledException ? new HttpException(Exchange.REPLACED, failure) : failure;
    }

    private void handle(TransportContext context, List<ServerMessage.Mutable> batch) {
        try {
            processMessages(context, batch);
        } catch (RuntimeException x) {
            context.promise().fail(x);
        }
    }

    /** Sets an answer's headers and returns what stands before its array of messages. */
    abstract String head(Exchange exchange);

    /** What stands behind an answer's array of messages. */
    abstract String tail();

    /** In one piece: CometD's own way takes a step of its own for every message, bracket and comma. */
    @Override
    protected void write(TransportContext context, List<ServerMessage> messages) {
        Exchange exchange = (Exchange) context.response();
        exchange.addHeader("Cache-Control", "no-cache, no-store");
        exchange.addHeader("X-Content-Type-Options", "nosniff");
        ByteArrayOutputStream body = new ByteArrayOutputStream(512);
        body.writeBytes(head(exchange).getBytes(StandardCharsets.UTF_8));
        byte separator = '[';
        for (ServerMessage message : messages) {
            body.write(separator);
            body.writeBytes(toJSONBytes(message));
            separator = ',';
        }
        for (ServerMessage.Mutable reply : context.replies()) {
            bayeux.freeze(reply);
            body.write(separator);
            body.writeBytes(toJSONBytes(reply));
            separator = ',';
        }
        body.writeBytes((separator == '[' ? "[]" : "]").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(tail().getBytes(StandardCharsets.UTF_8));
        if (context.scheduleExpiration()) {
            scheduleExpiration(context.session(), context.metaConnectCycle());
        }
        exchange.send(body);
    }

    @Override
    protected @Nullable Collection<ServerSessionImpl> findCurrentSessions(CometDRequest request) {
        return null;
    }

    @Override
    protected @Nullable String findBrowserId(TransportContext context) {
        return null;
    }

    /** No cookie: the client id alone names a session, so pages of other sites and scripts without cookies work. */
    @Override
    protected String setBrowserId(TransportContext context) {
        return context.session().getId();
    }

    /** Answers on a thread of the pool: who publishes must not write to everybody else while holding the room's lock. */
    @Override
    protected HttpScheduler newHttpScheduler(
            TransportContext context, Promise<Void> promise, ServerMessage.Mutable reply, long timeout) {
        return new AbstractHttpScheduler(this, context, promise, reply, timeout) {
            @Override
            protected void dispatch(boolean timedOut) {
                bayeux.execute(() -> {
                    context.session().notifyResumed(getMessage(), timedOut);
                    getPromise().succeed(null);
                });
            }
        };
    }
}
