package org.liveupdates.hub.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that name machines, sites and pages. Nothing here asks a name server: reading settings must not wait. */
final class Addresses {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");
    private static final Pattern BLOCK = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");
    private static final Pattern ORIGIN =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

    private Addresses() {}

    static String host(String text) throws WrongValue {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (literal(bare).isEmpty() && !NAME.matcher(bare).matches()) {
            throw new WrongValue(text, "is not a host: write an address or a name alone, such as 127.0.0.1 or 0.0.0.0");
        }
        return bare;
    }

    /** Whether only programs of this machine reach the host. A name other than localhost counts as reachable. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    static URI publicUrl(String text) throws WrongValue {
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            String host = url.getHost();
            boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            if (host != null && plain && url.getPort() <= 65535 && scheme.matches("https?")) {
                String path = url.getPath().replaceFirst("/+$", "");
                return new URI(scheme, null, host.toLowerCase(Locale.ROOT), url.getPort(), path, null, null);
            }
        } catch (URISyntaxException notEvenAUri) {
            // The sentence below says how it should look.
        }
        throw new WrongValue(text, "is not a site's address: write it as https://example.com");
    }

    /** Address of a service that the hub asks itself; {@code user:password@} would end up in logs. */
    static Optional<URI> service(String text) throws WrongValue {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text);
            boolean plain = url.getRawUserInfo() == null && url.getRawFragment() == null;
            if (url.getHost() != null && plain && url.getPort() <= 65535 && text.matches("(?i)https?:.*")) {
                return Optional.of(url);
            }
        } catch (URISyntaxException notEvenAUri) {
            // The sentence below says how it should look.
        }
        throw new WrongValue(
                text.contains("@") ? "…" : text, "is not an address to ask: write it as http://127.0.0.1:8080/whoami");
    }

    static String origin(String text) throws WrongValue {
        if (text.equals("*") || text.equals("null")) {
            return text;
        }
        Matcher matcher = ORIGIN.matcher(text);
        if (!matcher.matches()) {
            throw new WrongValue(
                    text, "is not an origin: write it as https://example.com (no path), or * for all, or null");
        }
        int port = matcher.group(3) == null ? -1 : Integer.parseInt(matcher.group(3));
        return origin(matcher.group(1), matcher.group(2), port);
    }

    /** An origin as browsers write it: lower case, without the scheme's own port. */
    static String origin(String scheme, String host, int port) {
        String start = (scheme + "://" + host).toLowerCase(Locale.ROOT);
        boolean usual = port < 0
                || port == 80 && scheme.equalsIgnoreCase("http")
                || port == 443 && scheme.equalsIgnoreCase("https");
        return usual ? start : start + ":" + port;
    }

    static String block(String text) throws WrongValue {
        Matcher matcher = BLOCK.matcher(text);
        if (matcher.matches()) {
            Optional<InetAddress> address = literal(matcher.group(1));
            int bits = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
            if (address.isPresent() && bits <= address.get().getAddress().length * 8) {
                return text;
            }
        }
        throw new WrongValue(
                text, "is neither an address nor a block: write it as 10.0.0.7, 10.0.0.0/8, ::1 or fd00::/8");
    }

    private static Optional<InetAddress> literal(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }
}
