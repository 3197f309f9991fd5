package org.liveupdates.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.config.SettingsTest.mistakes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final String CHOICE = ", so choose who comes in: add --auth-url=URL (whom the application knows)"
            + " or --remote-tokens-file=FILE (who has a token)"
            + " or --jwt-secret-file=FILE (who has a token signed with a secret)"
            + " or --jwks-url=URL (who has a token signed with a key)"
            + " or --publish-tokens-file=FILE (back ends with a token)"
            + " or --open (everybody who reaches the hub, as with the original).";
    private static final String ASK = "--auth-url=http://127.0.0.1/whoami";
    private static final String FILE = "README.md";

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                ASK,
                "--remote-tokens-file=" + FILE + " --open-old-pages",
                "--jwt-secret-file=" + FILE + " " + ASK,
                "--jwks-url=https://sso.example/keys --open-old-pages",
                "--publish-tokens-file=" + FILE + " " + ASK + " --open-old-pages"
            })
    void whoIsKnownIsADecision(String settings) {
        assertThat(mistakes(("--public-url=https://example.com " + settings).split(" ")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--remote-tokens-file=" + FILE,
                "--jwt-secret-file=" + FILE,
                "--jwks-url=https://sso.example/keys",
                "--publish-tokens-file=" + FILE
            })
    void tokensLeaveTheOldPagesToBeDecidedAbout(String setting) {
        assertThat(mistakes(setting))
                .containsExactly("Pages of the old protocol have no token, so choose who of them comes in: add"
                        + " --auth-url=URL (whom the application knows) or --open-old-pages (all of them).");
    }

    @Test
    void openContradictsEveryOtherWay() {
        assertThat(mistakes("--open", ASK, "--publish-tokens-file=" + FILE))
                .containsExactly(
                        "--open lets in everybody, so leave out either it or --auth-url, --publish-tokens-file.");
        assertThat(mistakes("--open", "--open-old-pages"))
                .containsExactly("--open lets in everybody, so leave out either it or --open-old-pages.");
    }

    @Test
    void openOldPagesDecidesNothingAlone() {
        assertThat(mistakes("--open-old-pages", "--host=0.0.0.0"))
                .containsExactly("--open-old-pages needs one of --auth-url, --remote-tokens-file, --jwt-secret-file,"
                        + " --jwks-url, --publish-tokens-file beside it, or choose --open alone.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "https://a.example,*"})
    void cookiesAreNotForEverySite(String origins) {
        assertThat(mistakes(ASK, "--allowed-origins=" + origins))
                .containsExactly("--allowed-origins * or null together with --auth-url would let every site act in the"
                        + " name of its visitors: name the sites.");
        assertThat(mistakes(ASK, "--allowed-origins=https://a.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a.example/", "a.example", "http://", "http://a.example/#x", "/whoami"})
    void anAddressToAskIsOfTheWeb(String url) {
        assertThat(mistakes("--auth-url=" + url))
                .containsExactly(
                        "--auth-url=" + url + " is not an address to ask: write it as http://127.0.0.1:8080/whoami.");
    }

    @Test
    void aPasswordInAnAddressIsNotRepeated() {
        assertThat(mistakes("--jwks-url=http://me:s3cret@a.example/keys"))
                .singleElement()
                .asString()
                .doesNotContain("s3cret");
    }
}
