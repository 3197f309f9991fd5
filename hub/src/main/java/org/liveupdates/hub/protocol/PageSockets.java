package org.liveupdates.hub.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.auth.Credentials;
import org.liveupdates.hub.auth.Principal;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.CloseReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the WebSockets of a protocol whose messages are text frames, and sees to it that nothing is left behind of any. */
public final class PageSockets {
    private static final Logger LOG = LoggerFactory.getLogger(PageSockets.class);

    private final Server server;
    private final Authenticator authenticator;
    private final Limits limits;
    private final Duration pingPeriod;
    private final ServerWebSocketContainer sockets;

    /** One page's socket. */
    public interface Page extends Session.Listener {
        /** Ends it on the hub's part. Called on any thread. */
        void end(CloseReason reason);

        /** Runs when the socket is closed, whoever closed it. */
        void atClose(Runnable task);

        /** The socket is closed, or will never be opened. */
        void gone();
    }

    /** @param pingPeriod between pings, as {@link Outbox} sends them */
    public PageSockets(Server server, Authenticator authenticator, Limits limits, Duration pingPeriod) {
        this.server = server;
        this.authenticator = authenticator;
        this.limits = limits;
        this.pingPeriod = pingPeriod;
        sockets = ServerWebSocketContainer.ensure(server);
        sockets.setMaxTextMessageSize(limits.messageBytes());
        sockets.setMaxBinaryMessageSize(limits.messageBytes());
        sockets.setMaxFrameSize(limits.messageBytes());
        sockets.setIdleTimeout(pingPeriod.multipliedBy(Outbox.PATIENCE + 2)); // the pings find out before
    }

    /**
     * Tells who a page is, at once when it is known, else on the pool: the thread that brings the answer may be the only timer.
     */
    public void identify(Credentials credentials, Callback callback, Consumer<Optional<Principal>> then) {
        CompletableFuture<Optional<Principal>> who =
                authenticator.page(credentials).toCompletableFuture();
        Executor executor = who.isDone() ? Runnable::run : server.getThreadPool();
        who.thenAcceptAsync(then, executor).exceptionally(failure -> {
            callback.failed(failure);
            return null;
        });
    }

    /** What will wait to be written to a page that comes. */
    public Outbox outbox() {
        return new Outbox(limits, pingPeriod, server.getThreadPool(), server.getScheduler());
    }

    /**
     * Makes the request the page's socket, and lets the authenticator watch its principal.
     *
     * @param leave counts the page no more; whether it was counted
     * @return whether; when not, the page is gone and the request has still to be answered
     */
    public boolean open(
            Page page,
            BooleanSupplier leave,
            Credentials credentials,
            Principal principal,
            Request request,
            Response response,
            Callback callback) {
        AutoCloseable watch = authenticator.watch(credentials, principal, () -> page.end(CloseReason.UNAUTHORIZED));
        page.atClose(() -> {
            if (leave.getAsBoolean()) {
                close(watch);
            }
        });
        Callback opened = Callback.from(callback::succeeded, failure -> {
            page.gone(); // its connection was closed while it was decided about
            callback.failed(failure);
        });
        boolean upgraded = false;
        try {
            upgraded = sockets.upgrade(
                    (asked, answer, done) -> {
                        answer.setExtensions(List.of()); // to compress triples the cost of a delivery
                        return page;
                    },
                    request,
                    response,
                    opened);
        } catch (HttpException.RuntimeException malformed) {
            LOG.debug("Malformed upgrade", malformed);
        } finally {
            if (!upgraded) {
                page.gone();
            }
        }
        return upgraded;
    }

    private static void close(AutoCloseable watch) {
        try {
            watch.close();
        } catch (Exception never) {
            throw new IllegalStateException(never);
        }
    }
}
