package org.liveupdates.hub.config;

import java.net.URI;
import java.util.List;

/**
 * Who may connect.
 *
 * @param publicUrls the site's own addresses as browsers see them; a path says where the site shows the hub, and plays
 *     no part in who may connect
 * @param open whether everybody who reaches the hub comes in, as with the original
 * @param allowedOrigins further origins whose pages may connect; {@code *} for all, {@code null} for opaque ones
 * @param trustedProxies addresses or CIDR blocks whose {@code X-Forwarded-For}/{@code Forwarded} is believed
 */
public record Access(List<URI> publicUrls, boolean open, List<String> allowedOrigins, List<String> trustedProxies) {

    /** The public addresses as browsers write them in {@code Origin}: lower case, no path, no usual port. */
    public List<String> publicOrigins() {
        return publicUrls.stream()
                .map(it -> Addresses.origin(it.getScheme(), it.getHost(), it.getPort()))
                .toList();
    }
}
