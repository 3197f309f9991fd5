package org.liveupdates.hub.protocol.faye;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.Promise;
import org.cometd.bayeux.server.ServerChannel;
import org.cometd.bayeux.server.ServerMessage;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.config.Limits;
import org.liveupdates.hub.core.Change;
import org.liveupdates.hub.core.Hub;
import org.liveupdates.hub.core.Origin;

/**
 * What becomes of a message that a client publishes. One to {@code /broadcast} (or to {@code /update}, which is treated
 * exactly alike) is announced to the hub; one to any other channel goes to that channel's subscribers, as in Faye. Also
 * one to the second channel of a pair that an operator adds: pairs do not lead back.
 *
 * <p>Works with and without a session, since back ends publish by plain HTTP requests without a handshake.
 */
final class Publishing {
    /** Where data processors listen, and the only channel whose messages other protocols' pages hear of. */
    static final String UPDATES = "/update";

    private static final String BROADCAST = "/broadcast";

    /** Characters of a client id that is worth remembering: the hub's own are shorter. */
    private static final int MAX_CLIENT_ID = 64;

    private final FayeBayeux bayeux;
    private final Hub hub;
    private final String room;
    private final Limits limits;
    private final FayeWire wire;
    private final Map<String, Relay> relays = new HashMap<>();
    private final Set<String> outs = new HashSet<>();
    private final RepeatGuard repeats;
    private final ReentrantLock order = new ReentrantLock();

    Publishing(FayeBayeux bayeux, Hub hub, String room, HubConfig config, FayeWire wire) {
        this.bayeux = bayeux;
        this.hub = hub;
        this.room = room;
        this.limits = config.limits();
        this.wire = wire;
        this.repeats = new RepeatGuard(limits.sessions());
        for (Relay relay : relays(config)) {
            relays.put(relay.in(), relay);
            outs.addAll(relay.outs());
        }
        relays.computeIfAbsent(UPDATES, update -> relays.get(BROADCAST));
    }

    /** Every channel whose messages go through the hub. */
    static Set<String> relayChannels(HubConfig config) {
        Set<String> channels = new HashSet<>();
        for (Relay relay : relays(config)) {
            channels.add(relay.in());
            channels.addAll(relay.outs());
        }
        return channels;
    }

    private static List<Relay> relays(HubConfig config) {
        Map<String, Relay> all = new LinkedHashMap<>();
        all.put(BROADCAST, new Relay(BROADCAST, new LinkedHashSet<>(Set.of(UPDATES))));
        config.relays().forEach(pair -> all.computeIfAbsent(pair.in(), in -> new Relay(in, new LinkedHashSet<>()))
                .outs()
                .add(pair.out()));
        return List.copyOf(all.values());
    }

    /**
     * Takes one message and fills in its reply.
     *
     * @param from the session that the message names, null when there is none or the name is forged
     */
    void publish(@Nullable FayeSession from, ServerMessage.Mutable message, ServerMessage.Mutable reply) {
        String channel = message.getChannel();
        if (message.getClientId() != null) {
            reply.setClientId(message.getClientId()); // as it came, also a forged one
        }
        if (!(message.get(Message.DATA_FIELD) instanceof JsonText data)) {
            FayeError.MISSING.on(reply, Message.DATA_FIELD);
        } else if (channel == null || !ChannelNames.isName(channel)) {
            FayeError.INVALID_CHANNEL.on(reply, channel == null ? "" : channel);
        } else {
            if (from != null) {
                from.cancelExpiration(false);
            }
            Relay relay = relays.get(channel);
            String target = relay == null ? channel : relay.in();
            if (ChannelNames.isService(channel)) {
                reply.setSuccessful(true);
            } else if (bayeux.getChannel(target) == null && bayeux.channelCount() >= limits.channels()) {
                FayeError.TOO_MANY_CHANNELS.on(reply, target); // not remembered, since it may be tried again
            } else {
                acceptOnce(message, data, () -> accept(from, target, message, data, relay));
                reply.setSuccessful(true);
            }
        }
    }

    /** Does nothing for a repeat. What fails is not remembered: its repeat is the first that gets through. */
    private void acceptOnce(ServerMessage.Mutable message, JsonText data, Runnable accept) {
        String clientId = message.getClientId();
        String id = message.getId();
        if (clientId == null || id == null || clientId.length() > MAX_CLIENT_ID) {
            accept.run();
            return;
        }
        String content = message.getChannel() + ' ' + data.text();
        if (repeats.isFirst(clientId, id, content)) {
            try {
                accept.run();
            } catch (RuntimeException | Error x) {
                repeats.forget(clientId, id, content);
                throw x;
            }
        }
    }

    private void accept(
            @Nullable FayeSession from,
            String channel,
            ServerMessage.Mutable message,
            JsonText data,
            @Nullable Relay relay) {
        Origin origin = new Origin(FayeProtocol.NAME, from);
        if (relay != null) {
            deliver(from, channel, message);
            relay.outs().forEach(out -> hub.publish(room, out, origin, data.text(), changes(out, data.text())));
        } else if (outs.contains(channel)) {
            // So that all hear it and what is relayed in one order.
            hub.publish(room, channel, origin, data.text(), List.of());
        } else {
            deliver(from, channel, message);
        }
    }

    private List<Change> changes(String channel, String data) {
        return channel.equals(UPDATES) ? wire.read(data) : List.of();
    }

    /** To those who are subscribed to the very channel of the publish. */
    private void deliver(@Nullable FayeSession from, String channel, ServerMessage.Mutable message) {
        ServerMessage.Mutable copy = bayeux.newMessage(message);
        copy.setClientId(null); // a bearer secret
        ServerChannel target = bayeux.createChannelIfAbsent(channel).getReference();
        order.lock(); // or two subscribers might hear two publishers in different orders; only enqueues
        try {
            target.publish(from, copy, Promise.noop());
        } finally {
            order.unlock();
        }
    }

    /** All pairs with the same first channel. */
    private record Relay(String in, Set<String> outs) {}
}
