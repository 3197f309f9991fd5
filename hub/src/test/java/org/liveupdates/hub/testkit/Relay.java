package org.liveupdates.hub.testkit;

import java.net.URI;
import org.junit.jupiter.api.Assumptions;

/**
 * A live updates server under test: what is published on {@code /broadcast} is heard on {@code /update}. The same tests run against
 * the hub and, to prove the tests themselves, against the genuine original: {@code mvn test -Drelay=faye}.
 */
public interface Relay extends AutoCloseable {

    /** Starts the relay that this run is about; the settings are the hub's command line. */
    static Relay underTest(String... hubSettings) {
        return isHubUnderTest() ? new HubRelay(hubSettings) : new FayeRelay(hubSettings);
    }

    static boolean isHubUnderTest() {
        String relay = System.getProperty("relay", "hub");
        return switch (relay) {
            case "hub" -> true;
            case "faye" -> false;
            default -> throw new IllegalArgumentException("-Drelay=" + relay + ": hub or faye");
        };
    }

    /** Aborts a test of what the original does not do. */
    static void hubOnly() {
        Assumptions.assumeTrue(isHubUnderTest(), "the original does not do this");
    }

    int port();

    /** Whether a publisher who is subscribed hears itself. */
    boolean echoes();

    /** Whether a data key {@code __proto__} arrives; the original's in-memory queue copies it away. */
    boolean keepsProtoKeys();

    /** Whether what a browser publishes on several connections at once is put in order again; the original relays as it comes. */
    boolean ordersParallelRequests();

    /** Ends it, so that connections break and new ones are refused. */
    void stop();

    /** Starts it again on the same port, with nothing remembered. */
    void start();

    default void restart() {
        stop();
        start();
    }

    @Override
    default void close() {
        stop();
    }

    /** Its address at a path, {@code /sync} for instance. */
    default URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    default URI url() {
        return url("/sync");
    }
}
