package org.liveupdates.hub.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.ProxyServer;
import org.liveupdates.hub.testkit.RawHttp;

/** The examples without a hub behind them: they say so to pages, and not more than that to their logs. */
class HubAwayTest {
    private static final String ID = "0123456789abcdefghijklmnop";
    private static final String TOKEN = "page-token-0123456789";

    @Test
    void isAnErrorWithoutSecretsInTheLog() {
        sayNoSecretsBefore(ProxyServer.freePort());
    }

    /** As a hub that ends just now; proxies have other words for that. */
    @Test
    void isAnErrorWithoutSecretsInTheLogAlsoWhenItHangsUp() throws IOException {
        try (ServerSocket hub = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> hangUp(hub));
            thread.setDaemon(true);
            thread.start();
            sayNoSecretsBefore(hub.getLocalPort());
        }
    }

    private static void hangUp(ServerSocket hub) {
        try {
            while (true) {
                hub.accept().close();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void sayNoSecretsBefore(int hub) {
        List<Site> sites = new ArrayList<>();
        try {
            for (Example example : Example.values()) {
                if (example.isWhole()) {
                    sites.add(example.before(hub).start());
                }
            }
            sites.forEach(Site::ready);
            // All at once: some proxies wait for the hub for a while.
            sites.stream()
                    .flatMap(HubAwayTest::knocks)
                    .map(knock -> CompletableFuture.runAsync(knock, work -> new Thread(work).start()))
                    .toList()
                    .forEach(CompletableFuture::join);
            assertThat(sites).allSatisfy(site -> assertThat(site.proxy().written())
                    .as("log of %s", site)
                    .doesNotContain(ID, TOKEN));
        } finally {
            sites.forEach(Site::close);
        }
    }

    private static Stream<Runnable> knocks(Site site) {
        RawHttp http = new RawHttp(site.proxy().port());
        String script = Site.MOUNT + "?jsonp=cb&message=" + RawHttp.encoded("[{\"clientId\":\"" + ID + "\"}]");
        String token = Site.MOUNT + "/api/v1?token=" + TOKEN;
        Stream<Runnable> plain = Stream.of(Site.MOUNT + "/" + ID, script, token)
                .map(target -> () -> assertThat(http.get(target).status())
                        .as("%s %s", site, target)
                        .isBetween(502, 504));
        Runnable socket = () -> assertThat(http.upgrade(token).status())
                .as("WebSocket through %s", site)
                .isIn(0, 502, 503, 504);
        return Stream.concat(plain, Stream.of(socket));
    }
}
