package org.liveupdates.hub.protocol.faye;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.server.ServerChannel;
import org.cometd.bayeux.server.ServerMessage;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.config.Limits;

/**
 * What must hold before CometD sees a message to {@code /meta/*} (Bayeux 4.1 to 4.5). Where something does not, the reply
 * is made here, as Faye makes it.
 */
final class MetaChecks {
    private static final List<String> CONNECTION_TYPES = List.of(
            "long-polling", "cross-origin-long-polling", "callback-polling", "websocket", "eventsource", "in-process");

    private final FayeBayeux bayeux;
    private final Limits limits;
    private final long hold;

    MetaChecks(FayeBayeux bayeux, HubConfig config) {
        this.bayeux = bayeux;
        this.limits = config.limits();
        this.hold = config.hold().toMillis();
    }

    /**
     * Whether the message is answered without CometD; its reply is then associated with it.
     *
     * @param session the session that the message names, null when there is none
     */
    boolean refuses(@Nullable FayeSession session, ServerMessage.Mutable message, String channel) {
        return switch (channel) {
            case Channel.META_HANDSHAKE -> handshake(known(session), message);
            case Channel.META_CONNECT -> unknown(session, message, this::refuseConnect) || connect(message);
            case Channel.META_SUBSCRIBE ->
                unknown(session, message, this::refuseSubscription) || subscribe(known(session), message);
            case Channel.META_UNSUBSCRIBE ->
                unknown(session, message, this::refuseSubscription) || unsubscribe(known(session), message);
            case Channel.META_DISCONNECT -> unknown(session, message, this::refuse);
            default -> refuse(message, FayeError.FORBIDDEN_CHANNEL, channel);
        };
    }

    private boolean handshake(FayeSession session, ServerMessage.Mutable message) {
        Object types = message.get(Message.SUPPORTED_CONNECTION_TYPES_FIELD);
        if (types == null) {
            return refuseHandshake(message, FayeError.MISSING, Message.SUPPORTED_CONNECTION_TYPES_FIELD);
        } else if (message.get(Message.VERSION_FIELD) == null) {
            return refuseHandshake(message, FayeError.MISSING, Message.VERSION_FIELD);
        } else if (!(types instanceof Collection<?> offered)) {
            return refuseHandshake(message, FayeError.CONNECTION_TYPE, types.toString());
        } else if (offered.stream().noneMatch(it -> it != null && CONNECTION_TYPES.contains(it))) {
            return refuseHandshake(message, FayeError.CONNECTION_TYPE, join(offered));
        } else if (bayeux.sessionCount() >= limits.sessions()) {
            return refuseHandshake(message, FayeError.TOO_MANY_SESSIONS, "");
        }
        if (message.containsKey(Message.MIN_VERSION_FIELD)) {
            session.order().countInBaseTen(); // as CometD's clients do, which send this; Faye's do neither
        }
        return false;
    }

    private boolean connect(ServerMessage.Mutable message) {
        Object type = message.get(Message.CONNECTION_TYPE_FIELD);
        if (type == null) {
            return refuseConnect(message, FayeError.MISSING, Message.CONNECTION_TYPE_FIELD);
        } else if (!CONNECTION_TYPES.contains(type)) {
            return refuseConnect(message, FayeError.CONNECTION_TYPE, type.toString());
        }
        Map<String, Object> advice = message.getAdvice(EventStream.isConnect(message));
        if (advice != null) {
            clamp(advice, Message.TIMEOUT_FIELD, hold);
            clamp(advice, Message.INTERVAL_FIELD, hold);
            if (EventStream.isConnect(message)) {
                advice.put(Message.TIMEOUT_FIELD, 0L);
                advice.put(Message.INTERVAL_FIELD, hold);
            }
        }
        return false;
    }

    /** A client may ask for less than the hub's own hold, never for more. */
    private static void clamp(Map<String, Object> advice, String field, long most) {
        if (advice.get(field) instanceof Number number) {
            advice.put(field, Math.max(0, Math.min(most, number.longValue())));
        } else {
            advice.remove(field);
        }
    }

