package org.liveupdates.hub.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that count something. The unit is in the value, so that nobody has to know whether 25 means seconds. */
final class Quantities {
    static final String TIME = "N(ms,s,m,h)";
    static final String SIZE = "N(B,KiB,MiB,GiB)";

    private static final Unit TIMES =
            new Unit("250ms, 25s, 5m or 1h", "time", Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L));
    private static final Unit SIZES =
            new Unit("512B, 64KiB or 1MiB", "size", Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30));

    // Nine digits of the largest unit still fit a long.
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9})([A-Za-z]*)");

    private record Unit(String examples, String noun, Map<String, Long> factors) {}

    private Quantities() {}

    static Setting.Parser<Integer> count(int least, int most) {
        return text -> {
            if (!text.matches("\\d{1,18}")) {
                throw new WrongValue(text, "is not a whole number: use %d to %d".formatted(least, most));
            }
            return (int) within(text, Long.parseLong(text), least, most, least + " to " + most);
        };
    }

    /** Empty for {@code off}. */
    static <T> Setting.Parser<Optional<T>> orOff(Setting.Parser<T> parser) {
        return text -> text.equals("off") ? Optional.empty() : Optional.of(parser.parse(text));
    }

    static Setting.Parser<Duration> time(String least, String most) {
        return text -> Duration.ofMillis(quantity(TIMES, text, least, most));
    }

    static Setting.Parser<Long> size(String least, String most) {
        return text -> quantity(SIZES, text, least, most);
    }

    static Setting.Parser<Integer> intSize(String least, String most) {
        return text -> Math.toIntExact(quantity(SIZES, text, least, most));
    }

    private static long quantity(Unit unit, String text, String least, String most) throws WrongValue {
        String range = least + " to " + most;
        return within(text, amount(unit, text), amount(unit, least), amount(unit, most), range);
    }

    private static long amount(Unit unit, String text) throws WrongValue {
        Matcher matcher = QUANTITY.matcher(text);
        if (matcher.matches()) {
            Long factor = unit.factors().get(matcher.group(2));
            if (factor != null) {
                return Long.parseLong(matcher.group(1)) * factor;
            }
            if (matcher.group(2).isEmpty()) {
                throw new WrongValue(text, "has no unit: write for example " + unit.examples());
            }
        }
        throw new WrongValue(text, "is not a %s: write for example %s".formatted(unit.noun(), unit.examples()));
    }

    private static long within(String text, long value, long least, long most, String range) throws WrongValue {
        if (value < least || value > most) {
            throw new WrongValue(text, "is out of range: use " + range);
        }
        return value;
    }
}
