package org.liveupdates.hub.web;

import java.util.Set;

/**
 * Which path leads where. Pure, the same for HTTP and upgrades: the last segments decide, so that a proxy may keep its
 * prefix or strip it.
 */
final class Mounts {
    /** Mounts of the original hub and of the vendor's recipe, whose client script is {@code <mount>.js}. */
    private static final Set<String> KNOWN = Set.of("sync", "liveUpdates");

    private Mounts() {}

    /** Whether the path asks for a script; all else is Bayeux. */
    static boolean isScript(String path) {
        return path.endsWith(".js");
    }

    /** Whether the path is the demo's, where there is one. Nothing else is served below it, not even a script. */
    static boolean isDemo(String path) {
        return path.equals("/demo") || path.startsWith("/demo/");
    }

    /** Name of the file that a script's path stands for: {@code /sync.js} and {@code /a/a.js} are {@code client.js}. */
    static String script(String path) {
        String[] segments = path.split("/");
        String file = segments[segments.length - 1];
        String stem = file.substring(0, file.length() - ".js".length());
        boolean mount = KNOWN.contains(stem) || (segments.length > 1 && segments[segments.length - 2].equals(stem));
        return mount && !stem.isEmpty() ? "client.js" : file;
    }
}
