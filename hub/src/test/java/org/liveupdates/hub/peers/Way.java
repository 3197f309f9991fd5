package org.liveupdates.hub.peers;

import java.util.List;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.TcpProxy.Upgrades;

/** The ways by which pages have reached the original: where the page is from, what is in between, what its client may not use. */
enum Way {
    SAME_ORIGIN(Upgrades.PASS, "websocket"),
    WEBSOCKET_REFUSED(Upgrades.ANSWER_400, ""),
    WEBSOCKET_SWALLOWED(Upgrades.SWALLOW, ""),
    WEBSOCKET_REFUSED_NO_EVENTSOURCE(Upgrades.ANSWER_503, "long-polling", "eventsource"),
    EVENTSOURCE(Upgrades.PASS, "eventsource", "websocket"),
    LONG_POLLING(Upgrades.PASS, "long-polling", "websocket", "eventsource"),
    CROSS_ORIGIN(null, "websocket"),
    CROSS_ORIGIN_LONG_POLLING(null, "cross-origin-long-polling", "websocket"),
    CALLBACK_POLLING(null, "callback-polling", "websocket", "cross-origin-long-polling");

    /** By which {@code connectionType} Faye's client ends up; empty where it may choose, but not a WebSocket. */
    final String connectionType;

    /** How the proxy before a page's own origin treats WebSockets; null where there is none. */
    private final Upgrades upgrades;

    private final String[] disabled;

    Way(Upgrades upgrades, String connectionType, String... disabled) {
        this.upgrades = upgrades;
        this.connectionType = connectionType;
        this.disabled = disabled;
    }

    LivePage open(Stage stage, Profile profile) {
        return load(stage, profile).ready();
    }

    /** A page by each of the ways. They come up side by side: a swallowed WebSocket is waited for four seconds. */
    static List<LivePage> open(Stage stage, Profile profile, List<Way> ways) {
        List<LivePage> pages =
                ways.stream().map(way -> way.load(stage, profile)).toList();
        pages.forEach(LivePage::ready);
        return pages;
    }

    private LivePage load(Stage stage, Profile profile) {
        return upgrades == null ? stage.crossOrigin(profile, disabled) : stage.sameOrigin(profile, upgrades, disabled);
    }
}
