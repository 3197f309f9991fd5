package org.liveupdates.hub.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    /** Of {@code secret}: made by crypt(3) and by Python's hashlib. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
                "$scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$S7FwBvpu+z8K0PUVUagFRTUAB2dAxIZpzVHvLZir+98"
            })
    void matchWhatOtherProgramsHaveHashed(String hash) {
        assertThat(Passwords.isHash(hash)).isTrue();
        assertThat(Passwords.match(hash, "secret")).isTrue();
        assertThat(Passwords.match(hash, "Secret")).isFalse();
        assertThat(Passwords.match(hash, "")).isFalse();
    }

    @Test
    void twoHashesOfOnePasswordAreNotTheSame() {
        assertThat(Passwords.hash("secret")).isNotEqualTo(Passwords.hash("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
                "$apr1$abc$0123456789012345678901",
                "$2b$11$short",
                "$2x$04$0123456789012345678901234567890123456789012345678901x",
                "$2b$03$01234567890123456789012345678901234567890123456789012",
                "$2b$16$01234567890123456789012345678901234567890123456789012",
                "$scrypt$ln=30,r=8,p=1$MTIzNDU2Nzg5MDEyMzQ1Ng$MTIzNDU2Nzg5MDEyMzQ1Ng",
                "$scrypt$ln=17,r=8,p=1$MTIzNDU2Nzg5MDEyMzQ1Ng$MTIzNDU2Nzg5MDEyMzQ1Ng",
                "$scrypt$ln=15,r=0,p=1$MTIzNDU2Nzg5MDEyMzQ1Ng$MTIzNDU2Nzg5MDEyMzQ1Ng",
                "$scrypt$ln=15,r=8,p=1$$MTIzNDU2Nzg5MDEyMzQ1Ng",
                "$scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZ$S7FwBvpu+z8K0PUVUagFRTUAB2dAxIZpzVHvLZir+98",
                "$scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$S7FwBvpu+z8K0PUVUagFRTUAB2dAxIZpzVHvLZir+98ab"
            })
    void areNotWhatIsNoHashOrTooDear(String text) {
        assertThat(Passwords.isHash(text)).isFalse();
    }
}