    private boolean subscribe(FayeSession session, ServerMessage.Mutable message) {
        List<String> channels = channels(message);
        if (channels == null) {
            return true;
        }
        Set<ServerChannel> subscribed = session.getSubscriptions();
        long fresh = channels.stream()
                .filter(name -> bayeux.getChannel(name) == null)
                .count();
        if (subscribed.size() + channels.size() > limits.subscriptions()
                && subscribed.size() + countNew(subscribed, channels) > limits.subscriptions()) {
            return refuseSubscription(message, FayeError.TOO_MANY_SUBSCRIPTIONS, channels.get(0));
        } else if (bayeux.channelCount() + fresh > limits.channels()) {
            return refuseSubscription(message, FayeError.TOO_MANY_CHANNELS, channels.get(0));
        } else if (channels.isEmpty()) {
            return answer(message);
        }
        return false;
    }

    private static long countNew(Set<ServerChannel> subscribed, List<String> channels) {
        Set<String> names = new HashSet<>(channels);
        subscribed.forEach(channel -> names.remove(channel.getId()));
        return names.size();
    }

    /** Answered here throughout: Faye also confirms what was never subscribed. */
    private boolean unsubscribe(FayeSession session, ServerMessage.Mutable message) {
        List<String> channels = channels(message);
        if (channels == null) {
            return true;
        }
        for (String name : channels) {
            ServerChannel channel = bayeux.getChannel(name);
            if (channel != null) {
                channel.unsubscribe(session);
            }
        }
        return answer(message);
    }

    /** The channels of a subscription, or null when the message has been refused because of them. */
    private @Nullable List<String> channels(ServerMessage.Mutable message) {
        Object field = message.get(Message.SUBSCRIPTION_FIELD);
        if (field == null || field.equals("")) {
            message.remove(Message.SUBSCRIPTION_FIELD);
            refuseSubscription(message, FayeError.MISSING, Message.SUBSCRIPTION_FIELD);
            return null;
        }
        List<?> channels = field instanceof List<?> list ? list : List.of(field);
        for (Object channel : channels) {
            String name = String.valueOf(channel);
            FayeError error = null;
            if (!(channel instanceof String) || !ChannelNames.isPattern(name)) {
                error = FayeError.INVALID_CHANNEL;
            } else if (ChannelNames.isMeta(name) || ChannelNames.isService(name)) {
                error = FayeError.FORBIDDEN_CHANNEL;
            }
            if (error != null) {
                refuseSubscription(message, error, name);
                return null;
            }
        }
        return channels.stream().map(String::valueOf).toList();
    }

    private static boolean unknown(@Nullable FayeSession session, ServerMessage.Mutable message, Refusal refusal) {
        if (session != null) {
            return false;
        }
        String clientId = message.getClientId();
        return clientId == null
                ? refusal.refuse(message, FayeError.MISSING, Message.CLIENT_ID_FIELD)
                : refusal.refuse(message, FayeError.UNKNOWN_CLIENT, clientId);
    }

    private static FayeSession known(@Nullable FayeSession session) {
        return Objects.requireNonNull(session);
    }

    private boolean answer(ServerMessage.Mutable message) {
        bayeux.createReply(message).setSuccessful(true);
        return true;
    }

    private boolean refuse(ServerMessage.Mutable message, FayeError error, String params) {
        error.on(bayeux.createReply(message), params);
        return true;
    }

    private boolean refuseHandshake(ServerMessage.Mutable message, FayeError error, String params) {
        ServerMessage.Mutable reply = bayeux.createReply(message);
        reply.put(Message.VERSION_FIELD, "1.0");
        reply.put(Message.SUPPORTED_CONNECTION_TYPES_FIELD, CONNECTION_TYPES);
        error.andHandshake(reply, params);
        return true;
    }

    private boolean refuseSubscription(ServerMessage.Mutable message, FayeError error, String params) {
        ServerMessage.Mutable reply = bayeux.createReply(message);
        if (message.getClientId() != null) {
            reply.setClientId(message.getClientId());
        }
        reply.putIfAbsent(Message.SUBSCRIPTION_FIELD, List.of());
        error.on(reply, params);
        return true;
    }

    private boolean refuseConnect(ServerMessage.Mutable message, FayeError error, String params) {
        error.andHandshake(bayeux.createReply(message), params);
        return true;
    }

    private static String join(Collection<?> types) {
        return types.stream().limit(8).map(String::valueOf).collect(Collectors.joining(","));
    }

    /** A refusal with what Faye says beside it on a certain channel. */
    private interface Refusal {
        boolean refuse(ServerMessage.Mutable message, FayeError error, String params);
    }
}
