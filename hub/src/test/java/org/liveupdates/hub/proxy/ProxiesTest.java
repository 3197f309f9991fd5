package org.liveupdates.hub.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.Browser;
import org.liveupdates.hub.testkit.Certificate;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.PageServer;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.Tab;
import org.liveupdates.hub.testkit.Tools;

/**
 * All examples at once before one hub, as they are. Quiet pages come first and are looked at last, so that the other tests pass while
 * they wait; their room hears nothing of these.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ProxiesTest {
    private static final String TOKEN = "page-token-0123456789";

    /** More than any proxy's time-out that its makers chose, but for Debian's Apache, 300 s. */
    private static final Duration QUIET = Duration.ofSeconds(Boolean.getBoolean("hub.long") ? 310 : 75);

    /** HAProxy holds events back for 200 ms when nobody asks it not to; others until a buffer is full. */
    private static final double PROMPT_MS = 150;

    private final Map<String, Path> files = Map.of(
            "page.html", Tools.JS.resolve("proxied-page.html"),
            "faye.js", Tools.npm("faye", "client/faye-browser-min.js"),
            "scheduler.js", Tools.npm("dhtmlx-scheduler-7", "codebase/dhtmlxscheduler.js"));
    private final List<String> secrets = new ArrayList<>(List.of(TOKEN));
    private final List<Site> sites = new ArrayList<>();
    private final List<QuietPages> quiet = new ArrayList<>();
    private Instant opened;
    private HubRelay hub;
    private PageServer application;

    @BeforeAll
    void start() {
        hub = new HubRelay("--public-url=https://app.test", "--open", "--room=quiet=" + QuietPages.MOUNT);
        application = new PageServer();
        files.forEach((name, file) -> application.put("/" + name, file));
        for (Example example : Example.values()) {
            if (example.isWhole()) {
                sites.add(example.before(hub.port())
                        .application(application.port())
                        .start()
                        .with(files));
            }
        }
        sites.forEach(Site::ready);
        sites.forEach(site -> quiet.add(QuietPages.through(site)));
        opened = Instant.now();
    }

    @AfterAll
    void stop() {
        quiet.forEach(QuietPages::close);
        sites.forEach(Site::close);
        application.close();
        hub.close();
    }

    Stream<Site> sites() {
        return sites.stream();
    }

    @Order(1)
    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("sites")
    @SuppressWarnings("unchecked")
    void passEveryWayPromptly(Site site) {
        try (Profile profile = Browser.profile();
                Tab tab = profile.open(site.proxy().origin("app.test") + "/page.html")) {
            tab.eval("comeIn()");
            Map<String, List<Number>> delays = Map.of();
            for (int i = 0; i < 3; i++) {
                Map<String, List<Number>> round =
                        (Map<String, List<Number>>) tab.eval("tag => round(tag)", String.valueOf(i));
                delays = i == 0 ? round : joined(delays, round);
            }
            assertThat(delays).hasSize(5).allSatisfy((listener, ms) -> assertThat(
                            Collections.min(ms.stream().map(Number::doubleValue).toList()))
                    .as("%s through %s: %s", listener, site.example(), ms)
                    .isLessThan(PROMPT_MS));
            secrets.addAll((List<String>) tab.eval("ids()"));
        }
    }

    private static Map<String, List<Number>> joined(Map<String, List<Number>> some, Map<String, List<Number>> more) {
        more.forEach((listener, ms) -> some.get(listener).addAll(ms));
        return some;
    }

    @Order(2)
    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("sites")
    void passScriptsLongAddressesAndBryntumsSocket(Site site) {
        for (String script : List.of("/client.js", "/live_updates.js", ".js")) {
            assertThat(get(site, Site.MOUNT + script, "").statusCode())
                    .as("%s", script)
                    .isEqualTo(200);
        }
        String message = "[{\"channel\":\"/unheard\",\"id\":\"1\",\"data\":\"" + "x".repeat(60_000) + "\"}]";
        assertThat(get(site, Site.MOUNT, "?jsonp=cb&message=" + RawHttp.encoded(message))
                        .body())
                .isEqualTo("/**/cb([{\"channel\":\"/unheard\",\"id\":\"1\",\"successful\":true}]);");
        try (RawSocket bryntum = new RawSocket(site.path(Site.MOUNT + "/bryntum"))) {
            bryntum.send("{\"command\":\"login\",\"login\":\"Ann\"}");
            bryntum.await("login", it -> it.path("command").asText().equals("login"));
        }
    }

    private static HttpResponse<String> get(Site site, String path, String query) {
        return new RawBayeux(site.path(path))
                .header("Sec-Fetch-Site", "same-origin")
                .get(query);
    }

    @Order(3)
    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("sites")
    void admitTheSitesPagesOverTlsAndNoOthers(Site site) {
        RawHttp https = new RawHttp(site.tlsPort(), Certificate.sockets());
        String host = "Host: app.test:" + site.tlsPort();
        String own = "Origin: https://app.test:" + site.tlsPort();
        assertThat(https.post(Site.MOUNT, "[]", host, own).status()).isEqualTo(200);
        assertThat(https.upgrade(Site.MOUNT, host, own).status()).isEqualTo(101);
        assertThat(https.post(Site.MOUNT, "[]", host, "Origin: https://evil.test")
                        .status())
                .isEqualTo(403);
        assertThat(https.upgrade(Site.MOUNT, host, "Origin: https://evil.test").status())
                .isEqualTo(403);
        assertThat(https.post(Site.MOUNT, "[]", "Host: evil.test", own).status())
                .isEqualTo(421);
    }

    @Order(4)
    @Test
    void passEveryWayToAPageOverTls() {
        Site nginx = sites.get(0);
        String page = "https://app.test:" + nginx.tlsPort() + "/page.html";
        try (Profile profile = Browser.trustingProfile();
                Tab tab = profile.open(page)) {
            tab.eval("comeIn()");
            tab.eval("round('over TLS')");
        }
    }

    @Order(5)
    @Test
    void leaveQuietPagesConnected() {
        Awaitility.await("quiet pages")
                .atMost(QUIET.plusSeconds(10))
                .pollInterval(Duration.ofSeconds(1))
                .failFast("one was cut", () -> quiet.forEach(QuietPages::areConnected))
                .until(() -> Duration.between(opened, Instant.now()).compareTo(QUIET) > 0);
        RawBayeux backEnd = new RawBayeux(hub.url(QuietPages.MOUNT));
        backEnd.publishBare("/broadcast", QuietPages.UPDATE);
        quiet.forEach(QuietPages::hear);
        quiet.get(0).changeTheProject("first");
        quiet.stream().skip(1).forEach(pages -> pages.hearOfTheProject("first"));
        quiet.get(1).changeTheProject("second");
        quiet.get(0).hearOfTheProject("second");
    }

    /** Neither ids of clients nor tokens. */
    @Order(6)
    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("sites")
    void haveNoSecretsInTheirLogs(Site site) {
        quiet.forEach(pages -> secrets.addAll(pages.ids()));
        assertThat(secrets).hasSizeGreaterThan(2 * sites.size());
        String written = site.proxy().written();
        if (!site.example().isNode()) {
            assertThat(written).contains(Site.MOUNT + "/publish");
        }
        assertThat(secrets).allSatisfy(secret -> assertThat(written).doesNotContain(secret));
    }
}
