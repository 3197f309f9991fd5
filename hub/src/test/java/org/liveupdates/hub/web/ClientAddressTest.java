package org.liveupdates.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose request it is. A page can write any header; only what a trusted proxy has appended on its right is known. */
class ClientAddressTest {
    private final ClientAddress rule = new ClientAddress(List.of("127.0.0.0/8", "::1", "10.0.0.0/8", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9                              | 203.0.113.9",
                "203.0.113.9:4711                         | 203.0.113.9",
                "198.51.100.1, 203.0.113.9                | 203.0.113.9",
                "198.51.100.1, 203.0.113.9, 10.1.1.1      | 203.0.113.9",
                "203.0.113.9 , 10.1.1.1 ,127.0.0.1        | 203.0.113.9",
                "127.0.0.1, 203.0.113.9                   | 203.0.113.9",
                "10.1.1.1, 10.2.2.2                       | 10.1.1.1",
                "2001:db8::9                              | 2001:db8:0:0:0:0:0:9",
                "[2001:db8::9]                            | 2001:db8:0:0:0:0:0:9",
                "[2001:db8::9]:4711, fd00::7              | 2001:db8:0:0:0:0:0:9",
                "::ffff:203.0.113.9                       | 203.0.113.9",
                "198.51.100.1, unknown                    | unknown",
                "198.51.100.1, _hidden, 10.1.1.1          | unknown",
                "198.51.100.1, evil.com                   | unknown",
                "198.51.100.1, 256.1.1.1                  | unknown",
                "198.51.100.1, 2001:db8::g                | unknown",
                "198.51.100.1, [2001:db8::9               | unknown",
                "198.51.100.1, <script>                   | unknown",
            })
    void isTheRightMostThatIsNoTrustedProxy(String forwarded, String client) {
        assertThat(of("127.0.0.1", "X-Forwarded-For", forwarded)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.9                                        | 203.0.113.9",
                "For=\"203.0.113.9:4711\";proto=https                   | 203.0.113.9",
                "for=198.51.100.1, for=203.0.113.9;by=10.0.0.1          | 203.0.113.9",
                "by=10.0.0.1; for=203.0.113.9, for=10.1.1.1             | 203.0.113.9",
                "for=\"[2001:db8::9]:4711\"                             | 2001:db8:0:0:0:0:0:9",
                "for=\"[2001:db8::9]\"                                  | 2001:db8:0:0:0:0:0:9",
                "for=198.51.100.1, for=unknown                          | unknown",
                "for=198.51.100.1, for=_SEVKISEK                        | unknown",
                "for=198.51.100.1, for=\"_SEVKISEK:80\"                 | unknown",
                "for=198.51.100.1, proto=https;by=10.0.0.1              | unknown",
                "for=198.51.100.1, for=                                 | unknown",
                "for=198.51.100.1, garbage                              | unknown",
                "for=198.51.100.1, for=\"203.0.113.9                     | 203.0.113.9",
                "for=198.51.100.1, for=x\"203.0.113.9\"                  | unknown",
                "for=198.51.100.1, for=\"a,b\"                          | unknown",
                "for=198.51.100.1;for=203.0.113.9                       | unknown",
            })
    void isReadFromTheStandardHeaderToo(String forwarded, String client) {
        assertThat(of("127.0.0.1", "Forwarded", forwarded)).isEqualTo(client);
    }

    @Test
    void isThePeerItselfWhenItIsNoTrustedProxy() {
        assertThat(of("203.0.113.7", "X-Forwarded-For", "198.51.100.1")).isEqualTo("203.0.113.7");
        assertThat(of("203.0.113.7", "Forwarded", "for=198.51.100.1")).isEqualTo("203.0.113.7");
    }

    @Test
    void isThePeerWhenNobodyIsNamed() {
        assertThat(rule.of(address("127.0.0.1"), HttpFields.EMPTY)).isEqualTo("127.0.0.1");
        assertThat(of("127.0.0.1", "X-Forwarded-For", "")).isEqualTo("127.0.0.1");
    }

    @Test
    void isReadOverSeveralLinesInTheirOrder() {
        HttpFields headers = HttpFields.build()
                .add("X-Forwarded-For", "198.51.100.1")
                .add("X-Forwarded-For", "203.0.113.9, 10.0.0.1");
        assertThat(rule.of(address("127.0.0.1"), headers)).isEqualTo("203.0.113.9");
    }

    /** A proxy that writes the one header passes the other on as the page sent it; the hub cannot know which is whose. */
    @Test
    void isUnknownWhenTheTwoHeadersDisagree() {
        HttpFields headers =
                HttpFields.build().add("X-Forwarded-For", "203.0.113.9").add("Forwarded", "for=198.51.100.1");
        assertThat(rule.of(address("127.0.0.1"), headers)).isEqualTo("unknown");
        HttpFields agreeing =
                HttpFields.build().add("X-Forwarded-For", "203.0.113.9").add("Forwarded", "for=203.0.113.9");
        assertThat(rule.of(address("127.0.0.1"), agreeing)).isEqualTo("203.0.113.9");
    }

    /** Whoever sends a header that contradicts the proxy's must not pass for the proxy, whose logins are not limited. */
    @Test
    void isNoProxyWhenItIsUnknown() {
        assertThat(rule.isProxy("unknown")).isFalse();
        assertThat(rule.isProxy("203.0.113.9")).isFalse();
        assertThat(rule.isProxy("127.0.0.1")).isTrue();
    }

    private String of(String peer, String header, String value) {
        return rule.of(address(peer), HttpFields.build().add(header, value));
    }

    private static InetAddress address(String literal) {
        return Objects.requireNonNull(AddressBlock.address(literal));
    }
}
