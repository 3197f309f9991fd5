package org.liveupdates.hub.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An IP address or a CIDR block of them. */
record AddressBlock(byte[] network, int bits) {
    /** To Java, 256.1.1.1 is a name that it would look up. */
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    /** Characters: an IPv6 address that ends like one of IPv4, in brackets. A stranger's text may be as long as a header. */
    private static final int LONGEST = 47;

    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** @param text {@code 10.0.0.0/8}, {@code ::1}; already checked with the settings */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(text);
        }
        byte[] network = address.getAddress();
        return new AddressBlock(network, slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** The address that a literal stands for, null when it is none; never asks a name server. */
    static @Nullable InetAddress address(String literal) {
        if (literal.length() > LONGEST) {
            return null;
        }
        String text =
                literal.startsWith("[") && literal.endsWith("]") ? literal.substring(1, literal.length() - 1) : literal;
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException x) {
            return null;
        }
    }
}
