package org.liveupdates.hub.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawBayeux;

/** The examples with the line that names a second hub, for when the first is away. */
class SpareHubTest {
    private static final List<Example> PROXIES = List.of(Example.NGINX, Example.APACHE, Example.HAPROXY, Example.CADDY);

    @Test
    void takesOverAndHandsBack() {
        HubRelay first = new HubRelay();
        try (HubRelay spare = new HubRelay()) {
            List<Site> sites = PROXIES.stream()
                    .map(example ->
                            example.before(first.port()).spare(spare.port()).start())
                    .toList();
            sites.forEach(Site::ready);
            List<URI> urls = sites.stream().map(Site::hub).toList();
            try (ManyClients clients = new ManyClients(urls)) {
                clients.hearEachOther();
                said(spare, "at first");
                first.stop();
                hear(clients, ManyClients.at(urls), spare, "of the spare");
                clients.hearEachOther();
                assertThat(clients.whoHeard("at first")).isEmpty();

                // HAProxy alone sends pages back by itself.
                first.start();
                String address =
                        sites.get(PROXIES.indexOf(Example.HAPROXY)).hub().toString();
                Awaitility.await("pages are back")
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> {
                            said(first, "of the first");
                            return clients.whoHeard("of the first").stream()
                                            .filter(who -> who.endsWith(address))
                                            .count()
                                    == 2;
                        });
            } finally {
                sites.forEach(Site::close);
            }
        } finally {
            first.close();
        }
    }

    private static void hear(ManyClients clients, int all, HubRelay hub, String word) {
        try {
            Awaitility.await(word).atMost(Duration.ofSeconds(30)).until(() -> {
                said(hub, word);
                return clients.whoHeard(word).size() == all;
            });
        } catch (RuntimeException late) {
            throw new AssertionError("heard by " + clients.whoHeard(word) + " only\n" + clients, late);
        }
    }

    private static void said(HubRelay hub, String word) {
        new RawBayeux(hub.url(Site.MOUNT)).publishBare("/broadcast", "\"" + word + "\"");
    }
}
