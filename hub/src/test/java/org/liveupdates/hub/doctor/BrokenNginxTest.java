package org.liveupdates.hub.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.doctor.Finding.Level.BAD;
import static org.liveupdates.hub.doctor.Finding.Level.NOTE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Nginx;
import org.liveupdates.hub.testkit.ProxyServer;

/** A real nginx, each time with one thing wrong. */
class BrokenNginxTest {
    private static final String WHOLE = """
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $hub_connection;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            client_max_body_size 1m;
            large_client_header_buffers 4 64k;
            """;

    private static HubRelay hub;
    private static HubRelay other;
    private static ProxyServer nginx;
    private static Map<String, CompletableFuture<Examined>> examined;

    /** All are looked at at the same time, since most of it is waiting. */
    @BeforeAll
    static void start() {
        // Held so shortly that a cut after 1 s is too early.
        String[] settings = {"--timeout=2s", "--session-timeout=30s", "--public-url=http://app.test", "--open"};
        hub = new HubRelay(settings);
        other = new HubRelay(settings);
        Map<String, Integer> ports = new LinkedHashMap<>();
        StringBuilder servers = new StringBuilder();
        Stream.concat(Stream.of(WELL, STRIPPED), brokenInOneThing().map(it -> it.site))
                .forEach(site -> {
                    ports.put(site.what, ProxyServer.freePort());
                    servers.append(site.server(ports.get(site.what)));
                });
        int first = ProxyServer.freePort();
        int second = ProxyServer.freePort();
        // Two balancers in a row: the second remembers by a cookie where the first has sent a browser.
        String sticky = """
                map $cookie_hub $hub_of_browser { default turn_of_browsers; one 127.0.0.1:%d; two 127.0.0.1:%d; }
                upstream turn_of_browsers { server 127.0.0.1:%d; server 127.0.0.1:%d; }
                """.formatted(hub.port(), other.port(), first, second)
                + sends("one", first, hub.port())
                + sends("two", second, other.port());
        nginx = Nginx.start(ports.get(WELL.what), """
                events {}
                http {
                  %s
                  proxy_cache_path kept keys_zone=kept:1m;
                  client_body_buffer_size 1m;
                  map $http_upgrade $hub_connection { default upgrade; "" ""; }
                  upstream hub { server 127.0.0.1:%d; }
                  upstream turn { server 127.0.0.1:%d; server 127.0.0.1:%d; }
                  upstream nobody { server 127.0.0.1:%d; }
                  %s
                  %s
                }
                """.formatted(
                        Nginx.SCRATCH, hub.port(), hub.port(), other.port(), ProxyServer.freePort(), sticky, servers));
        examined = new LinkedHashMap<>();
        ports.forEach((what, port) -> examined.put(what, Examined.begin(port, "/liveUpdates")));
    }

    @AfterAll
    static void stop() {
        nginx.close();
        hub.close();
        other.close();
    }

    private static String sends(String name, int port, int hub) {
        return "server { listen 127.0.0.1:%d; add_header Set-Cookie \"hub=%s; Path=/\" always; location / { proxy_pass http://127.0.0.1:%d; %s } }\n"
                .formatted(port, name, hub, "proxy_set_header Host $http_host;");
    }

    /** One server of nginx. */
    private record Site(String what, String location, String directives) {
        String server(int port) {
            return "server { listen 127.0.0.1:%d; %s %s }\n".formatted(port, directives, location);
        }
    }

    private record Broken(Site site, Problem problem, Finding.Level level) {
        @Override
        public String toString() {
            return site.what;
        }
    }

    private static final String THERE = "location /liveUpdates { proxy_pass http://hub; }";
    private static final Site WELL = new Site("well", THERE, WHOLE);
    private static final Site STRIPPED =
            new Site("stripped", "location /liveUpdates { proxy_pass http://hub/; }", WHOLE);

