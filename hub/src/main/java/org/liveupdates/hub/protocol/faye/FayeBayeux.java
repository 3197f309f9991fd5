package org.liveupdates.hub.protocol.faye;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.Promise;
import org.cometd.bayeux.server.BayeuxServer;
import org.cometd.bayeux.server.ConfigurableServerChannel;
import org.cometd.bayeux.server.ServerChannel;
import org.cometd.bayeux.server.ServerMessage;
import org.cometd.bayeux.server.ServerSession;
import org.cometd.server.BayeuxServerImpl;
import org.cometd.server.ServerSessionImpl;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.CloseReason;

/**
 * CometD's server with the answers of Faye. Every message of every transport passes {@link #handle}; what CometD would
 * answer differently is answered here, the rest is left to it.
 */
final class FayeBayeux extends BayeuxServerImpl {
    private final HubConfig config;
    private final Admittance admittance;
    private final MetaChecks checks;
    private final Set<String> relayChannels;
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger channels = new AtomicInteger();
    private @Nullable Publishing publishing;

    /**
     * @param relayChannels channels whose publisher does not hear itself
     * @param admittance who comes in
     */
    FayeBayeux(HubConfig config, Set<String> relayChannels, Admittance admittance) {
        this.admittance = admittance;
        this.config = config;
        this.relayChannels = relayChannels;
        this.checks = new MetaChecks(this, config);
        addListener(new Count());
    }

    /** Ends what is held or open, before a stop: polls, sockets and event streams. */
    void endAll() {
        getSessions().forEach(session -> ((FayeSession) session).destroyScheduler());
    }

    /** Sessions that are alive. */
    int sessionCount() {
        return sessions.get();
    }

    /** Channels that somebody is subscribed to or has just published to. */
    int channelCount() {
        return channels.get();
    }

    /** Where messages go that are not the protocol's own. */
    void publishTo(Publishing target) {
        publishing = target;
    }

    boolean isSilentForSender(String channel) {
        return !config.echo() && relayChannels.contains(channel);
    }

    /** The relay's channels are there from the start, so that nobody can use up the place that they need. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        for (String channel : relayChannels) {
            createChannelIfAbsent(channel, it -> it.setPersistent(true));
        }
    }

    @Override
    public ServerSessionImpl newServerSession() {
        return new FayeSession(this, config.limits());
    }

    @Override
    public void handle(
            @Nullable ServerSessionImpl session,
            ServerMessage.Mutable message,
            Promise<ServerMessage.Mutable> promise) {
        FayeSession named = named(session, message);
        String channel = message.getChannel();
        if (channel == null || !ChannelNames.isMeta(channel)) {
            ServerMessage.Mutable reply = createReply(message);
            if (admittance.mayPublish(named, message)) {
                publish(named, message, reply);
            } else {
                refusePublish(named, message, reply);
            }
            promise.succeed(reply);
        } else if (Channel.META_SUBSCRIBE.equals(channel) && named == null && !admittance.isOpen()) {
            ServerMessage.Mutable reply = createReply(message);
            FayeError.FORBIDDEN.andHandshake(reply, "");
            promise.succeed(reply);
        } else if (checks.refuses(named, message, channel)) {
            if (named != null) {
                named.cancelExpiration(false); // a sign of life all the same
            }
            promise.succeed(message.getAssociated());
        } else if (Channel.META_HANDSHAKE.equals(channel) && named != null) {
            handshake(named, message, promise);
        } else {
            super.handle(session, message, promise);
        }
        if (named != null && named == session) {
            // Not in the turn of another session: two batches that each name both would lock each other out.
            named.order().saw(message.getId());
        }
    }

    /** The session that the message names; it need not be the one that the connection was opened for. */
    private @Nullable FayeSession named(@Nullable ServerSessionImpl session, ServerMessage.Mutable message) {
        if (Channel.META_HANDSHAKE.equals(message.getChannel())) {
            return (FayeSession) session;
        }
        return (FayeSession) getSession(message.getClientId());
    }

