package org.liveupdates.hub.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How pages write what the clock on the wall shows. Such dates have no zone and get none: a date that comes without zone
 * keeps its digits, in any zone and also in the hour that a change to summer time leaves out.
 *
 * <p>Formats are the widgets': {@code %Y %y %m %n %d %j %H %G %h %g %A %a %i %s}. Safe for use by any thread.
 */
public final class WallClock {
    /** No date of any format is longer. */
    private static final int LONGEST = 64;

    private static final String TIME = "(?:[ T](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?";
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})" + TIME + "(Z|[+-]\\d{2}(?::?\\d{2})?)?)?");
    private static final Pattern MONTH_FIRST = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})" + TIME + ")?");
    private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})-(\\d{1,2})-(\\d{4})" + TIME + ")?");

    private final String format;
    private final ZoneId zone;

    /**
     * @param format as the pages have it, such as {@code %d-%m-%Y %H:%i}
     * @param zone where the clock hangs; counts for moments only, which are dates with a zone and numbers
     */
    public WallClock(String format, ZoneId zone) {
        this.format = format;
        this.zone = zone;
    }

    /** How its dates are written. */
    public String format() {
        return format;
    }

    /**
     * What the clock shows at a date from a page or a back end: text in the configured format, else year first, else
     * {@code month/day/year}, else {@code day-month-year}, or a number of milliseconds since 1970.
     *
     * @return null when it is nothing of these
     */
    public @Nullable LocalDateTime read(Object value) {
        try {
            if (value instanceof Number number) {
                return local(Instant.ofEpochMilli(Numbers.whole(number)));
            }
            return value instanceof String text && text.length() <= LONGEST ? readText(text.strip()) : null;
        } catch (DateTimeException | ArithmeticException noDate) {
            return null;
        }
    }

    private @Nullable LocalDateTime readText(String text) {
        LocalDateTime date = new Scan(text).date();
        return date != null ? date : readUsual(text);
    }

    private @Nullable LocalDateTime readUsual(String text) {
        Matcher yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches()) {
            LocalDateTime date = date(yearFirst, 1, 2, 3);
            String offset = yearFirst.group(7);
            return offset == null ? date : local(date.toInstant(ZoneOffset.of(offset)));
        }
        Matcher monthFirst = MONTH_FIRST.matcher(text);
        if (monthFirst.matches()) {
            return date(monthFirst, 3, 1, 2);
        }
        Matcher dayFirst = DAY_FIRST.matcher(text);
        return dayFirst.matches() ? date(dayFirst, 3, 2, 1) : null;
    }

    private static LocalDateTime date(Matcher found, int year, int month, int day) {
        return LocalDateTime.of(
                number(found, year),
                number(found, month),
                number(found, day),
                number(found, 4),
                number(found, 5),
                number(found, 6));
    }

    private static int number(Matcher found, int group) {
        String digits = found.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Years of four digits only: others have no place in the formats. */
    private @Nullable LocalDateTime local(Instant moment) {
        LocalDateTime date = LocalDateTime.ofInstant(moment, zone);
        return date.getYear() < 0 || date.getYear() > 9999 ? null : date.withNano(0);
    }

    /** The date in the configured format. */
    public String write(LocalDateTime date) {
        StringBuilder text = new StringBuilder(20);
        for (int i = 0; i < format.length(); i++) {
            char next = format.charAt(i);
            if (next != '%' || i + 1 == format.length()) {
                text.append(next);
            } else {
                write(text, format.charAt(++i), date);
            }
        }
        return text.toString();
    }

    private static void write(StringBuilder text, char token, LocalDateTime date) {
        int hourOfHalfDay = (date.getHour() + 11) % 12 + 1;
        String half = date.getHour() < 12 ? "am" : "pm";
        switch (token) {
            case 'Y' -> padded(text, date.getYear(), 4);
            case 'y' -> padded(text, date.getYear() % 100, 2);
            case 'm' -> padded(text, date.getMonthValue(), 2);
            case 'n' -> text.append(date.getMonthValue());
            case 'd' -> padded(text, date.getDayOfMonth(), 2);
            case 'j' -> text.append(date.getDayOfMonth());
            case 'H' -> padded(text, date.getHour(), 2);
            case 'G' -> text.append(date.getHour());
            case 'h' -> padded(text, hourOfHalfDay, 2);
            case 'g' -> text.append(hourOfHalfDay);
            case 'A' -> text.append(half.toUpperCase(Locale.ROOT));
            case 'a' -> text.append(half);
            case 'i' -> padded(text, date.getMinute(), 2);
            case 's' -> padded(text, date.getSecond(), 2);
            default -> text.append('%').append(token);
        }
    }

    private static void padded(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }

    /** One text, read along the format. */
    private final class Scan {
        private final String text;
        private int at;
        private int year = -1;
        private int month = 1;
        private int day = 1;
        private int hour;
        private int minute;
        private int second;
        private int noon = -1; // hours to add, when the half of the day is told

        Scan(String text) {
            this.text = text;
        }

        /** Null when the text does not have just this format. */
        @Nullable
        LocalDateTime date() {
            for (int i = 0; i < format.length(); i++) {
                char next = format.charAt(i);
                boolean token = next == '%' && i + 1 < format.length();
                if (token ? !take(format.charAt(++i)) : !literal(next)) {
                    return null;
                }
            }
            if (at != text.length()) {
                return null;
            }
            int hourOfDay = noon < 0 ? hour : hour % 12 + noon;
            return LocalDateTime.of(year, month, day, hourOfDay, minute, second);
        }

        private boolean literal(char wanted) {
            return at < text.length() && text.charAt(at++) == wanted;
        }

        private boolean take(char token) {
            int number = "aA".indexOf(token) >= 0 ? half() : digits(token == 'Y' ? 4 : 2, "Yy".indexOf(token) >= 0);
            switch (token) {
                case 'Y' -> year = number;
                case 'y' -> year = number + (number > 50 ? 1900 : 2000); // as the widgets do
                case 'm', 'n' -> month = number;
                case 'd', 'j' -> day = number;
                case 'H', 'G', 'h', 'g' -> hour = number;
                case 'i' -> minute = number;
                case 's' -> second = number;
                default -> noon = number;
            }
            return number >= 0;
        }

        /** At most so many digits; -1 when there are none, or fewer and all are wanted. */
        private int digits(int most, boolean all) {
            int from = at;
            while (at < text.length() && at - from < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            return at == from || (all && at - from < most) ? -1 : Integer.parseInt(text, from, at, 10);
        }

        private int half() {
            String half = text.regionMatches(true, at, "am", 0, 2) ? "am" : "pm";
            if (!text.regionMatches(true, at, half, 0, 2)) {
                return -1;
            }
            at += 2;
            return half.equals("am") ? 0 : 12;
        }
    }
}
