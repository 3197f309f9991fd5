package org.liveupdates.hub.testkit;

import java.util.Arrays;
import java.util.stream.Stream;
import org.liveupdates.hub.HubServer;
import org.liveupdates.hub.config.HubConfig;

/** The hub itself, in this process, with settings as on its command line. */
public final class HubRelay implements Relay {
    private final String[] settings;
    private int port;
    private HubServer server;

    public HubRelay(String... settings) {
        this.settings = settings.clone();
        start();
    }

    @Override
    public int port() {
        return port;
    }

    /** The port where Bryntum Gantt's protocol has every path. */
    public int bryntumPort() {
        return server.bryntumPort().orElseThrow();
    }

    @Override
    public boolean echoes() {
        return Arrays.asList(settings).contains("--echo");
    }

    @Override
    public boolean keepsProtoKeys() {
        return true;
    }

    @Override
    public boolean ordersParallelRequests() {
        return true;
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("the hub does not close", e);
        }
    }

    @Override
    public void start() {
        String[] all =
                Stream.concat(Stream.of("--port=" + port), Stream.of(settings)).toArray(String[]::new);
        try {
            server = new HubServer(HubConfig.of(all));
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the hub does not start with " + Arrays.toString(all), e);
        }
        port = server.port();
    }

    @Override
    public String toString() {
        return "hub at port " + port + " with " + Arrays.toString(settings);
    }
}
