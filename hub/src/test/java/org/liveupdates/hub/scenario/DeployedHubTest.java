package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawHttp;

/** A hub that the world reaches: does not start until somebody has decided who comes in, and then keeps to it. */
class DeployedHubTest {
    @ParameterizedTest
    @ValueSource(strings = {"--host=0.0.0.0", "--host=::", "--host=192.0.2.7", "--public-url=https://app.example.com"})
    void doesNotStartUndecided(String setting) {
        assertThatThrownBy(() -> HubConfig.of(setting)).hasMessageContaining("--open");
    }

    @Test
    void takesItsOwnSiteAndNoOther() {
        try (HubRelay hub = new HubRelay("--host=0.0.0.0", "--public-url=https://app.example.com/live", "--open")) {
            RawHttp http = new RawHttp(hub.port());
            String site = "Origin: https://app.example.com";
            assertThat(http.post("/live", "[]", "Host: app.example.com", site).status())
                    .isEqualTo(200);
            assertThat(http.upgrade("/live", "Host: app.example.com", site).status())
                    .isEqualTo(101);
            assertThat(http.post("/live", "[]", "Host: other.example.com", site).status())
                    .isEqualTo(421);
            assertThat(http.post("/live", "[]", "Host: app.example.com", "Origin: https://other.example.com")
                            .status())
                    .isEqualTo(403);
        }
    }

    /** Behind a proxy that does not pass the host on, everybody asks for this machine. */
    @Test
    void takesItsOwnSiteBehindAProxyThatHidesTheHost() {
        try (HubRelay hub = new HubRelay("--public-url=https://app.example.com", "--open")) {
            RawHttp http = new RawHttp(hub.port());
            for (String host : List.of("Host: localhost:8008", "Host: 127.0.0.1:8008", "Host: 10.0.0.3")) {
                assertThat(http.upgrade("/sync", host, "Origin: https://app.example.com")
                                .status())
                        .isEqualTo(101);
                assertThat(http.upgrade("/sync", host, "Origin: https://other.example.com")
                                .status())
                        .isEqualTo(403);
            }
        }
    }

    /** Open is a word about who may reach the hub, not about whose pages may. */
    @Test
    void isOpenToPeopleNotToPagesOfOtherSites() {
        try (HubRelay hub = new HubRelay("--host=0.0.0.0", "--open")) {
            RawHttp http = new RawHttp(hub.port());
            assertThat(http.post("/sync", "[]", "Origin: https://evil.com").status())
                    .isEqualTo(403);
            assertThat(http.post("/sync", "[]").status()).isEqualTo(200);
        }
    }
}
