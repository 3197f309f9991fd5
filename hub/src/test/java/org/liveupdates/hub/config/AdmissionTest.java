package org.liveupdates.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.config.SettingsTest.mistakes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final String CHOICE =
            ", so choose who comes in: add --open (everybody who reaches the hub, as with the original).";

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5", "hub.example", "[fe80::1]", "localhost.example"})
    void aHubOthersReachNeedsADecision(String host) {
        assertThat(mistakes("--host", host))
                .singleElement()
                .asString()
                .startsWith("Other machines reach ")
                .endsWith(CHOICE);
        assertThat(mistakes("--host", host, "--open")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"})
    void aHubOfThisMachineAloneNeedsNone(String host) {
        assertThat(mistakes("--host", host)).isEmpty();
    }

    @Test
    void aPublicSiteNeedsADecisionThoughTheProxyIsOnThisMachine() {
        assertThat(mistakes("--public-url=https://example.com")).containsExactly("The site is public" + CHOICE);
        assertThat(mistakes("--public-url=https://example.com", "--open")).isEmpty();
    }

    @Test
    void aMistakeInTheDecisionIsToldAlone() {
        assertThat(mistakes("--host=0.0.0.0", "--open=ja"))
                .containsExactly("--open=ja is neither true nor false: choose one.");
    }
}
