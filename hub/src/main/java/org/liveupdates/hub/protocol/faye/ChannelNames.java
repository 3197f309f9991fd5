package org.liveupdates.hub.protocol.faye;

import java.util.regex.Pattern;

/** The grammar of channel names, Bayeux 2.1 as Faye reads it. */
final class ChannelNames {
    /** Every prefix of a name is looked at for wildcards, so a name's cost grows with the square of its length. */
    private static final int MAX_LENGTH = 256;

    private static final String SEGMENT = "/[a-zA-Z0-9\\-_!~()$@]+";
    private static final Pattern NAME = Pattern.compile("(?:" + SEGMENT + ")+");
    private static final Pattern PATTERN = Pattern.compile("(?:" + SEGMENT + ")*(?:/\\*{1,2})?");

    private ChannelNames() {}

    /** Whether one may publish to it: no wildcard. */
    static boolean isName(String text) {
        return text.length() <= MAX_LENGTH && NAME.matcher(text).matches();
    }

    /** Whether one may subscribe to it: a name or a wildcard at the end. */
    static boolean isPattern(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && PATTERN.matcher(text).matches();
    }

    /** {@code /meta} and all below it: the protocol's own. */
    static boolean isMeta(String text) {
        return text.equals("/meta") || text.startsWith("/meta/");
    }

    /** {@code /service} and all below it: between one session and the server, so nobody can subscribe. */
    static boolean isService(String text) {
        return text.equals("/service") || text.startsWith("/service/");
    }
}
