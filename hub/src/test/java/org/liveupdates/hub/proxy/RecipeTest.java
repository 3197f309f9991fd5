package org.liveupdates.hub.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.ProxyServer;
import org.liveupdates.hub.testkit.RawConnection;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.Tools;

/** What the old hub's article tells Node's applications to do, and the same mended. */
class RecipeTest {

    @Test
    void keepsPagesInStepByLongPollingOnExpress4() {
        try (HubRelay hub = new HubRelay();
                ProxyServer application = recipe("express-4", hub.port()).awaitPort();
                ManyClients clients = new ManyClients(List.of(hubAt(application)))) {
            clients.hearEachOther();
            assertThat(clients.transports()).containsExactly("long-polling", "long-polling");
        }
    }

    @Test
    void doesNotAnswerWebSockets() {
        try (HubRelay hub = new HubRelay();
                ProxyServer application = recipe("express-4", hub.port()).awaitPort();
                RawConnection socket = new RawConnection(application.port())) {
            socket.send(RawConnection.get(
                    Site.MOUNT,
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
            Awaitility.await().during(Duration.ofSeconds(1)).until(() -> socket.received()
                    .isEmpty());
            assertThat(new RawHttp(application.port()).post(Site.MOUNT, "[]").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void endsTheApplicationWhenTheHubIsAway() {
        try (ProxyServer application =
                recipe("express-4", ProxyServer.freePort()).awaitPort()) {
            assertThat(new RawHttp(application.port()).post(Site.MOUNT, "[]").status())
                    .isEqualTo(0);
            assertThat(application.awaitEnd()).contains("ECONNREFUSED");
        }
    }

    @Test
    void doesNotStartOnExpress5() {
        try (ProxyServer application = recipe("express-5", ProxyServer.freePort())) {
            assertThat(application.awaitEnd()).contains("PathError").contains("/liveUpdates*");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MENDED_ON_EXPRESS_4", "MENDED_ON_EXPRESS_5"})
    void passesWebSocketsAndOutlivesTheHubWhenMended(Example mended) {
        HubRelay hub = new HubRelay();
        try (Site site = mended.before(hub.port()).start().ready()) {
            try (ManyClients clients = new ManyClients(List.of(site.hub()))) {
                assertThat(clients.transports()).containsExactly("long-polling", "websocket");
                clients.hearEachOther();
                hub.stop();
                RawHttp http = new RawHttp(site.proxy().port());
                assertThat(http.post(Site.MOUNT, "[]").status()).isEqualTo(502);
                assertThat(http.upgrade(Site.MOUNT).status()).isEqualTo(0);
                hub.start();
                assertThat(http.post(Site.MOUNT, "[]").status()).isEqualTo(200);
            }
        } finally {
            hub.close();
        }
    }

    /** As a browser does that is closed; before the hub's answer nobody else listens for the error. */
    @ParameterizedTest
    @EnumSource(names = {"MENDED_ON_EXPRESS_5", "HTTP_PROXY_ON_EXPRESS_5"})
    void outlivesClientsThatResetTheirSocket(Example example) throws Exception {
        try (HubRelay hub = new HubRelay();
                Site site = example.before(hub.port()).start().ready()) {
            byte[] upgrade = RawConnection.get(
                            Site.MOUNT,
                            "Connection: Upgrade",
                            "Upgrade: websocket",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                    .getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < 500; i++) {
                try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), site.proxy().port())) {
                    socket.setSoLinger(true, 0); // a reset in place of a farewell
                    socket.getOutputStream().write(upgrade);
                }
            }
            assertThat(new RawHttp(site.proxy().port()).post(Site.MOUNT, "[]").status())
                    .isEqualTo(200);
        }
    }

    private static ProxyServer recipe(String express, int hub) {
        Tools.npm(express, "package.json");
        int port = ProxyServer.freePort();
        Object[] command = {Tools.node(), Tools.JS.resolve("article-recipe.js"), express, port, hub};
        return ProxyServer.start(ProxyServer.folder(), port, command);
    }

    private static URI hubAt(ProxyServer application) {
        return URI.create(application.origin("127.0.0.1") + Site.MOUNT);
    }
}
