package org.liveupdates.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveupdates.hub.config.SettingsTest.mistakes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Test
    void unitsAreUnderstood() {
        assertThat(HubConfig.of("--timeout=1500ms").hold()).isEqualTo(Duration.ofMillis(1500));
        assertThat(HubConfig.of("--timeout=5m", "--session-timeout=1h").sessionTimeout())
                .isEqualTo(Duration.ofHours(1));
        assertThat(HubConfig.of("--max-message=512B").limits().messageBytes()).isEqualTo(512);
        assertThat(HubConfig.of("--max-message=64KiB").limits().messageBytes()).isEqualTo(65_536);
        assertThat(HubConfig.of("--max-queue-bytes=4GiB").limits().queueBytes()).isEqualTo(1L << 32);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --timeout=25              | has no unit: write for example 250ms, 25s, 5m or 1h
        --timeout=25sec           | is not a time: write for example 250ms, 25s, 5m or 1h
        --timeout=-1s             | is not a time: write for example 250ms, 25s, 5m or 1h
        --timeout=999ms           | is out of range: use 1s to 10m
        --timeout=11m             | is out of range: use 1s to 10m
        --max-message=1000        | has no unit: write for example 512B, 64KiB or 1MiB
        --max-message=1MB         | is not a size: write for example 512B, 64KiB or 1MiB
        --max-message=99999999999GiB | is not a size: write for example 512B, 64KiB or 1MiB
        --max-message=300MiB      | is out of range: use 512B to 256MiB
        --port=-1                 | is not a whole number: use 0 to 65535
        --port=65536              | is out of range: use 0 to 65535
        --max-sessions=0          | is out of range: use 1 to 1000000
        --host=localhost:8008     | is not a host: write an address or a name alone, such as 127.0.0.1 or 0.0.0.0
        --host=http://localhost   | is not a host: write an address or a name alone, such as 127.0.0.1 or 0.0.0.0
        --host=256.0.0.1          | is not a host: write an address or a name alone, such as 127.0.0.1 or 0.0.0.0
        --trusted-proxies=10.0.0.0/33 | is neither an address nor a block: write it as 10.0.0.7, 10.0.0.0/8, ::1 or fd00::/8
        --trusted-proxies=proxy   | is neither an address nor a block: write it as 10.0.0.7, 10.0.0.0/8, ::1 or fd00::/8
        --allowed-origins=a.example | is not an origin: write it as https://example.com (no path), or * for all, or null
        --allowed-origins=http://a/b | is not an origin: write it as https://example.com (no path), or * for all, or null
        """)
    void whatIsNotUnderstoodSaysHowToWriteIt(String arg, String complaint) {
        assertThat(mistakes(arg)).containsExactly(arg + " " + complaint + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "ftp://example.com",
                "https://",
                "https://u@example.com",
                "https://a b",
                "https://a.example?x",
                "https://a.example:99999"
            })
    void aPublicUrlIsTheAddressOfASite(String url) {
        assertThat(mistakes("--open", "--public-url=" + url))
                .containsExactly("--public-url=" + url + " is not a site's address: write it as https://example.com.");
    }

    @Test
    void aPublicUrlKeepsItsPathWhichNoOriginHas() {
        Access access = HubConfig.of("--open", "--public-url=HTTPS://Example.com:443/liveUpdates/")
                .access();

        assertThat(access.publicUrls()).hasToString("[https://example.com:443/liveUpdates]");
        assertThat(access.publicOrigins()).containsExactly("https://example.com");
    }

    @Test
    void originsAreKeptAsBrowsersWriteThem() {
        assertThat(HubConfig.of("--allowed-origins", "*, null,HTTP://A.example:80,https://b.example:8443")
                        .access()
                        .allowedOrigins())
                .containsExactly("*", "null", "http://a.example", "https://b.example:8443");
    }

    @Test
    void nobodyIsTrustedWhenTheListOfProxiesIsEmpty() {
        assertThat(HubConfig.of("--trusted-proxies=").access().trustedProxies()).isEmpty();
    }

    @Test
    void proxiesAreAddressesAndBlocksOfBothFamilies() {
        assertThat(HubConfig.of("--trusted-proxies=10.0.0.7,10.0.0.0/8,::1,fd00::/8")
                        .access()
                        .trustedProxies())
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "a:b",
                "/a:",
                ":/b",
                "/a/*:/b",
                "/a:/**",
                "/meta/connect:/b",
                "/a:/service/b",
                "/a b:/c",
                "/a/:/b",
                "/a:/b:/c"
            })
    void aRelayIsAPairOfPlainChannels(String relay) {
        assertThat(mistakes("--relay=" + relay, "--relay=/x:/y"))
                .containsExactly("--relay=" + relay
                        + " is not a pair of channels: write /in:/out, without wildcards, /meta and /service.");
    }

    @Test
    void aRelayToItselfIsRefusedAndTheBuiltInOneIsNotDoubled() {
        assertThat(mistakes("--relay=/a:/a"))
                .containsExactly("--relay=/a:/a would repeat the channel to itself: name two different channels.");
        assertThat(HubConfig.of("--relay=/broadcast:/update,/a:/b,/a:/b").relays())
                .containsExactly(new HubConfig.Relay("/a", "/b"));
    }

    @Test
    void everyWrongItemOfAListIsTold() {
        assertThat(mistakes("--trusted-proxies=10.0.0.1,a,b")).hasSize(2);
    }

    @Test
    void theStaticDirectoryIsThere(@TempDir Path dir) {
        assertThat(HubConfig.of("--static", dir.toString()).staticDir()).contains(dir);
    }

    @Test
    void theSampleIsRestoredAndProjectsOfAFileOnlyWhenAskedFor(@TempDir Path dir) throws IOException {
        String file = "--bryntum-projects=" + Files.writeString(dir.resolve("projects.json"), "{}");
        assertThat(HubConfig.of().bryntum().reset()).contains(Duration.ofMinutes(30));
        assertThat(HubConfig.of("--bryntum-reset=off").bryntum().reset()).isEmpty();
        assertThat(HubConfig.of(file).bryntum().reset()).isEmpty();
        assertThat(HubConfig.of(file, "--bryntum-reset=30m").bryntum().reset()).contains(Duration.ofMinutes(30));
    }

    @Test
    void theSessionOutlivesThePoll() {
        assertThat(mistakes("--timeout=90s"))
                .containsExactly(
                        "--session-timeout must be longer than --timeout (90s): a page is silent while its poll is held.");
        assertThat(mistakes("--timeout=2x", "--session-timeout=20s")).hasSize(1);
    }
}
