package org.liveupdates.hub.web;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;
import org.liveupdates.hub.config.Access;

/** Which names the hub answers to, and whose pages may talk to it. Pure; safe for use by any thread. */
final class OriginRule {
    /** What a browser writes as an origin (RFC 6454, 6.2), its host as group 1; anything beside that is somebody's trick. */
    private static final Pattern ORIGIN =
            Pattern.compile("[a-z][a-z0-9+.-]*://(\\[[0-9a-f:.]+]|[^\\[\\]/?#@:\\\\,%\\s]+)(?::\\d{1,5})?");

    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+");

    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Set<String> publicHosts = new HashSet<>();
    private final Set<String> allowedOrigins = new HashSet<>();
    private final boolean allowAll;

    OriginRule(Access access) {
        for (URI url : access.publicUrls()) {
            publicHosts.add(canonical(url.getHost()));
        }
        for (String origin : access.allowedOrigins()) {
            allowedOrigins.add(origin.toLowerCase(Locale.ROOT));
        }
        allowAll = allowedOrigins.contains("*");
    }

    /**
     * Whether the hub answers for this name: a loopback name, an address, or a public url's host. Any other name points here
     * because somebody made it do so (DNS rebinding).
     *
     * @param host without port, null when the request names none (HTTP/1.0; no browser)
     */
    boolean knowsHost(@Nullable String host) {
        if (host == null || host.isEmpty()) {
            return true;
        }
        String name = canonical(host);
        return isLoopbackName(name) || isAddress(name) || publicHosts.contains(name);
    }

    /** Whether a page of this origin may talk to the hub at this host; scheme and port do not count. */
    boolean allows(String origin, @Nullable String host) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (allowAll || allowedOrigins.contains(lower)) {
            return true;
        }
        String name = hostOf(lower);
        return name != null
                && (isLoopback(name) || publicHosts.contains(name) || (host != null && name.equals(canonical(host))));
    }

    /** Whether pages of every origin may talk to the hub. */
    boolean allowsAll() {
        return allowAll;
    }

    /** {@code scheme://host[:port]} of a URL, null when it has none. */
    static @Nullable String originOf(String url) {
        Matcher matcher = AUTHORITY.matcher(url);
        return matcher.lookingAt() ? matcher.group() : null;
    }

    private static @Nullable String hostOf(String origin) {
        Matcher matcher = ORIGIN.matcher(origin);
        return matcher.matches() ? canonical(matcher.group(1)) : null;
    }

    private static String canonical(String host) {
        String name = HostPort.normalizeHost(host).toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isLoopbackName(String name) {
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    private static boolean isLoopback(String name) {
        return isLoopbackName(name)
                || (name.startsWith("127.") && isAddress(name))
                || List.of("::1", "0:0:0:0:0:0:0:1").contains(name);
    }

    /** A literal needs no name server, so no name server can lie about it. */
    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || V4.matcher(name).matches();
    }
}
