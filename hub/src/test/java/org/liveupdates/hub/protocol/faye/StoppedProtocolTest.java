package org.liveupdates.hub.protocol.faye;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.Hub;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawConnection;

/** The protocol is stopped by itself: what it holds is let go of by it, not by the end of the connections. */
class StoppedProtocolTest {
    private final Server server = new Server(0);
    private Handler protocol;
    private int port;
    private RawBayeux page;

    @BeforeEach
    void start() throws Exception {
        HubConfig config = HubConfig.of("--timeout=10m", "--session-timeout=20m");
        protocol = new FayeProtocol(config, new Hub(1 << 20, sentence -> {}), "", Authenticator.OPEN)
                .handlers(server)
                .values()
                .iterator()
                .next();
        server.setHandler(protocol);
        server.start();
        port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        page = new RawBayeux(URI.create("http://localhost:" + port + "/sync"));
        page.handshake();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void answersAHeldPoll() throws Exception {
        page.connectAtOnce();
        try (RawConnection held = new RawConnection(port)) {
            held.send(RawConnection.post(
                    "/sync",
                    "{\"channel\":\"/meta/connect\",\"clientId\":\"%s\",\"connectionType\":\"long-polling\",\"id\":\"3\"}"
                            .formatted(page.clientId())));
            // Its number makes it wait for the connect to be held.
            page.post("{\"channel\":\"/foo\",\"clientId\":\"%s\",\"data\":0,\"id\":\"4\"}".formatted(page.clientId()));
            stopProtocol();
            assertThat(held.await("Another poll")).startsWith("HTTP/1.1 409 ");
        }
    }

    @Test
    void endsAnEventStream() throws Exception {
        try (RawConnection stream = new RawConnection(port)) {
            stream.send(RawConnection.get("/sync/" + page.clientId(), "Accept: text/event-stream"));
            stream.await("retry");
            stopProtocol();
            stream.await("\r\n0\r\n\r\n");
        }
    }

    private void stopProtocol() {
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                protocol.stop();
            } catch (Exception x) {
                throw new IllegalStateException(x);
            }
        });
        assertThat(stopped).succeedsWithin(10, TimeUnit.SECONDS);
    }
}
