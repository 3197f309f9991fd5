package org.liveupdates.hub.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.liveupdates.hub.testkit.Profile;
import org.liveupdates.hub.testkit.Tab;
import org.liveupdates.hub.testkit.Tab.Sent;

/** An application's page in a real browser, with a client script that is subscribed to {@code /update}. */
final class LivePage {
    /** Where {@code live-page.html} and the script are in the page's own server. */
    static final String PAGE = "/live-page.html";

    static final String SCRIPT = "/script/client.js";

    private static final Pattern CONNECT = Pattern.compile("\"connectionType\":\"([a-z-]+)\"");

    private final Tab tab;

    private LivePage(Tab tab) {
        this.tab = tab;
    }

    /**
     * Opens it; {@link #ready} waits until it is subscribed.
     *
     * @param origin where the page comes from
     * @param hub the address it gives to its client: absolute, or a path of its own origin
     * @param disabled the transports that its client is told not to use
     */
    static LivePage load(Profile profile, String origin, String hub, String... disabled) {
        return load(profile, URI.create(origin + PAGE), SCRIPT, hub, disabled);
    }

    static LivePage load(Profile profile, URI page, String script, String hub, String... disabled) {
        String query = "?script=" + encoded(script) + "&hub=" + encoded(hub) + "&disable=" + String.join(",", disabled);
        return new LivePage(profile.open(page + query));
    }

    LivePage ready() {
        tab.until("ready || trouble.length > 0");
        if (!tab.eval("trouble").equals(List.of())) {
            throw new AssertionError("trouble " + tab.eval("trouble") + " on " + tab);
        }
        return this;
    }

    /** Publishes the value and waits until the server has taken it. */
    void say(String json) {
        tab.eval("json => say(JSON.parse(json))", json);
    }

    /** Publishes without waiting for anything. */
    void sayLater(String json) {
        tab.eval("json => { say(JSON.parse(json)); }", json);
    }

    /** Publishes {@code {tag, i}} so many times at once. */
    void burst(int count, String tag) {
        tab.eval("([count, tag]) => burst(count, tag)", List.of(count, tag));
    }

    /** Publishes {@code {tag, i}} every few milliseconds until told to stop. */
    void beginTalking(String tag) {
        tab.eval("tag => { window.stopTalking = talk(tag); }", tag);
    }

    /** Gives how many it has published. */
    int stopTalking() {
        return ((Number) tab.eval("stopTalking()")).intValue();
    }

    /** Milliseconds from the making of its client until it was subscribed. */
    double readyAfter() {
        return ((Number) tab.eval("readyAfter")).doubleValue();
    }

    void awaitHeard(String json) {
        tab.until("heard.includes(" + quoted(json) + ")");
    }

    /** All data heard so far, as JSON in the order it came. */
    @SuppressWarnings("unchecked")
    List<String> heard() {
        return (List<String>) tab.eval("heard");
    }

    /** The numbers of a burst with this tag, in the order heard. */
    @SuppressWarnings("unchecked")
    List<Integer> numbers(String tag) {
        return (List<Integer>)
                tab.eval("tag => heard.map(text => JSON.parse(text)).filter(d => d.tag === tag).map(d => d.i)", tag);
    }

    /** The connection types that its {@code /meta/connect}s named so far, in order. */
    List<String> connectionTypes() {
        return tab.sent().stream()
                .flatMap(sent -> CONNECT.matcher(sent.text()).results())
                .map(result -> result.group(1))
                .toList();
    }

    /** Whether its last poll may be held for as long as the server likes. */
    boolean holdsItsPoll() {
        List<String> polls = tab.sent().stream()
                .map(Sent::text)
                .filter(text -> CONNECT.matcher(text).find())
                .toList();
        return !polls.isEmpty() && !polls.get(polls.size() - 1).contains("\"advice\"");
    }

    /** Waits until its client has changed to this connection type: it begins with another and looks for better ones. */
    void awaitConnectionType(String type) {
        await(() -> assertThat(connectionTypes()).as("%s", this).endsWith(type));
    }

    /** Says something until it goes by WebSocket; a {@code /meta/connect} held elsewhere may still be the last one. */
    void awaitPublishingByWebSocket() {
        await(() -> {
            say("0");
            assertThat(tab.sent().stream().filter(sent -> sent.text().contains("/broadcast")))
                    .as("%s", this)
                    .last()
                    .extracting(Sent::by)
                    .isEqualTo(Sent.WEBSOCKET);
        });
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await()
                .pollInSameThread() // the browser's
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(assertion);
    }

    Tab tab() {
        return tab;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public String toString() {
        return tab.toString();
    }
}