    static Stream<Broken> brokenInOneThing() {
        return Stream.of(
                bad(Problem.NOT_FORWARDED, "nothing about it", "", ""),
                bad(Problem.NOT_FORWARDED, "a page in its place", "location / { return 200 '<p>app</p>'; }", ""),
                bad(Problem.NO_HUB, "no hub behind", THERE.replace("hub;", "nobody;"), WHOLE),
                bad(Problem.REDIRECTED, "a slash at the end", THERE.replace("Updates ", "Updates/ "), WHOLE),
                bad(Problem.REDIRECTED, "sent elsewhere", "location / { return 302 https://app.test/login; }", ""),
                bad(Problem.HOST_REPLACED, "another name", THERE, without("Host") + "proxy_set_header Host backend;"),
                note(
                        Problem.HOST_REPLACED,
                        "the site's other name",
                        THERE,
                        without("Host") + "proxy_set_header Host app.test;"),
                bad(
                        Problem.UNKNOWN_HOST,
                        "an unknown name",
                        "location / { return 421 'This hub does not answer for the host localhost'; }",
                        ""),
                bad(
                        Problem.ORIGIN_REFUSED,
                        "another origin",
                        THERE,
                        WHOLE + "proxy_set_header Origin http://elsewhere.test;"),
                bad(Problem.ORIGIN_HIDDEN, "no origin", THERE, WHOLE + "proxy_set_header Origin '';"),
                bad(Problem.ORIGIN_HIDDEN, "its own origin", THERE, WHOLE + "proxy_set_header Origin http://app.test;"),
                note(
                        Problem.CLIENT_HIDDEN,
                        "clients that contradict",
                        THERE,
                        WHOLE + "proxy_set_header Forwarded for=203.0.113.7;"),
                note(
                        Problem.CLIENT_HIDDEN,
                        "a header for others",
                        THERE,
                        without("X-Forwarded-For") + "proxy_set_header X-Real-IP $remote_addr;"),
                note(Problem.CLIENT_HIDDEN, "no client", THERE, without("X-Forwarded-For")),
                bad(Problem.NO_UPGRADE, "no upgrade", THERE, without("Upgrade")),
                bad(Problem.NO_UPGRADE, "no connection header", THERE, without("Connection")),
                bad(Problem.NO_UPGRADE, "an old version", THERE, without("proxy_http_version")),
                bad(
                        Problem.BUFFERED,
                        "answers held back",
                        THERE,
                        without("proxy_http_version") + "proxy_ignore_headers X-Accel-Buffering;"),
                bad(Problem.BODY_LIMITED, "small bodies", THERE, WHOLE.replace("1m", "100k")),
                note(Problem.URL_LIMITED, "short addresses", THERE, without("large_client_header_buffers")),
                bad(Problem.CUT, "little patience", THERE, WHOLE + "proxy_read_timeout 1s;"),
                bad(
                        Problem.CUT,
                        "little patience with Bryntum",
                        THERE + " location /liveUpdates/bryntum { proxy_pass http://hub; proxy_read_timeout 1s; }",
                        WHOLE),
                bad(
                        Problem.NOT_FORWARDED,
                        "new pages sent elsewhere",
                        THERE + " location /liveUpdates/api { return 404; }",
                        WHOLE),
                bad(Problem.CACHED, "answers that are kept", THERE, WHOLE + """
                        proxy_cache kept;
                        proxy_cache_valid 200 1m;
                        proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;
                        """),
                bad(Problem.SEVERAL_HUBS, "two hubs in turn", THERE.replace("hub;", "turn;"), WHOLE),
                bad(Problem.SEVERAL_HUBS, "a hub for each browser", THERE.replace("hub;", "$hub_of_browser;"), WHOLE));
    }

    private static Broken bad(Problem problem, String what, String location, String directives) {
        return new Broken(new Site(what, location, directives), problem, BAD);
    }

    private static Broken note(Problem problem, String what, String location, String directives) {
        return new Broken(new Site(what, location, directives), problem, NOTE);
    }

    private static String without(String word) {
        List<String> rest =
                WHOLE.lines().filter(line -> !line.contains(word + " ")).toList();
        return String.join("\n", rest) + "\n";
    }

    @ParameterizedTest
    @MethodSource("brokenInOneThing")
    void findsWhatIsWrong(Broken broken) {
        Examined found = examined.get(broken.site.what).join();

        assertThat(found.findings()).as(found.text()).anySatisfy(finding -> {
            assertThat(finding.problem()).contains(broken.problem);
            assertThat(finding.level()).isEqualTo(broken.level);
        });
        assertThat(found.isBad()).isEqualTo(broken.level == BAD);
        Advice advice = Advice.on(broken.problem);
        assertThat(found.text()).contains(advice.title());
        advice.lines(ProxyKind.NGINX).forEach(line -> assertThat(found.text()).contains(line));
        assertThat(found.text()).doesNotContain("  Caddy ");
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        Examined found = examined.get(WELL.what).join();

        assertThat(found.findings())
                .as(found.text())
                .hasSizeGreaterThan(14)
                .allMatch(finding -> finding.level() == Finding.Level.FINE);
        assertThat(found.text()).contains("through nginx", "kept: the hub sees /liveUpdates", "Pages get through.");
    }

    @Test
    void tellsThatThePrefixIsStripped() {
        Examined found = examined.get(STRIPPED.what).join();

        assertThat(found.isBad()).as(found.text()).isFalse();
        assertThat(found.text()).contains("stripped");
    }
}
