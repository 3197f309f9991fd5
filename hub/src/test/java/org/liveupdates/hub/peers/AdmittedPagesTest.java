package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.Relay;
import org.liveupdates.hub.testkit.SessionApplication;
import org.liveupdates.hub.testkit.Tab;
import org.liveupdates.hub.testkit.TcpProxy;
import org.liveupdates.hub.testkit.Tools;

/** Genuine clients on a hub that wants to know who they are: they come in, or knock again now and then until they may. */
class AdmittedPagesTest {
    private static final String TOKEN = "page-token-0123456789";
    private static final String STOCK = "back-end-token-0123456789";

    private final Path dir;

    AdmittedPagesTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @BeforeEach
    void hubOnly() {
        Relay.hubOnly();
    }

    static Stream<FayeKind> kinds() {
        return FayeKind.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void nodeClientsComeInOrKnockNowAndThen(FayeKind kind) throws Exception {
        Path pages = Files.writeString(dir.resolve("pages"), "anna " + TOKEN);
        Path backEnds = Files.writeString(dir.resolve("back-ends"), "stock " + STOCK);
        String tokens = "--remote-tokens-file=" + pages;
        String publishTokens = "--publish-tokens-file=" + backEnds;
        // 0.8 drops an address's query, and so comes in unknown.
        try (HubRelay hub = new HubRelay(tokens, publishTokens, "--open-old-pages");
                HubRelay strict = new HubRelay(tokens, "--auth-url=http://127.0.0.1:9/whoami"); // where nobody answers
                TcpProxy network = new TcpProxy(strict.port());
                FayeClient anna = kind.connectTo(hub.url("/sync?token=" + TOKEN));
                FayeClient eve =
                        kind.connectTo(URI.create(network.origin("127.0.0.1") + "/sync?token=" + TOKEN + "x"))) {
            assertThat(anna.subscribe("/update").path("ok").asBoolean()).isTrue();
            new RawBayeux(hub.url())
                    .header("Authorization", "Bearer " + STOCK)
                    .publishBare("/broadcast", "\"for anna\"");
            anna.awaitHeard("/update", new TextNode("for anna"));

            eve.subscribeLater("/update");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !network.requests()
                    .isEmpty());
            long start = System.nanoTime();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> network.requests().size() >= 3); // some try both ways at first
            // Told to retry after one second, those before 1.0 after the hub's five.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("%s", network.requests())
                    .isGreaterThan(Duration.ofMillis(900));
            assertThat(network.requests()).hasSizeLessThan(10);
        }
    }

    @Test
    void pagesWithOurScriptComeInAsSoonAsTheirUserHasLoggedIn() {
        pagesComeInAsSoonAsTheirUserHasLoggedIn(ClientScript.ours());
    }

    @Test
    void pagesWithFayesScriptComeInAsSoonAsTheirUserHasLoggedIn() {
        pagesComeInAsSoonAsTheirUserHasLoggedIn(ClientScript.faye());
    }

    private static void pagesComeInAsSoonAsTheirUserHasLoggedIn(ClientScript script) {
        try (SessionApplication application =
                        new SessionApplication().knows("anna", "").knows("bert", "");
                HubRelay hub = new HubRelay("--auth-url=" + application.url());
                TcpProxy site = new TcpProxy(application.pages().port()).route(Stage.PREFIX, hub.port());
                Profile known = Browser.profile();
                Profile unknown = Browser.profile()) {
            application.pages().put(LivePage.PAGE, Tools.JS.resolve("live-page.html"));
            application.pages().put(LivePage.SCRIPT, script.text());
            String origin = site.origin("127.0.0.1");
            known.open(origin + "/login/anna");
            LivePage anna = LivePage.load(known, origin, Stage.PREFIX).ready();
            Tab bert = unknown.open(origin + LivePage.PAGE + "?script="
                    + URLEncoder.encode(LivePage.SCRIPT, StandardCharsets.UTF_8) + "&hub=" + Stage.PREFIX);
            long start = System.nanoTime();
            Awaitility.await()
                    .pollInSameThread() // the browser's
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> handshakes(bert) >= 2);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
            assertThat(bert.eval("ready")).isEqualTo(false);
            anna.say("\"not for bert\"");
            bert.eval("fetch('/login/bert').then(answer => answer.text())");
            bert.until("ready");
            assertThat(handshakes(bert)).isLessThan(10);
            anna.say("\"for bert\"");
            bert.until("heard.length > 0");
            assertThat(bert.eval("heard")).isEqualTo(List.of("\"for bert\""));
            bert.eval("say('from bert')");
            anna.awaitHeard("\"from bert\"");
        }
    }

    private static long handshakes(Tab tab) {
        return tab.sent().stream()
                .filter(sent -> sent.text().contains("/meta/handshake"))
                .count();
    }

    /** A page whose session ends in the application is out within the time of a recheck, and in again with a new one. */
    @Test
    void pagesAreOutWhenTheirUserHasLoggedOut() {
        try (SessionApplication application =
                        new SessionApplication().knows("anna", "").knows("bert", "");
                HubRelay hub = new HubRelay("--auth-url=" + application.url(), "--auth-recheck=1s");
                TcpProxy site = new TcpProxy(application.pages().port()).route(Stage.PREFIX, hub.port());
                Profile first = Browser.profile();
                Profile second = Browser.profile()) {
            application.pages().put(LivePage.PAGE, Tools.JS.resolve("live-page.html"));
            application.pages().put(LivePage.SCRIPT, ClientScript.ours().text());
            String origin = site.origin("127.0.0.1");
            first.open(origin + "/login/anna");
            second.open(origin + "/login/bert");
            LivePage anna = LivePage.load(first, origin, Stage.PREFIX).ready();
            LivePage bert = LivePage.load(second, origin, Stage.PREFIX).ready();
            long before = handshakes(bert.tab());
            application.forget("bert");
            Awaitility.await()
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> handshakes(bert.tab()) > before);
            anna.say("\"not for bert\"");
            application.knows("bert2", "");
            bert.tab().eval("fetch('/login/bert2').then(answer => answer.text())");
            Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(40)).until(() -> {
                anna.say("\"for bert\"");
                return bert.heard().contains("\"for bert\"");
            });
            assertThat(bert.heard()).doesNotContain("\"not for bert\"");
        }
    }
}
