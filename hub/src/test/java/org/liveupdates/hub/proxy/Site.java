package org.liveupdates.hub.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.liveupdates.hub.testkit.ProxyServer;

/** An example that runs. */
record Site(Example example, ProxyServer proxy, int tlsPort, Path folder) implements AutoCloseable {
    static final String MOUNT = "/liveUpdates";

    Site ready() {
        proxy.awaitPort();
        return this;
    }

    URI hub() {
        return path(MOUNT);
    }

    URI path(String path) {
        return URI.create(proxy.origin("127.0.0.1") + path);
    }

    /** Gives these files to Node's applications, which serve their own. */
    Site with(Map<String, Path> files) {
        if (example.isNode()) {
            try {
                Path served = Files.createDirectory(folder.resolve("public"));
                for (Map.Entry<String, Path> file : files.entrySet()) {
                    Files.copy(file.getValue(), served.resolve(file.getKey()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    @Override
    public void close() {
        proxy.close();
    }

    @Override
    public String toString() {
        return example.toString();
    }
}
