package org.liveupdates.hub.protocol.faye;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The message ids that one client has used so far. Clients count by one for every message, whatever its channel: Faye's in
 * base 36, CometD's in base 10.
 *
 * <p>Not safe for use by several threads at once.
 */
final class MessageIds {
    /** More messages than a client has under way at once: a larger gap is no gap but another way of counting. */
    private static final long MAX_GAP = 1024;

    private static final int MAX_DIGITS = 10;

    /** Messages that are remembered beyond a gap; then what is missing is given up. */
    private static final int MAX_AHEAD = 64;

    private int radix = 36;

    /** All up to this one have been seen, or are given up. */
    private long last = -1;

    /** Seen beyond a gap: a {@code /meta/connect} does not wait for the publishes it has overtaken. */
    private final TreeSet<Long> ahead = new TreeSet<>();

    /** To be called before the first is seen. */
    void countInBaseTen() {
        radix = 10;
    }

    /** Whether a message with this id has overtaken none, as far as its id tells. */
    boolean isNext(@Nullable String id) {
        long number = number(id);
        long gap = number - last;
        return number < 0 || last < 0 || gap <= 1 || gap > MAX_GAP;
    }

    /** Whether a message with this id comes after others that followed it. */
    boolean isLate(@Nullable String id) {
        long number = number(id);
        return number >= 0 && number <= last && last - number <= MAX_GAP;
    }

    /** Notes that a message has been handled. */
    void saw(@Nullable String id) {
        long number = number(id);
        if (number < 0 || isLate(id)) {
            return;
        } else if (isNext(id) || last - number > MAX_GAP) {
            skipTo(id);
            last = number;
        } else {
            ahead.add(number);
            if (ahead.size() > MAX_AHEAD) {
                last = ahead.first() - 1;
            }
        }
        while (ahead.remove(last + 1)) {
            last++;
        }
    }

    /** Gives up every message before this one that has not been seen. */
    void skipTo(@Nullable String id) {
        last = number(id) - 1;
        ahead.headSet(last, true).clear();
        if (!ahead.isEmpty() && ahead.last() - last > MAX_GAP) {
            ahead.clear();
        }
    }

    /** The id as a number, -1 when it is none. */
    long number(@Nullable String id) {
        if (id == null || id.isEmpty() || id.length() > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < id.length(); i++) {
            int digit = Character.digit(id.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }
}
