package org.liveupdates.hub.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.Nginx;
import org.liveupdates.hub.testkit.PageServer;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.ProxyServer;
import org.liveupdates.hub.testkit.Relay;
import org.liveupdates.hub.testkit.TcpProxy;
import org.liveupdates.hub.testkit.Tools;

/**
 * The proxy as customers wrote it: a real nginx with a bare {@code location /liveUpdates} that keeps the prefix, buffers answers and
 * knows nothing of WebSockets.
 */
class NginxTest {

    static Stream<Arguments> scriptsAndWhatTheyMayNotUse() {
        return Stream.of(ClientScript.faye(), ClientScript.ours())
                .distinct()
                .flatMap(script -> Stream.of("", "eventsource").map(disabled -> Arguments.of(script, disabled)));
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("scriptsAndWhatTheyMayNotUse")
    void keepsPagesInStepWithoutUpgradeHeaders(ClientScript script, String disabled) {
        assumeTrue(
                Relay.isHubUnderTest() || disabled.equals("eventsource"),
                "nginx holds back the original's event stream");
        int port = ProxyServer.freePort();
        String site = "http://app.test:" + port;
        try (PageServer pages = new PageServer();
                Relay relay = Relay.underTest("--public-url=" + site, "--open");
                TcpProxy behindNginx = new TcpProxy(relay.port());
                ProxyServer nginx = Nginx.serving(port, bareLocation(behindNginx.port(), pages.port()));
                Profile profile = Browser.profile()) {
            pages.put(LivePage.PAGE, Tools.JS.resolve("live-page.html"));
            pages.put(LivePage.SCRIPT, script.text());
            LivePage anna =
                    LivePage.load(profile, site, "/liveUpdates", disabled).ready();
            LivePage bert =
                    LivePage.load(profile, site, "/liveUpdates", disabled).ready();
            for (int i = 0; i < 5; i++) {
                anna.say("\"anna " + i + "\"");
                bert.awaitHeard("\"anna " + i + "\"");
                bert.say("\"bert " + i + "\"");
                anna.awaitHeard("\"bert " + i + "\"");
            }
            assertThat(anna.connectionTypes()).as("%s", nginx).isNotEmpty().doesNotContain("websocket");
            assertThat(behindNginx.requests()).allMatch(request -> request.split(" ")[1].startsWith("/liveUpdates"));
        }
    }

    private static String bareLocation(int relay, int pages) {
        return """
                location /liveUpdates { proxy_pass http://127.0.0.1:%d; }
                location / { proxy_pass http://127.0.0.1:%d; }
                """.formatted(relay, pages);
    }
}
