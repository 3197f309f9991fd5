package org.liveupdates.hub.testkit;

import java.util.stream.Stream;

/** The genuine original: Faye 1.4.3 in Node, mounted at every path, whose own client repeats {@code /broadcast} on {@code /update}. */
public final class FayeRelay implements Relay {
    private static final String HOLD = "--timeout=";

    private final String hold;
    private int port;
    private NodePeer node;

    /** Of the hub's settings it knows {@code --timeout=5s}; the rest are for what it does not have. */
    public FayeRelay(String... hubSettings) {
        hold = Stream.of(hubSettings)
                .filter(setting -> setting.startsWith(HOLD))
                .map(setting -> setting.substring(HOLD.length()).replace("s", ""))
                .findFirst()
                .orElse("45");
        start();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean echoes() {
        return true;
    }

    @Override
    public boolean keepsProtoKeys() {
        return false;
    }

    @Override
    public boolean ordersParallelRequests() {
        return false;
    }

    @Override
    public void stop() {
        node.kill();
        node.close();
    }

    @Override
    public void start() {
        node = NodePeer.start("faye-relay.js", port, "/", hold);
        port = node.awaitEvent("listening").path("port").asInt();
    }

    @Override
    public String toString() {
        return "genuine Faye: " + node;
    }
}
