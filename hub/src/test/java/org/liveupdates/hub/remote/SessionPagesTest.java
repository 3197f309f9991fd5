package org.liveupdates.hub.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.remote.PageHtml.page;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveupdates.hub.testkit.Nginx;
import org.liveupdates.hub.testkit.ProxyServer;
import org.liveupdates.hub.testkit.SessionApplication;

/** Pages behind the site's proxy, unchanged, on a hub that asks the application whose session they are in. */
class SessionPagesTest {
    private static final String BACK_END = "back-end-token-0123456789";

    @TempDir
    Path dir;

    @Test
    void hearWhileTheirSessionLasts() throws Exception {
        int port = ProxyServer.freePort();
        String site = "http://app.test:" + port;
        Path tokens = Files.writeString(dir.resolve("back-ends"), "stock " + BACK_END);
        try (SessionApplication sessions =
                        new SessionApplication().knows("anna", "").knows("carl", "");
                RemoteStage stage = new RemoteStage(site, new String[] {
                    "--auth-url=" + sessions.url(), "--publish-tokens-file=" + tokens, "--auth-recheck=1s"
                });
                ProxyServer nginx = Nginx.serving(port, locations(stage))) {
            stage.announceWith(BACK_END);
            try (AppPage anna = stage.openUnheard(at("anna", Library.SCHEDULER_7), "", "session=anna");
                    AppPage carl = stage.openUnheard(at("carl", Library.SCHEDULER_5), "", "session=carl");
                    AppPage eve = stage.openUnheard(at("eve", Library.SCHEDULER_7), "", "session=eve")) {
                anna.awaitLive();
                carl.awaitLive();
                eve.until("performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/api/v1'))");
                String id = carl.adds("Plan", OnRemoteStage.TUESDAY);
                anna.shows(id, "text", "Plan");
                anna.changes(id, "text", "Better plan");
                carl.shows(id, "text", "Better plan");
                anna.settles();
                assertThat(eve.ids()).isEmpty();
                assertThat(eve.eval("sockets.length")).isEqualTo(0);
                assertThat(eve.trouble()).as("%s", nginx).isEmpty();

                sessions.forget("anna");
                anna.until("sockets[0].length === 3");
                assertThat(anna.eval("sockets[0][2]")).isEqualTo(1008);
                assertThat(anna.trouble()).isEmpty();
            }
        }
    }

    private static PageHtml at(String name, Library library) {
        return page(name, library).at("/liveUpdates");
    }

    private static String locations(RemoteStage stage) {
        return """
                location /liveUpdates {
                  proxy_pass http://127.0.0.1:%d;
                  proxy_http_version 1.1;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection "upgrade";
                  proxy_set_header Host $http_host;
                  proxy_buffering off;
                }
                location / { proxy_pass http://127.0.0.1:%d; }
                """.formatted(stage.hub.port(), stage.application.port());
    }
}
