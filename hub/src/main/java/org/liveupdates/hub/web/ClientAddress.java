package org.liveupdates.hub.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Whose request it is when proxies stand in between: going back from the peer, the first address that is not a trusted
 * proxy's. What stands left of that anybody could have written.
 */
final class ClientAddress {
    private final List<AddressBlock> trusted;

    ClientAddress(List<String> trustedProxies) {
        trusted = trustedProxies.stream().map(AddressBlock::parse).toList();
    }

    /** The client's address as text for logs, {@code unknown} when a trusted proxy does not say. */
    String of(Request request) {
        if (!(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer)) {
            return "unknown";
        }
        InetAddress address = peer.getAddress();
        if (!isTrusted(address)) {
            return address.getHostAddress();
        }
        List<String> hops = hops(request.getHeaders());
        if (hops.isEmpty()) {
            return address.getHostAddress(); // asked directly, or by a proxy that names nobody
        }
        for (int i = hops.size() - 1; i >= 0; i--) {
            InetAddress hop = AddressBlock.address(hops.get(i));
            if (hop == null) {
                return "unknown";
            } else if (!isTrusted(hop) || i == 0) {
                return hop.getHostAddress();
            }
        }
        return "unknown";
    }

    private boolean isTrusted(@Nullable InetAddress address) {
        return address != null && trusted.stream().anyMatch(block -> block.contains(address));
    }

    /** {@code Forwarded} (RFC 7239) where there is one, else {@code X-Forwarded-For}; leftmost is farthest. */
    private static List<String> hops(HttpFields headers) {
        List<String> hops = new ArrayList<>();
        for (String element : headers.getCSV("Forwarded", true)) {
            for (String pair : element.split(";")) {
                String parameter = pair.strip();
                if (parameter.toLowerCase(Locale.ROOT).startsWith("for=")) {
                    hops.add(withoutPort(parameter.substring(4).replace("\"", "")));
                }
            }
        }
        if (hops.isEmpty()) {
            for (String address : headers.getCSV("X-Forwarded-For", false)) {
                hops.add(withoutPort(address.strip()));
            }
        }
        return hops;
    }

    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? node : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon > 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }
}
