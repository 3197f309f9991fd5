package org.liveupdates.hub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A changed default changes running hubs on their next start, so it has to be changed here too. */
class DefaultsTest {
    @Test
    void everyKeyHasItsDefault() {
        assertThat(Settings.all().stream().map(it -> it.key() + "=" + it.defaultText()))
                .containsExactly(
                        "host=127.0.0.1",
                        "port=8008",
                        "timeout=25s",
                        "session-timeout=90s",
                        "echo=false",
                        "relay=",
                        "room=",
                        "remote-path=",
                        "no-bridge=false",
                        "legacy-dates=%d-%m-%Y %H:%i",
                        "remote-dates=%Y-%m-%d %H:%i",
                        "zone=system",
                        "bridge-memory=64MiB",
                        "public-url=",
                        "open=false",
                        "auth-url=",
                        "auth-recheck=5m",
                        "remote-tokens-file=",
                        "jwt-secret-file=",
                        "jwks-url=",
                        "jwt-audience=",
                        "publish-tokens-file=",
                        "open-old-pages=false",
                        "allowed-origins=",
                        "trusted-proxies=127.0.0.0/8,::1",
                        "bryntum-port=off",
                        "bryntum-projects=",
                        "bryntum-reset=30m",
                        "bryntum-autosave=59m",
                        "static=",
                        "demo=false",
                        "demo-library=https://cdn.dhtmlx.com/scheduler/7.2/",
                        "demo-gantt=https://cdn.dhtmlx.com/gantt/10.0/",
                        "max-message=1MiB",
                        "max-nesting=100",
                        "max-batch=1000",
                        "max-subscriptions=1000",
                        "max-channels=100000",
                        "max-sessions=50000",
                        "max-queue=10000",
                        "max-queue-bytes=16MiB",
                        "config=");
    }

    @Test
    void nothingGivenMeansThis() {
        assertThat(HubConfig.of())
                .isEqualTo(new HubConfig(
                        "127.0.0.1",
                        8008,
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(90),
                        false,
                        List.of(),
                        new Rooms(Map.of()),
                        List.of(),
                        new Bridge(
                                true,
                                new PerRoom<>("%d-%m-%Y %H:%i", Map.of()),
                                new PerRoom<>("%Y-%m-%d %H:%i", Map.of()),
                                new PerRoom<>(ZoneId.systemDefault(), Map.of()),
                                64L << 20),
                        new Bryntum(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Duration.ofMinutes(30)),
                                Duration.ofMinutes(59)),
                        Optional.empty(),
                        Optional.empty(),
                        new Access(List.of(), false, List.of(), List.of("127.0.0.0/8", "::1")),
                        new Authentication(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Duration.ofMinutes(5),
                                Optional.empty(),
                                false),
                        new Limits(1 << 20, 100, 1000, 1000, 100_000, 50_000, 10_000, 16L << 20)));
    }
}
