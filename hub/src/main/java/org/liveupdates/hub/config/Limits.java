package org.liveupdates.hub.config;

/**
 * Bounds; what goes over one is refused in the protocol's own words.
 *
 * @param messageBytes size of one WebSocket message or HTTP body, in bytes
 * @param nesting how deep the JSON of a message may be nested
 * @param batch messages in one request or frame
 * @param subscriptions channels one session may be subscribed to
 * @param channels channels in all
 * @param sessions sessions in all
 * @param queueMessages undelivered messages of one session
 * @param queueBytes undelivered bytes of one session
 */
public record Limits(
        int messageBytes,
        int nesting,
        int batch,
        int subscriptions,
        int channels,
        int sessions,
        int queueMessages,
        long queueBytes) {}
