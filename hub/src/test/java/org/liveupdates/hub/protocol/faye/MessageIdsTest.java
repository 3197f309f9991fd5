package org.liveupdates.hub.protocol.faye;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdsTest {
    private final MessageIds ids = new MessageIds();

    @ParameterizedTest
    @CsvSource({"0, 0", "9, 9", "a, 10", "z, 35", "10, 36", "1z141z3, 4294967295", "zzzzzzzzzz, 3656158440062975"})
    void readsBase36(String id, long number) {
        assertThat(ids.number(id)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", " 1", "a b", "ž", "zzzzzzzzzzz"})
    void takesNothingElseForANumber(String id) {
        assertThat(ids.number(id)).isEqualTo(-1);
    }

    @Test
    void areDecimalsForAClientThatCountsSo() {
        ids.countInBaseTen();
        saw("9");
        assertThat(ids.isNext("10")).isTrue();
        assertThat(ids.isNext("11")).isFalse();
        assertThat(ids.number("1234567890")).isEqualTo(1_234_567_890);
        assertThat(ids.number("a")).isEqualTo(-1);
    }

    @Test
    void knowNothingBeforeTheFirst() {
        assertThat(ids.isNext("7")).isTrue();
        assertThat(ids.isLate("7")).isFalse();
    }

    @Test
    void seeAGap() {
        saw("1", "2");
        assertThat(ids.isNext("3")).isTrue();
        assertThat(ids.isNext("4")).isFalse();
        assertThat(ids.isLate("2")).isTrue();
        assertThat(ids.isLate("3")).isFalse();
    }

    @Test
    void closeAGapWhenAllInItHaveBeenSeen() {
        saw("1", "5", "3", "4");
        assertThat(ids.isNext("6")).isFalse();
        saw("2");
        assertThat(ids.isNext("6")).isTrue();
        assertThat(ids.isLate("5")).isTrue();
    }

    @Test
    void takeAVeryLargeGapForANewBeginning() {
        saw("1", "zzz");
        assertThat(ids.isNext("1000")).isTrue();
        assertThat(ids.isNext("1001")).isFalse();
        assertThat(ids.isNext("2")).isTrue();
    }

    @Test
    void beginAnewWhenTheCounterOfAClientDoes() {
        saw("1z141z3", "0", "1");
        assertThat(ids.isNext("2")).isTrue();
        assertThat(ids.isNext("3")).isFalse();
        assertThat(ids.isLate("0")).isTrue();
    }

    @Test
    void forgetWhatWasGivenUp() {
        saw("1", "4");
        ids.skipTo("6");
        assertThat(ids.isNext("6")).isTrue();
        assertThat(ids.isNext("7")).isFalse();
        assertThat(ids.isLate("2")).isTrue();
    }

    private void saw(String... seen) {
        for (String id : seen) {
            ids.saw(id);
        }
    }
}
