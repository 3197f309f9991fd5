package org.liveupdates.hub.web;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which path leads where. Pure, the same for HTTP and upgrades: the first segments decide on the room, the last ones on the
 * protocol, so that a proxy may keep its prefix or strip it.
 */
public final class Mounts {
    /** Mounts of the original hub and of the vendor's recipe, whose client script is {@code <mount>.js}. */
    private static final Set<String> KNOWN = Set.of("sync", "liveUpdates");

    private final String standardRoom;
    private final List<Map.Entry<String, String>> rooms;
    private final List<String> tails;

    /**
     * @param standardRoom room of all paths that are no other room's
     * @param rooms name of a room by each path, such as {@code /hr}, at or below which it is
     * @param tails last segments that protocols have claimed, such as {@code api/v1}
     */
    public Mounts(String standardRoom, Map<String, String> rooms, Set<String> tails) {
        Comparator<String> longestFirst = Comparator.comparing(String::length).reversed();
        this.standardRoom = standardRoom;
        this.rooms = rooms.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(longestFirst))
                .toList();
        this.tails =
                tails.stream().filter(it -> !it.isEmpty()).sorted(longestFirst).toList();
    }

    /** Room and protocol of a path, decoded; empty segments do not count. */
    public Place of(String path) {
        String plain = Stream.of(path.split("/"))
                .filter(it -> !it.isEmpty())
                .map(it -> "/" + it)
                .collect(Collectors.joining());
        String room = rooms.stream()
                .filter(it -> (plain + "/").startsWith(it.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(standardRoom);
        String tail = tails.stream()
                .filter(it -> plain.endsWith("/" + it))
                .findFirst()
                .orElse("");
        return new Place(room, tail);
    }

    /** Room and protocol of every path at a port that is one protocol's. */
    Place ofPort(String tail) {
        return new Place(standardRoom, tail);
    }

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
