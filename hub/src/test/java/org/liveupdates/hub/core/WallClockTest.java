package org.liveupdates.hub.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WallClockTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final String LEGACY = "%d-%m-%Y %H:%i";

    @ParameterizedTest
    @CsvSource({
        "%d-%m-%Y %H:%i, 11-05-2027 09:30, 2027-05-11T09:30",
        "%d-%m-%Y %H:%i, 1-5-2027 9:30, 2027-05-01T09:30",
        "%m-%d-%Y %H:%i, 05-11-2027 09:30, 2027-05-11T09:30", // the pages' own format goes first
        "%d/%m/%Y, 11/05/2027, 2027-05-11T00:00",
        "%j.%n.%y %G:%i:%s, 1.5.27 9:30:15, 2027-05-01T09:30:15",
        "%y-%m-%d, 99-05-01, 1999-05-01T00:00",
        "%Y%m%d%H%i, 202705110930, 2027-05-11T09:30",
        "%m/%d/%Y %h:%i %A, 05/11/2027 12:05 AM, 2027-05-11T00:05",
        "%m/%d/%Y %h:%i %A, 05/11/2027 12:05 PM, 2027-05-11T12:05",
        "%m/%d/%Y %g:%i%a, 05/11/2027 1:05pm, 2027-05-11T13:05",
    })
    void readsTheConfiguredFormat(String format, String text, LocalDateTime date) {
        assertThat(new WallClock(format, NEW_YORK).read(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-05-11 09:30, 2027-05-11T09:30",
        "2027-05-11 09:30:15, 2027-05-11T09:30:15",
        "2027-05-11, 2027-05-11T00:00",
        "05/11/2027 09:30, 2027-05-11T09:30",
        "05/11/2027, 2027-05-11T00:00",
        "11-05-2027 09:30:15, 2027-05-11T09:30:15",
        "11-05-2027, 2027-05-11T00:00",
        "2027-05-11T09:30:00, 2027-05-11T09:30",
        "2027-05-11T09:30:00.000, 2027-05-11T09:30",
        "2027-03-14T02:30:00, 2027-03-14T02:30", // the hour that New York leaves out
        "2027-05-11T13:30:00.000Z, 2027-05-11T09:30",
        "2027-01-11T14:30:00Z, 2027-01-11T09:30",
        "2027-05-11T15:30:00+02:00, 2027-05-11T09:30",
        "2027-05-11 15:30:00+0200, 2027-05-11T09:30",
        "9999-02-01 00:00:00, 9999-02-01T00:00",
    })
    void readsWhatBackEndsWrite(String text, LocalDateTime date) {
        assertThat(new WallClock(LEGACY, NEW_YORK).read(text)).isEqualTo(date);
    }

    static Stream<Number> moments() {
        return Stream.of(
                1_810_042_200_000L,
                new BigInteger("1810042200000"),
                new BigDecimal("1810042200000.0"),
                1810042200000.0);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void readsMillisecondsSince1970(Number moment) {
        assertThat(new WallClock(LEGACY, NEW_YORK).read(moment)).isEqualTo(LocalDateTime.of(2027, 5, 11, 9, 30));
    }

    static Stream<Object> nonsense() {
        return Stream.of(
                "",
                "tomorrow",
                "31-02-2027 09:30",
                "2027-13-01",
                "2027-05-11T25:00:00",
                "11-05-2027 09:30 and more",
                "11-05-27 09:30",
                "2027-05-11T09:30:00+99:00",
                "9999-12-31T23:59:59-12:00",
                "1".repeat(100_000),
                "٢٠٢٧-٠٥-١١",
                true,
                List.of(),
                new BigDecimal("1e999999999"),
                new BigInteger("9".repeat(900)),
                Long.MAX_VALUE);
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void readsNothingFromNonsense(Object value) {
        assertThat(new WallClock(LEGACY, ZoneId.of("UTC-10")).read(value)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "%d-%m-%Y %H:%i, 01-05-2027 09:03",
        "%Y-%m-%d %H:%i:%s, 2027-05-01 09:03:07",
        "%j.%n.%y %G:%i, 1.5.27 9:03",
        "%h:%i %A, 09:03 AM",
        "%g:%i%a, 9:03am",
        "100%, 100%",
    })
    void writesEveryToken(String format, String text) {
        assertThat(new WallClock(format, NEW_YORK).write(LocalDateTime.of(2027, 5, 1, 9, 3, 7)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 12:00 AM 12am", "1, 01:00 AM 1am", "12, 12:00 PM 12pm", "13, 01:00 PM 1pm", "23, 11:00 PM 11pm"})
    void writesTheHalvesOfTheDay(int hour, String text) {
        assertThat(new WallClock("%h:%i %A %g%a", NEW_YORK).write(LocalDateTime.of(2027, 5, 1, hour, 0)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Asia/Kolkata"})
    void keepsWhatItWroteWhereverTheClockHangs(String zone) {
        Random random = new Random(7);
        for (String format : List.of(LEGACY, "%Y-%m-%d %H:%i", "%m/%d/%Y %h:%i %A", "%j.%n.%Y %G:%i")) {
            WallClock clock = new WallClock(format, ZoneId.of(zone));
            for (int i = 0; i < 5000; i++) {
                LocalDateTime date = LocalDateTime.of(2027, 1, 1, 0, 0).plusMinutes(random.nextInt(2 * 366 * 24 * 60));
                assertThat(clock.read(clock.write(date))).isEqualTo(date);
            }
        }
    }
}
