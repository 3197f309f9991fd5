package org.liveupdates.hub.testkit;

/** The genuine original: Faye 1.4.3 in Node, mounted at every path, whose own client repeats {@code /broadcast} on {@code /update}. */
public final class FayeRelay implements Relay {
    private final String mount;
    private int port;
    private NodePeer node;

    public FayeRelay() {
        this("/");
    }

    public FayeRelay(String mount) {
        this.mount = mount;
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
    public void stop() {
        node.kill();
        node.close();
    }

    @Override
    public void start() {
        node = NodePeer.start("faye-relay.js", port, mount);
        port = node.awaitEvent("listening").path("port").asInt();
    }

    @Override
    public String toString() {
        return "genuine Faye: " + node;
    }
}
