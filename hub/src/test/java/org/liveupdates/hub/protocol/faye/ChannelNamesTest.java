package org.liveupdates.hub.protocol.faye;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"/a", "/foo/bar", "/__proto__", "/constructor", "/A-z_0!~()$@", "/meta", "/service/x"})
    void takesNamesForPublishingAndListening(String name) {
        assertThat(ChannelNames.isName(name)).isTrue();
        assertThat(ChannelNames.isPattern(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*", "/**", "/foo/*", "/foo/**", "/a/b/**"})
    void takesWildcardsForListeningOnly(String pattern) {
        assertThat(ChannelNames.isName(pattern)).isFalse();
        assertThat(ChannelNames.isPattern(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "foo",
                "/foo/",
                "/foo//bar",
                "/föö",
                "/foo bar",
                "/foo\n",
                "/*/foo",
                "/foo/*/bar",
                "/foo*",
                "/foo/***",
                "/**/*",
                "*",
                "**",
                "/a.b",
                "/a%20b"
            })
    void takesNothingElse(String text) {
        assertThat(ChannelNames.isName(text)).isFalse();
        assertThat(ChannelNames.isPattern(text)).isFalse();
    }

    @Test
    void boundsTheLength() {
        assertThat(ChannelNames.isName("/" + "a".repeat(255))).isTrue();
        assertThat(ChannelNames.isName("/" + "a".repeat(256))).isFalse();
        assertThat(ChannelNames.isPattern("/" + "a".repeat(256))).isFalse();
    }

    @Test
    void knowsTheProtocolsOwn() {
        assertThat(ChannelNames.isMeta("/meta")).isTrue();
        assertThat(ChannelNames.isMeta("/meta/subscribe/x")).isTrue();
        assertThat(ChannelNames.isMeta("/metal")).isFalse();
        assertThat(ChannelNames.isService("/service/**")).isTrue();
        assertThat(ChannelNames.isService("/services")).isFalse();
    }
}
