package org.liveupdates.hub.doctor;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The proxies for which there is advice. */
public enum ProxyKind {
    NGINX("nginx"),
    APACHE("Apache"),
    HAPROXY("HAProxy"),
    CADDY("Caddy"),
    NODE("Node"),
    TRAEFIK("Traefik"),
    IIS("IIS");

    private final String title;

    ProxyKind(String title) {
        this.title = title;
    }

    /** As it is called. */
    public String title() {
        return title;
    }

    /** The one with this title, null when there is none. */
    static @Nullable ProxyKind titled(String title) {
        return Stream.of(values())
                .filter(it -> it.title.equals(title))
                .findFirst()
                .orElse(null);
    }

    /** Those that have left their name in an answer; all when none has, since most keep silent. */
    static List<ProxyKind> in(HttpHeaders headers) {
        String named = Stream.of("server", "via", "x-powered-by", "x-powered-by-proxy")
                .flatMap(name -> headers.allValues(name).stream())
                .reduce("", (all, value) -> all + " " + value)
                .toLowerCase(Locale.ROOT);
        List<ProxyKind> found = new ArrayList<>();
        for (ProxyKind kind : values()) {
            String word = kind == NODE ? "express" : kind.title.toLowerCase(Locale.ROOT);
            if (named.contains(word)) {
                found.add(kind);
            }
        }
        return found.isEmpty() ? List.of(values()) : found;
    }
}
