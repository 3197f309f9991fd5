package org.liveupdates.hub.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.RemoteEventsPage;
import org.liveupdates.hub.testkit.TcpProxy;

/** The examples with the one line that takes the prefix away, all at once. */
class StrippedPrefixTest {

    @Test
    void pagesOfAllProxiesHearEachOther() {
        List<Site> sites = new ArrayList<>();
        try (HubRelay hub = new HubRelay();
                TcpProxy seen = new TcpProxy(hub.port())) {
            for (Example example : Example.values()) {
                if (example.isWhole()) {
                    sites.add(example.before(seen.port()).stripped().start());
                }
            }
            sites.forEach(Site::ready);
            List<URI> urls = sites.stream().map(Site::hub).toList();
            try (ManyClients clients = new ManyClients(urls)) {
                clients.hearEachOther();
            }
            sites.forEach(StrippedPrefixTest::letsAllElseThrough);
            assertThat(seen.requests())
                    .hasSizeGreaterThan(10 * sites.size())
                    .noneMatch(request -> request.split(" ")[1].startsWith(Site.MOUNT));
        } finally {
            sites.forEach(Site::close);
        }
    }

    private static void letsAllElseThrough(Site site) {
        assertThat(new RawBayeux(site.path(Site.MOUNT + "/client.js")).get("").body())
                .contains("Faye");
        try (Page stream = Page.listening(Wire.EVENTSOURCE, site.hub(), "/update");
                RemoteEventsPage remote = new RemoteEventsPage(site.hub(), "none", "events");
                RawSocket bryntum = new RawSocket(site.path(Site.MOUNT + "/bryntum"))) {
            bryntum.send("{\"command\":\"login\",\"login\":\"Ann\"}");
            bryntum.await("login", it -> it.path("command").asText().equals("login"));
            new RawBayeux(site.hub()).publishBare("/broadcast", QuietPages.UPDATE);
            stream.heardUpTo("/update", QuietPages.UPDATE);
            remote.awaitEvent("after the silence");
        }
    }
}
