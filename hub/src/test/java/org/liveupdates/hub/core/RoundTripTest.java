package org.liveupdates.hub.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.protocol.faye.FayeWire;
import org.liveupdates.hub.protocol.remoteevents.BadEvent;
import org.liveupdates.hub.protocol.remoteevents.RemoteEventsWire;

/** A record that goes from old pages to new ones and back shows the same time on the wall. */
class RoundTripTest {
    private static final DateTimeFormatter LEGACY = DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm");

    static Stream<Arguments> settings() {
        return Stream.of("America/New_York", "Asia/Kolkata")
                .flatMap(zone -> Stream.of("%Y-%m-%d %H:%i", "%m/%d/%Y %h:%i %A", "%d-%m-%Y %H:%i")
                        .map(format -> Arguments.of(zone, format)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void keepsTheTimeOnTheWall(String zone, String format) throws BadEvent {
        HubConfig config = HubConfig.of("--zone=" + zone, "--remote-dates=" + format);
        FayeWire old = new FayeWire(config, "main");
        RemoteEventsWire remote = new RemoteEventsWire(config, "main");
        Random random = new Random(11);
        LocalDateTime gap = LocalDateTime.of(2027, 3, 14, 0, 0); // New York skips 02:00 to 03:00
        LocalDateTime twice = LocalDateTime.of(2027, 11, 7, 0, 0); // and has 01:00 to 02:00 twice
        for (int i = 0; i < 3000; i++) {
            LocalDateTime from =
                    List.of(gap, twice, LocalDateTime.of(2020, 1, 1, 0, 0)).get(i % 3);
            LocalDateTime start = from.plusMinutes(random.nextInt(i % 3 == 2 ? 10 * 365 * 24 * 60 : 4 * 60));
            LocalDateTime end = start.plusMinutes(random.nextInt(300));
            String message =
                    ("{\"sid\":%1$d,\"tid\":%1$d,\"status\":\"updated\",\"data\":{\"id\":%1$d,\"start_date\":\"%2$s\","
                                    + "\"end_date\":\"%3$s\",\"n\":%4$s},\"kind\":\"event\"}")
                            .formatted(
                                    random.nextInt(1, 1000),
                                    LEGACY.format(start),
                                    LEGACY.format(end),
                                    random.nextInt(999) + ".50");
            String frame = remote.write(old.read(message)).get(0).frame();
            assertThat(old.write(remote.read(frame).get(0).changes())).containsExactly(message);
        }
    }
}
