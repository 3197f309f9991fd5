package org.liveupdates.hub.protocol.faye;

import java.util.Map;
import org.cometd.bayeux.Promise;
import org.cometd.bayeux.server.ServerChannel;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.server.AbstractServerTransport;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.Hub;
import org.liveupdates.hub.core.Sink;
import org.liveupdates.hub.core.Update;
import org.liveupdates.hub.protocol.Protocol;

/** The old pages' protocol: one Bayeux server, answered at every path, and the sink that its pages are. */
public final class FayeProtocol implements Protocol, Sink {
    /** Name in {@link org.liveupdates.hub.core.Origin}. */
    public static final String NAME = "faye";

    private final HubConfig config;
    private final FayeBayeux bayeux;
    private final FayeWire wire;
    private @Nullable WebSocketTransport sockets;

    /**
     * @param room the room whose pages these are
     * @param authenticator who they are
     */
    public FayeProtocol(HubConfig config, Hub hub, String room, Authenticator authenticator) {
        this.config = config;
        this.bayeux = new FayeBayeux(config, Publishing.relayChannels(config), new Admittance(authenticator, room));
        this.wire = new FayeWire(config, room);
        bayeux.publishTo(new Publishing(bayeux, hub, room, config, wire));
    }

    /** One handler, which takes every request and upgrade that no other protocol has claimed. */
    @Override
    public Map<String, Handler> handlers(Server server) {
        return Map.of("", handler(server));
    }

    private Handler handler(Server server) {
        ServletContextHandler context = new ServletContextHandler("/");
        FayeMessages messages = new FayeMessages(config.limits());
        PostTransport post = new PostTransport(bayeux, messages);
        CallbackPolling jsonp = new CallbackPolling(bayeux, messages);
        configure(context.getContext(), messages);
        WebSocketTransport webSocket = new WebSocketTransport(bayeux, messages);
        sockets = webSocket;
        bayeux.setTransports(
                webSocket,
                post,
                new OfferedTransport(bayeux, "cross-origin-long-polling"),
                new OfferedTransport(bayeux, "eventsource"),
                jsonp);
        bayeux.setExecutor(server.getThreadPool());
        context.setErrorHandler(server.getErrorHandler());
        context.insertHandler(WebSocketUpgradeHandler.from(
                server,
                context,
                container -> container.setMaxFrameSize(config.limits().messageBytes())));
        ServletHolder holder = new ServletHolder(
                new BayeuxServlet(bayeux, post, jsonp, config.hold().toMillis()));
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        context.addServlet(holder, "/*");
        return context;
    }

    private void configure(Context context, FayeMessages messages) {
        long hold = config.hold().toMillis();
        bayeux.setOption(Context.class.getName(), context);
        bayeux.setOption(AbstractServerTransport.JSON_CONTEXT_OPTION, messages);
        bayeux.setOption(AbstractServerTransport.TIMEOUT_OPTION, hold);
        bayeux.setOption(
                AbstractServerTransport.MAX_INTERVAL_OPTION,
                config.sessionTimeout().toMillis());
        // A held connect keeps its session, also when another socket has taken its place and it will not be answered.
        bayeux.setOption(
                AbstractServerTransport.MAX_PROCESSING_OPTION,
                hold + config.sessionTimeout().toMillis());
        bayeux.setOption(
                AbstractServerTransport.MAX_MESSAGE_SIZE_OPTION, config.limits().messageBytes());
        bayeux.setOption("validateMessageFields", false); // checked as Faye does, in MetaChecks and Publishing
        bayeux.setOption("trustClientSession", true);
        bayeux.setOption("maxSessionsPerBrowser", -1); // else a second tab is not held
        bayeux.setOption("ws.cometdURLMapping", "/*");
        bayeux.setOption("ws.idleTimeout", 3 * hold); // a page sends /meta/connect once per hold
        bayeux.setOption("ws.messagesPerFrame", 32);
        bayeux.setOption("ws.enableExtension.permessage-deflate", false); // triples the cost of a delivery
    }

    /** Polls and event streams end with their transports; a page on a WebSocket would see a broken connection. */
    @Override
    public void close() {
        if (sockets != null) {
            sockets.sayGoodbye();
        }
    }

    @Override
    public int deliver(Update update) {
        if (update.origin().protocol().equals(NAME)) {
            FayeSession sender = update.origin().sender() instanceof FayeSession session ? session : null;
            return deliver(sender, update.channel(), update.json());
        }
        ServerChannel listeners = bayeux.getChannel(Publishing.UPDATES);
        if (listeners == null || listeners.getSubscribers().isEmpty()) {
            return 0; // not worth writing
        }
        int pages = 0;
        for (String json : wire.write(update.changes())) {
            pages = Math.max(pages, deliver(null, Publishing.UPDATES, json));
        }
        return pages;
    }

    private int deliver(@Nullable FayeSession sender, String channel, String json) {
        ServerMessage.Mutable message = bayeux.newMessage();
        message.setData(new JsonText(json));
        ServerChannel target = bayeux.createChannelIfAbsent(channel).getReference();
        target.publish(sender, message, Promise.noop());
        return target.getSubscribers().size();
    }
}
