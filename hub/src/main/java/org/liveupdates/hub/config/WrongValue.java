package org.liveupdates.hub.config;

import java.util.List;

/** Parts of a value that are wrong, each with the rest of a sentence that begins with the setting and the part. */
public final class WrongValue extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * One wrong part.
     *
     * @param text the part as given; the whole value or one item of a list
     * @param complaint what to change, such as {@code has no unit: write 250ms, 25s, 5m or 1h}
     */
    public record Part(String text, String complaint) {}

    private final transient List<Part> parts;

    WrongValue(String text, String complaint) {
        this(List.of(new Part(text, complaint)));
    }

    WrongValue(List<Part> parts) {
        super(parts.toString());
        this.parts = List.copyOf(parts);
    }

    List<Part> parts() {
        return parts;
    }
}
