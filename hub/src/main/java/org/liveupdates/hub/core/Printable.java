package org.liveupdates.hub.core;

/** Text of strangers in the log. */
public final class Printable {
    private Printable() {}

    /** What a stranger wrote, fit for one line of a log. */
    public static String line(String text) {
        String line = text.replaceAll("[^\\x21-\\x7e ]", "?");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