    /** Asks first who it is; CometD sees the handshake of those only who may come in. */
    private void handshake(FayeSession session, ServerMessage.Mutable message, Promise<ServerMessage.Mutable> promise) {
        admittance.admit(session, message, this::execute, admitted -> {
            if (admitted) {
                super.handle(session, message, promise);
            } else {
                ServerMessage.Mutable reply = createReply(message);
                FayeError.keepOut(reply);
                session.endConnection(); // the next attempt may show something else
                promise.succeed(reply);
            }
        });
    }

    private void refusePublish(@Nullable FayeSession from, ServerMessage.Mutable message, ServerMessage.Mutable reply) {
        if (message.getClientId() != null) {
            reply.setClientId(message.getClientId());
        }
        if (from == null && message.getClientId() != null) {
            FayeError.FORBIDDEN.andHandshake(reply, ""); // perhaps the page of a hub that has been restarted
        } else {
            FayeError.FORBIDDEN.on(reply, "");
        }
        if (from != null) {
            from.cancelExpiration(false);
        }
    }

    private void publish(@Nullable FayeSession from, ServerMessage.Mutable message, ServerMessage.Mutable reply) {
        if (publishing != null) {
            publishing.publish(from, message, reply);
        }
    }

    /** Makes the reply of a message that is answered here; visible for {@link MetaChecks}. */
    @Override
    protected ServerMessage.Mutable createReply(ServerMessage.Mutable message) {
        return super.createReply(message);
    }

    @Override
    protected void unknownSession(ServerMessage.Mutable reply) {
        ServerMessage.Mutable message = reply.getAssociated();
        String clientId = message == null ? null : message.getClientId();
        FayeError.UNKNOWN_CLIENT.andHandshake(reply, clientId == null ? "" : clientId);
    }

    @Override
    public void extendReply(
            ServerSessionImpl sender,
            @Nullable ServerSessionImpl session,
            ServerMessage.@Nullable Mutable reply,
            Promise<ServerMessage.Mutable> promise) {
        if (reply != null && session instanceof FayeSession page) {
            completeReply(page, reply);
        }
        super.extendReply(sender, session, reply, promise);
    }

    private void completeReply(FayeSession session, ServerMessage.Mutable reply) {
        if (reply.isSuccessful() && reply.isMeta()) {
            reply.setClientId(session.getId());
        }
        if (Channel.META_CONNECT.equals(reply.getChannel()) && (session.ended() != null || !reply.isSuccessful())) {
            if (session.ended() == CloseReason.UNAUTHORIZED) {
                FayeError.FORBIDDEN.on(reply, "");
            }
            // After "none" a Faye client never comes back.
            FayeError.adviseHandshake(reply);
        } else if (Channel.META_CONNECT.equals(reply.getChannel()) && session.isTerminated()) {
            // Nor after it has said good-bye itself, even when its page connects again.
            reply.getAdvice(true).put(Message.RECONNECT_FIELD, Message.RECONNECT_RETRY_VALUE);
        }
        ServerMessage.Mutable message = reply.getAssociated();
        if (message != null && EventStream.isConnect(message) && reply.isSuccessful()) {
            // Messages flow in the stream; the connect is only the page's sign of life, once per hold.
            Map<String, Object> advice = reply.getAdvice(true);
            advice.put(Message.RECONNECT_FIELD, Message.RECONNECT_RETRY_VALUE);
            advice.put(Message.INTERVAL_FIELD, config.hold().toMillis());
            advice.put(Message.TIMEOUT_FIELD, 0L);
            session.backToStream();
        }
    }

    private final class Count implements BayeuxServer.SessionListener, BayeuxServer.ChannelListener {
        @Override
        public void sessionAdded(ServerSession session, @Nullable ServerMessage message) {
            sessions.incrementAndGet();
            admittance.watch((FayeSession) session, FayeBayeux.this::execute);
        }

        @Override
        public void sessionRemoved(ServerSession session, @Nullable ServerMessage message, boolean timeout) {
            sessions.decrementAndGet();
            ((FayeSession) session).unwatch();
        }

        @Override
        public void configureChannel(ConfigurableServerChannel channel) {
            // nothing to set up
        }

        @Override
        public void channelAdded(ServerChannel channel) {
            channels.incrementAndGet();
        }

        @Override
        public void channelRemoved(String channelId) {
            channels.decrementAndGet();
        }
    }
}
