package org.liveupdates.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.config.HubConfig;

class GreetingTest {
    @Test
    void showsWhatToPutIntoAPage() {
        assertThat(Greeting.text("1.0.0", HubConfig.of(), 8008)).isEqualTo("""
                        live updates hub 1.0.0 on http://127.0.0.1:8008
                          pages    <script src="http://localhost:8008/client.js"></script>
                                   dp.live_updates("http://localhost:8008/sync")
                                   new RemoteEvents("http://localhost:8008/api/v1", token)
                                   new ProjectModel({ wsAddress: "ws://localhost:8008/bryntum" })
                          watch    ./run.sh watch http://localhost:8008/sync
                        """);
    }

    @Test
    void saysWhereTheDemoIsWhenThereIsOne() {
        assertThat(Greeting.text("1.0.0", HubConfig.of("--demo"), 8009))
                .endsWith("/sync\n  demo     http://localhost:8009/demo/\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, http://localhost:9/sync",
        "'::', http://localhost:9/sync",
        "'::1', http://[::1]:9/sync",
        "192.0.2.7, http://192.0.2.7:9/sync",
        "hub.example, http://hub.example:9/sync"
    })
    void namesAnAddressThatCanBeTyped(String host, String url) {
        assertThat(Greeting.text("dev", HubConfig.of("--open", "--host", host), 9))
                .contains("dp.live_updates(\"" + url + "\")")
                .contains("watch " + url);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, /liveUpdates, wss://example.com/liveUpdates/bryntum",
        "https://example.com/, /liveUpdates, wss://example.com/liveUpdates/bryntum",
        "http://example.com:81/hub, /hub, ws://example.com:81/hub/bryntum"
    })
    void pagesOfASiteUseItsPathAndThisMachineTheHubItself(String site, String mount, String socket) {
        assertThat(Greeting.text("dev", HubConfig.of("--open", "--public-url", site), 8008))
                .contains("<script src=\"" + mount + "/client.js\">")
                .contains("dp.live_updates(\"" + mount + "\")")
                .contains("wsAddress: \"" + socket + "\"")
                .contains("watch http://localhost:8008/sync");
    }
}
