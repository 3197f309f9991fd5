package org.liveupdates.hub.protocol.faye;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.Hub;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawBayeux;

/** A publish that the hub takes, and then fails to relay. */
class FailedRelayTest {
    private final Server server = new Server(0);
    private final List<String> relayed = new CopyOnWriteArrayList<>();
    private volatile boolean broken = true;
    private RawBayeux page;

    @BeforeEach
    void start() throws Exception {
        Hub hub = new Hub(1 << 20, sentence -> {});
        hub.add("", update -> {
            if (broken) {
                throw new IllegalStateException("a broken sink, as this test wants it");
            }
            relayed.add(update.json());
            return 1;
        });
        server.setHandler(new FayeProtocol(HubConfig.of(), hub, "", Authenticator.OPEN)
                .handlers(server)
                .values()
                .iterator()
                .next());
        server.start();
        page = new RawBayeux(URI.create(
                "http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + "/sync"));
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void isRelayedWhenItsClientTriesAgain() {
        page.handshake();
        String message = "[{\"channel\":\"/broadcast\",\"clientId\":\"%s\",\"id\":\"zz\",\"data\":1}]"
                .formatted(page.clientId());
        HttpResponse<String> failed = page.post(message);
        assertThat(failed.statusCode()).isEqualTo(500);
        Inside.staysHidden(failed.body());
        broken = false;
        for (int i = 0; i < 2; i++) {
            assertThat(page.post(message).body()).contains("\"successful\":true");
        }
        assertThat(relayed).containsExactly("1");
    }
}
