package org.liveupdates.hub.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** Values about dates as pages write them. */
final class Clocks {
    private static final Pattern TOKENS = Pattern.compile("([^%]|%[YymndjHGhgAais])*");

    private Clocks() {}

    /** A format of the widgets, with at least year, month and day. */
    static String format(String text) throws WrongValue {
        if (!TOKENS.matcher(text).matches()
                || !text.matches(".*%[Yy].*")
                || !text.matches(".*%[mn].*")
                || !text.matches(".*%[dj].*")) {
            throw new WrongValue(text, "is not a date format: write it as the page does, such as %d-%m-%Y %H:%i");
        }
        return text;
    }

    static ZoneId zone(String text) throws WrongValue {
        try {
            return text.equals("system") ? ZoneId.systemDefault() : ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new WrongValue(text, "is not a time zone: write it as Europe/Berlin, UTC or system");
        }
    }
}
