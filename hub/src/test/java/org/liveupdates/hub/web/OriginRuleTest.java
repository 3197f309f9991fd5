package org.liveupdates.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveupdates.hub.config.HubConfig;

class OriginRuleTest {
    private static OriginRule rule(String... settings) {
        return new OriginRule(HubConfig.of(settings).access());
    }

    @Test
    void knowsNoNameButLoopbackWithoutSettings() {
        OriginRule rule = rule();
        assertThat(rule.knowsHost("LocalHost.")).isTrue();
        assertThat(rule.knowsHost("a.localhost")).isTrue();
        assertThat(rule.knowsHost("10.1.2.3")).isTrue();
        assertThat(rule.knowsHost("[::1]")).isTrue();
        assertThat(rule.knowsHost("example.com")).isFalse();
        assertThat(rule.knowsHost("10.1.2.3.example.com")).isFalse();
    }

    @Test
    void knowsThePublicHostInAnySpelling() {
        OriginRule rule = rule("--public-url=https://App.Example.com", "--public-url=http://[FD00::7]", "--open");
        assertThat(rule.knowsHost("APP.example.com.")).isTrue();
        assertThat(rule.knowsHost("[fd00::7]")).isTrue();
        assertThat(rule.allows("https://app.example.com", "10.0.0.1")).isTrue();
        assertThat(rule.allows("http://[fd00::7]:8443", "10.0.0.1")).isTrue();
        assertThat(rule.allows("http://[fd00::8]", "10.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://app,                 app,            true",
        "https://app:8443,           app,            true",
        "http://my_app:3000,         my_app,         true",
        "http://APP.,                app,            true",
        "http://10.0.0.7:3000,       10.0.0.7,       true",
        "http://[fd00::1]:3000,      [fd00::1],      true",
        "http://10.0.0.7,            10.0.0.8,       false",
        "http://app.evil.com,        app,            false",
        "http://app,                 evil.app,       false",
        "http://app/,                app,            false",
        "http://app?,                app,            false",
        "http://app#,                app,            false",
        "http://x@app,               app,            false",
        "http://app:,                app,            false",
        "http://app:80:80,           app,            false",
        "http://app:x,               app,            false",
        "//app,                      app,            false",
        "app,                        app,            false",
        "null,                       null,           false",
        "http://,                    '',             false",
        "http://[fd00::1,            [fd00::1],      false",
    })
    void comparesNamesOnly(String origin, String host, boolean allowed) {
        assertThat(rule().allows(origin, host)).isEqualTo(allowed);
    }

    @Test
    void comparesListedOriginsAsAWhole() {
        OriginRule rule = rule("--allowed-origins=https://Partner.example:8443,null");
        assertThat(rule.allows("https://partner.EXAMPLE:8443", "app")).isTrue();
        assertThat(rule.allows("null", "app")).isTrue();
        assertThat(rule.allows("https://partner.example", "app")).isFalse();
        assertThat(rule.allows("http://partner.example:8443", "app")).isFalse();
        assertThat(rule.allowsAll()).isFalse();
    }

    @Test
    void needsNoHostForALoopbackOrigin() {
        assertThat(rule().allows("http://localhost", null)).isTrue();
        assertThat(rule().allows("http://null", null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example:8443/x?y#z, https://a.example:8443",
        "http://a.example?x,           http://a.example",
        "http://u:p@a.example/,        http://u:p@a.example",
        "about:blank,",
        "/x,",
        "'',",
    })
    void takesTheOriginOutOfAReferer(String referer, String origin) {
        assertThat(OriginRule.originOf(referer)).isEqualTo(origin);
    }
}
