package org.liveupdates.hub.peers;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.liveupdates.hub.testkit.FayeRelay;
import org.liveupdates.hub.testkit.PageServer;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.Relay;
import org.liveupdates.hub.testkit.TcpProxy;
import org.liveupdates.hub.testkit.TcpProxy.Upgrades;
import org.liveupdates.hub.testkit.Tools;

/**
 * What a page in a browser needs round it: the application's server with the page and its script, a relay, and reverse proxies that
 * make them one origin with the relay under {@code /liveUpdates}.
 */
final class Stage implements AutoCloseable {
    static final String PREFIX = "/liveUpdates";

    /** Faye's client notices by the end of a poll that its EventSource is served by a relay that never met it. */
    private static final Duration HOLD = Duration.ofSeconds(5);

    final ClientScript script;
    final PageServer pages;
    final Relay relay;
    private final Map<Upgrades, TcpProxy> proxies = new EnumMap<>(Upgrades.class);

    /** With the relay of this run, which lets the pages of {@code app.test} in. */
    static Stage of(ClientScript script) {
        return of(script, HOLD);
    }

    /** The same, and an idle poll is held that long. */
    static Stage of(ClientScript script, Duration hold) {
        return new Stage(
                script, pages -> Relay.underTest(timeout(hold), "--allowed-origins=" + pages.origin("app.test")));
    }

    /** With the genuine original. */
    static Stage withFaye(ClientScript script) {
        return withFaye(script, HOLD);
    }

    /** The same, and an idle poll is held that long. */
    static Stage withFaye(ClientScript script, Duration hold) {
        return new Stage(script, pages -> new FayeRelay(timeout(hold)));
    }

    private static String timeout(Duration hold) {
        return "--timeout=" + hold.toSeconds() + "s";
    }

    private Stage(ClientScript script, Function<PageServer, Relay> relayFor) {
        this.script = script;
        pages = new PageServer();
        pages.put(LivePage.PAGE, Tools.JS.resolve("live-page.html"));
        pages.put(LivePage.SCRIPT, script.text());
        relay = relayFor.apply(pages);
    }

    /** The proxy that treats WebSockets so. */
    TcpProxy proxy(Upgrades upgrades) {
        return proxies.computeIfAbsent(
                upgrades,
                policy -> new TcpProxy(pages.port()).route(PREFIX, relay.port()).upgrades(policy));
    }

    /** A page that has the relay in its own origin, under the prefix, behind such a proxy. */
    LivePage sameOrigin(Profile profile, Upgrades upgrades, String... disabled) {
        return LivePage.load(profile, proxy(upgrades).origin("127.0.0.1"), PREFIX, disabled);
    }

    /** A page of another origin, which knows the relay by its own address. */
    LivePage crossOrigin(Profile profile, String... disabled) {
        return LivePage.load(profile, pages.origin("app.test"), relay.url().toString(), disabled);
    }

    @Override
    public void close() {
        proxies.values().forEach(TcpProxy::close);
        relay.close();
        pages.close();
    }
}
