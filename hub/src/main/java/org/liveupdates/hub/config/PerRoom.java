package org.liveupdates.hub.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that rooms may have of their own, written {@code VALUE,ROOM=VALUE,...}.
 *
 * @param standard value of all other rooms
 * @param byRoom values by name of the room
 */
public record PerRoom<T>(T standard, Map<String, T> byRoom) {
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]+)=(.*)");

    /** The value that counts in the room. */
    public T of(String room) {
        return byRoom.getOrDefault(room, standard);
    }

    static <T> Setting.Parser<PerRoom<T>> parser(String standard, Setting.Parser<T> value) {
        return text -> parse(text, value.parse(standard), value);
    }

    private static <T> PerRoom<T> parse(String text, T preset, Setting.Parser<T> value) throws WrongValue {
        T standard = preset;
        Map<String, T> byRoom = new HashMap<>();
        List<WrongValue.Part> wrong = new ArrayList<>();
        for (String part : text.split(",")) {
            Matcher named = NAMED.matcher(part.strip());
            try {
                if (named.matches()) {
                    byRoom.put(named.group(1), value.parse(named.group(2)));
                } else if (!part.isBlank()) {
                    standard = value.parse(part.strip());
                }
            } catch (WrongValue mistake) {
                wrong.addAll(mistake.parts());
            }
        }
        if (!wrong.isEmpty()) {
            throw new WrongValue(wrong);
        }
        return new PerRoom<>(standard, Map.copyOf(byRoom));
    }
}
