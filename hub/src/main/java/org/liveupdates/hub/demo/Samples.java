package org.liveupdates.hub.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/** What a newcomer finds: a working week and a small project that look like ones. */
final class Samples {
    private static final String BLUE = "#3d6fd8";
    private static final String GREEN = "#2f8f5b";
    private static final String VIOLET = "#8a5bc7";
    private static final String ORANGE = "#c2642a";

    /** Id of the project, which is the first task. */
    private static final long PROJECT = 1;

    private Samples() {}

    /** Events in the week of that day. */
    static List<DemoEvent> events(LocalDate day) {
        LocalDate monday = mondayOf(day);
        return List.of(
                event(monday, "Planning", "09:00", "10:30", BLUE),
                event(monday, "Customer call", "13:00", "15:00", ORANGE),
                event(monday.plusDays(1), "Design review", "10:00", "12:00", VIOLET),
                event(monday.plusDays(2), "Interview", "09:30", "11:00", GREEN),
                event(monday.plusDays(2), "Workshop", "13:00", "16:00", BLUE),
                event(monday.plusDays(3), "Release", "11:00", "13:00", ORANGE),
                event(monday.plusDays(4), "Lunch", "12:00", "13:30", GREEN));
    }

    /** Tasks in the week of that day and the next. */
    static List<DemoTask> tasks(LocalDate day) {
        LocalDate monday = mondayOf(day);
        return List.of(
                task(monday, 0, 12, 0.3, 0, DemoTask.PROJECT, "New website"),
                task(monday, 0, 2, 1, PROJECT, "task", "Ideas"),
                task(monday, 2, 3, 0.6, PROJECT, "task", "Design"),
                task(monday, 3, 2, 0.4, PROJECT, "task", "Texts"),
                task(monday, 7, 3, 0, PROJECT, "task", "Build"),
                task(monday, 10, 2, 0, PROJECT, "task", "Tests"),
                task(monday, 12, 0, 0, PROJECT, DemoTask.MILESTONE, "Online"));
    }

    /** Links between the tasks, whose ids begin with 1. */
    static List<DemoLink> links() {
        return List.of(
                new DemoLink(2, 3, "0"),
                new DemoLink(3, 5, "0"),
                new DemoLink(4, 5, "0"),
                new DemoLink(5, 6, "0"),
                new DemoLink(6, 7, "0"));
    }

    private static LocalDate mondayOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static DemoEvent event(LocalDate day, String text, String start, String end, String color) {
        return new DemoEvent(text, Fields.time(day + " " + start), Fields.time(day + " " + end), color);
    }

    private static DemoTask task(
            LocalDate monday, int after, int days, double progress, long parent, String type, String text) {
        return new DemoTask(text, monday.plusDays(after).atStartOfDay(), days, progress, parent, type);
    }
}
