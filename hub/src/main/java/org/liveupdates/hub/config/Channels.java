package org.liveupdates.hub.config;

import java.util.regex.Pattern;

/** Names of Bayeux channels as the protocol allows them. */
public final class Channels {
    private static final String SEGMENT = "/[A-Za-z0-9\\-_!~()$@]+";
    private static final Pattern NAME = Pattern.compile("(" + SEGMENT + ")+");
    private static final Pattern PATTERN = Pattern.compile("(" + SEGMENT + ")*/\\*{1,2}");

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private Channels() {}

    /** Whether pages may publish on it: a full name, neither {@code /meta} nor {@code /service} nor a pattern. */
    public static boolean carriesUpdates(String name) {
        return NAME.matcher(name).matches() && !name.matches("/(meta|service)(/.*)?");
    }

    /** Whether pages may listen to it: like {@link #carriesUpdates}, or ending in {@code /*} or {@code /**}. */
    public static boolean canBeHeard(String name) {
        return carriesUpdates(name)
                || PATTERN.matcher(name).matches() && !name.startsWith("/meta/") && !name.startsWith("/service/");
    }

    /** Segments of a path without a slash at their beginning, such as {@code api/v1}. */
    static String path(String text) throws WrongValue {
        if (!PATH.matcher(text).matches()) {
            throw new WrongValue(text, "is not a path: write it as /live/events");
        }
        return text.substring(1);
    }

    static HubConfig.Relay relay(String text) throws WrongValue {
        int colon = text.indexOf(':');
        String in = colon < 0 ? "" : text.substring(0, colon);
        String out = text.substring(colon + 1);
        if (!carriesUpdates(in) || !carriesUpdates(out)) {
            throw new WrongValue(
                    text, "is not a pair of channels: write /in:/out, without wildcards, /meta and /service");
        }
        if (in.equals(out)) {
            throw new WrongValue(text, "would repeat the channel to itself: name two different channels");
        }
        return new HubConfig.Relay(in, out);
    }
}
