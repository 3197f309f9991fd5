package org.liveupdates.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,       10.255.0.1,          true",
        "10.0.0.0/8,       11.0.0.1,            false",
        "10.0.0.7,         10.0.0.7,            true",
        "10.0.0.7,         10.0.0.6,            false",
        "192.168.4.0/22,   192.168.7.255,       true",
        "192.168.4.0/22,   192.168.8.0,         false",
        "10.9.9.9/8,       10.1.1.1,            true",
        "0.0.0.0/0,        203.0.113.9,         true",
        "0.0.0.0/0,        ::1,                 false",
        "::1,              ::1,                 true",
        "::1,              0:0:0:0:0:0:0:1,     true",
        "fd00::/8,         fdff::1,             true",
        "fd00::/8,         fe00::1,             false",
        "2001:db8::/33,    2001:db8:7fff::1,    true",
        "2001:db8::/33,    2001:db8:8000::1,    false",
        "127.0.0.0/8,      ::ffff:127.0.0.1,    true",
    })
    void containsWhatSharesItsBits(String block, String address, boolean contains) {
        InetAddress literal = Objects.requireNonNull(AddressBlock.address(address));
        assertThat(AddressBlock.parse(block).contains(literal)).isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "_hidden",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "999.999.999.999",
                "1.2.3.4 ",
                "1.2.3.4:80",
                "0x7f.0.0.1",
                "::g",
                ":::1",
                "1:2:3",
                "fe80::1%eth0",
                "1.2.3.4/8",
                "evil.com:80"
            })
    void isNotMadeOfWhatIsNoLiteral(String text) {
        assertThat(AddressBlock.address(text)).isNull();
    }

    /** Whoever reaches the proxy writes such a header. */
    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isNotLookedForInALongText() {
        assertThat(AddressBlock.address(":".repeat(200_000) + "x")).isNull();
        assertThat(AddressBlock.address("0000:0000:0000:0000:0000:ffff:255.255.255.255"))
                .isNotNull();
    }

    /** A stranger's header must not make the hub ask a name server: 256.1.1.1 is a host name to Java. */
    @Test
    void asksNoNameServer() {
        assertThat(AddressBlock.address("256.256.256.256")).isNull();
    }
}
