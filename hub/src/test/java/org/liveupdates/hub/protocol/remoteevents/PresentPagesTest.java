package org.liveupdates.hub.protocol.remoteevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.Hub;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.RemoteEventsPage;
import org.liveupdates.hub.testkit.StalledPage;

/** Who counts as present: nobody who is gone, with or without a word. The pings come fast here. */
class PresentPagesTest {
    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final String TARGET = "/api/v1?token=t&ws=1";

    private final Server server = new Server(0);
    private RemotePages pages;
    private int port;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        RemoteEventsProtocol protocol = new RemoteEventsProtocol(
                HubConfig.of("--max-sessions=50"), new Hub(1 << 20, it -> {}), "main", Authenticator.OPEN, PERIOD);
        server.setHandler(protocol.handlers(server).get("api/v1"));
        server.start();
        pages = protocol.pages();
        port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        url = URI.create("http://127.0.0.1:" + port);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void thoseWhoLeaveTwoPingsUnansweredAreGivenUp() {
        try (RawSocket alive = new RawSocket(URI.create(url + TARGET));
                StalledPage silent = StalledPage.onSocket(port, TARGET)) {
            assertThat(pages.count()).isEqualTo(2);
            String said = new String(silent.readToTheEnd(), StandardCharsets.ISO_8859_1);
            assertThat(said.split("\u0089\0", -1)).as("pings").hasSize(2 + 1);
            await().until(() -> pages.count() == 1);
            try (StalledPage another = StalledPage.onSocket(port, TARGET)) {
                another.readToTheEnd(); // so long lives who answers
            }
            await().until(() -> pages.count() == 1);
            assertThat(alive.closed()).isNotDone();
        }
    }

    @Test
    void thoseWhoAreCutAreGone() {
        for (int i = 0; i < 20; i++) {
            try (RemoteEventsPage page = new RemoteEventsPage(url, "t", "a", "b" + i)) {
                assertThat(pages.count()).isGreaterThanOrEqualTo(1);
                assertThat(pages.names()).isGreaterThanOrEqualTo(2);
                page.send("{\"action\":\"unsubscribe\",\"name\":\"a\"}");
            }
        }
        await().until(() -> pages.count() == 0 && pages.names() == 0);
    }

    /** Nobody is there to take the answer to the upgrade. */
    @Test
    void thoseWhoAskAndResetAreNotCounted() throws IOException {
        byte[] request = ("GET " + TARGET + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 200; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(request);
            }
        }
        await().until(() -> pages.count() == 0);
    }
}
