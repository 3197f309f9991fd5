package org.liveupdates.hub.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rooms beside the standard one, which has all other paths.
 *
 * @param byPath name of the room by path, {@code /hr}, without a slash at its end
 */
public record Rooms(Map<String, String> byPath) {
    /** Name of the room that is always there. */
    public static final String STANDARD = "default";

    private static final Pattern ROOM = Pattern.compile("([A-Za-z0-9._-]+)=((?:/[^/?#;,=\\s]+)+)/?");

    /** Names of all rooms, the standard one first. */
    public List<String> names() {
        Set<String> names = new LinkedHashSet<>(List.of(STANDARD));
        names.addAll(byPath.values());
        return List.copyOf(names);
    }

    /** {@code NAME=/path,NAME=/path,/path,...}: a path without a name is one more of the room before it. */
    static Rooms parse(String text) throws WrongValue {
        Map<String, String> byPath = new LinkedHashMap<>();
        List<WrongValue.Part> wrong = new ArrayList<>();
        String name = "";
        for (String part : text.split(",")) {
            String item = part.strip();
            if (item.isEmpty()) {
                continue;
            }
            Matcher matcher = ROOM.matcher(item.startsWith("/") ? name + "=" + item : item);
            if (!matcher.matches()) {
                wrong.add(new WrongValue.Part(item, "is not a room: write NAME=/path, such as hr=/hr"));
                continue;
            }
            name = matcher.group(1);
            String before = byPath.putIfAbsent(matcher.group(2), name);
            if (name.equals(STANDARD)) {
                wrong.add(new WrongValue.Part(item, "has the name of the room of all other paths: choose another"));
            } else if (before != null && !before.equals(name)) {
                wrong.add(new WrongValue.Part(item, "gives one path to two rooms: choose one of them"));
            }
        }
        if (!wrong.isEmpty()) {
            throw new WrongValue(wrong);
        }
        return new Rooms(Map.copyOf(byPath));
    }
}
