package org.liveupdates.hub.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/** What a newcomer finds: a working week that looks like one. */
final class Samples {
    private static final String BLUE = "#3d6fd8";
    private static final String GREEN = "#2f8f5b";
    private static final String VIOLET = "#8a5bc7";
    private static final String ORANGE = "#c2642a";

    private Samples() {}

    static List<DemoEvent> weekOf(LocalDate day) {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return List.of(
                event(monday, "Planning", "09:00", "10:30", BLUE),
                event(monday, "Customer call", "13:00", "15:00", ORANGE),
                event(monday.plusDays(1), "Design review", "10:00", "12:00", VIOLET),
                event(monday.plusDays(2), "Interview", "09:30", "11:00", GREEN),
                event(monday.plusDays(2), "Workshop", "13:00", "16:00", BLUE),
                event(monday.plusDays(3), "Release", "11:00", "13:00", ORANGE),
                event(monday.plusDays(4), "Lunch", "12:00", "13:30", GREEN));
    }

    private static DemoEvent event(LocalDate day, String text, String start, String end, String color) {
        return new DemoEvent(text, DemoEvent.time(day + " " + start), DemoEvent.time(day + " " + end), color);
    }
}
