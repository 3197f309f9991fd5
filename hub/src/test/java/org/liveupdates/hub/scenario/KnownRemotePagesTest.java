package org.liveupdates.hub.scenario;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RemoteEventsPage;
import org.liveupdates.hub.testkit.SessionApplication;

/** RemoteEvents pages and back ends on a hub that knows them by tokens, or by the application's session. */
class KnownRemotePagesTest {
    private static final String TOKEN = "page-token-0123456789";
    private static final String PART = "part-token-0123456789ab";
    private static final String SHORT = "short-token-0123456789a";
    private static final String STOCK = "back-end-token-0123456789";
    private static final String EVENT =
            "{\"name\":\"events\",\"value\":{\"type\":\"update-event\",\"event\":{\"id\":5,\"text\":\"A\"}}}";

    @Test
    void showTheirTokens(@TempDir Path dir) throws Exception {
        Path pages = Files.writeString(
                dir.resolve("pages"),
                "anna " + TOKEN + "\npart " + PART + " entities=tasks\nshort " + SHORT + " expires="
                        + Instant.now().plusSeconds(4));
        Path backEnds = Files.writeString(dir.resolve("back-ends"), "stock " + STOCK);
        try (HubRelay hub = new HubRelay(
                        "--remote-tokens-file=" + pages, "--publish-tokens-file=" + backEnds, "--open-old-pages");
                RemoteEventsPage ends = new RemoteEventsPage(hub.url(), SHORT);
                RemoteEventsPage anna = new RemoteEventsPage(hub.url(), TOKEN, "events")) {
            RawHttp http = new RawHttp(hub.port());
            assertThat(http.get("/api/v1", "Remote-Token: " + TOKEN).status()).isEqualTo(200);
            for (String wrong : new String[] {"", TOKEN + "x", STOCK}) {
                assertThat(http.get("/api/v1", "Remote-Token: " + wrong).status())
                        .isEqualTo(403);
                assertThat(http.upgrade("/api/v1?token=" + wrong + "&ws=1").status())
                        .isEqualTo(403);
            }
            assertThat(http.post("/publish", EVENT).status()).isBetween(401, 403);
            assertThat(http.post("/publish", EVENT, "Authorization: Bearer " + TOKEN)
                            .status())
                    .isBetween(401, 403);
            assertThat(http.post("/publish", EVENT, "Authorization: Bearer " + STOCK)
                            .body())
                    .isEqualTo("{\"pages\":1}");
            anna.awaitEvent("update-event");
            assertThat(anna.events()).hasSize(1);
            assertThat(ends.socket().closed().get(20, SECONDS)).isEqualTo(1008);
            assertThat(anna.socket().closed()).isNotDone();
        }
    }

    @Test
    void areKnownByTheApplicationAsWell() throws Exception {
        try (SessionApplication application = new SessionApplication().knows("anna", "");
                HubRelay hub = new HubRelay("--auth-url=" + application.url())) {
            RawHttp http = new RawHttp(hub.port());
            assertThat(http.get("/api/v1", "Cookie: session=anna", "Remote-Token: its own")
                            .status())
                    .isEqualTo(200);
            assertThat(application.questions().get(1).token()).containsExactly("its own");
            assertThat(application.questions().get(1).path()).isEqualTo("/api/v1");
            assertThat(http.get("/api/v1", "Cookie: session=eve").status()).isEqualTo(403);
            assertThat(http.post("/publish", EVENT, "Cookie: session=anna").status())
                    .isBetween(401, 403);
        }
    }
}
