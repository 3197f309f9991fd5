package org.liveupdates.hub.core;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as strangers write them: {@code 1e999999999} must not become a text of a gigabyte. */
final class Numbers {
    /** Digits of a number that is written out in full. */
    private static final int MOST_DIGITS = 30;

    private Numbers() {}

    /** The number without its fraction. Throws ArithmeticException when a long cannot hold it. */
    static long whole(Number number) {
        if (number instanceof BigDecimal decimal) {
            if ((long) decimal.precision() - decimal.scale() > MOST_DIGITS) {
                throw new ArithmeticException("too large");
            }
            return decimal.scale() > 1000 ? 0 : decimal.toBigInteger().longValueExact();
        }
        return number instanceof BigInteger integer ? integer.longValueExact() : number.longValue();
    }

    /** As JavaScript would write it, wherever that matters: {@code 5.0} is {@code 5}. */
    static String text(Number number) {
        if (!(number instanceof BigDecimal decimal)) {
            return number.toString();
        }
        BigDecimal bare = decimal.stripTrailingZeros();
        boolean small = Math.abs((long) bare.scale()) <= MOST_DIGITS;
        return small ? bare.toPlainString() : bare.toString();
    }
}
