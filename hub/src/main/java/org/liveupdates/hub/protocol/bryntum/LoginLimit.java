package org.liveupdates.hub.protocol.bryntum;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Wrong passwords that one source may try: some at once, and then one now and again. Safe for use by any thread. */
final class LoginLimit {
    /** Failures at once. */
    static final int BURST = 10;

    /** Nanoseconds after which one more is forgiven. */
    static final long PAUSE = TimeUnit.SECONDS.toNanos(6);

    /** Sources that are remembered; those that were not seen for the longest time are forgotten. */
    private static final int MOST = 10_000;

    private record Account(double left, long at) {}

    private final LongSupplier nanos;
    private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Account> eldest) {
            return size() > MOST;
        }
    };

    LoginLimit(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What counts as one source: of IPv6, where everybody has a whole network, the network. */
    static String source(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress(); // an address needs no name server
            return bytes.length == 4 ? address : HexFormat.of().formatHex(bytes, 0, 8);
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }

    /** Whether the source may try once more. It counts as a failure until it turns out to be none. */
    synchronized boolean tries(String source) {
        return add(source, -1);
    }

    /** The try was none of a wrong password. */
    synchronized void forgive(String source) {
        add(source, 1);
    }

    private boolean add(String source, int number) {
        long now = nanos.getAsLong();
        Account account = accounts.getOrDefault(source, new Account(BURST, now));
        double left = Math.min(BURST, account.left() + (double) (now - account.at()) / PAUSE + number);
        if (left < 0) {
            return false;
        }
        accounts.put(source, new Account(left, now));
        return true;
    }
}
