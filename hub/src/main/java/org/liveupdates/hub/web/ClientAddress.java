package org.liveupdates.hub.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * Whose request it is when proxies stand in between: going back from the peer, the first address that is not a trusted
 * proxy's. What stands left of that anybody could have written.
 */
public final class ClientAddress {
    private static final String UNKNOWN = "unknown";

    private final List<AddressBlock> trusted;

    /** @param trustedProxies addresses or blocks whose word is believed */
    public ClientAddress(List<String> trustedProxies) {
        trusted = trustedProxies.stream().map(AddressBlock::parse).toList();
    }

    /** The client's address as text for logs, {@code unknown} when a trusted proxy does not say. */
    String of(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                ? of(peer.getAddress(), request.getHeaders())
                : UNKNOWN;
    }

    /**
     * Whether the address of a request is a proxy's own, which has not said for whom it asks, or lies on this machine. One that is
     * unknown is none: clients can bring that about, by a header that contradicts the proxy's.
     */
    public boolean isProxy(String address) {
        InetAddress known = AddressBlock.address(address);
        return known != null && (known.isLoopbackAddress() || isTrusted(known));
    }

    /** Whether a proxy that is believed has said for whom it asks; whether it says so in a way that can be read is another question. */
    boolean isTold(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                && isTrusted(peer.getAddress())
                && !(standard(request.getHeaders()).isEmpty()
                        && elements(request.getHeaders(), "X-Forwarded-For").isEmpty());
    }

    /** The same for a request with these headers from this peer. */
    String of(InetAddress peer, HttpFields headers) {
        if (!isTrusted(peer)) {
            return peer.getHostAddress();
        }
        List<String> standard = standard(headers);
        List<String> usual = elements(headers, "X-Forwarded-For");
        if (standard.isEmpty() && usual.isEmpty()) {
            return peer.getHostAddress(); // asked directly, or by a proxy that names nobody
        } else if (standard.isEmpty() || usual.isEmpty()) {
            return client(usual.isEmpty() ? standard : usual);
        }
        // A proxy that writes one of them passes the other on as it came, and so from anybody.
        String client = client(usual);
        return client.equals(client(standard)) ? client : UNKNOWN;
    }

    /** @param hops as they are written, the farthest first */
    private String client(List<String> hops) {
        String client = UNKNOWN;
        for (int i = hops.size() - 1; i >= 0; i--) {
            InetAddress hop = AddressBlock.address(withoutPort(hops.get(i).strip()));
            if (hop == null) {
                return UNKNOWN;
            }
            client = hop.getHostAddress();
            if (!isTrusted(hop)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(block -> block.contains(address));
    }

    /** {@code Forwarded} (RFC 7239): one text for every hop, empty when it does not say for whom. */
    private static List<String> standard(HttpFields headers) {
        List<String> hops = new ArrayList<>();
        for (String element : elements(headers, "Forwarded")) {
            List<String> named = new ArrayList<>();
            for (String pair : element.split(";")) {
                String parameter = pair.strip();
                if (parameter.toLowerCase(Locale.ROOT).startsWith("for=")) {
                    named.add(parameter.substring("for=".length()).replace("\"", ""));
                }
            }
            hops.add(named.size() == 1 ? named.get(0) : "");
        }
        return hops;
    }

    /** Split at every comma, also one within quotes: what comes of that is no address. */
    private static List<String> elements(HttpFields headers, String name) {
        return headers.getValuesList(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .filter(element -> !element.isBlank())
                .toList();
    }

    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? "" : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon > 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }
}
