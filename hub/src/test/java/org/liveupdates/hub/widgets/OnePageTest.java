package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.widgets.Widget.Mode;

/** Several widgets on one page hear the same channel and have records with the same numbers. */
class OnePageTest extends OnStage {
    private static final Setup GRID = new Setup(Widget.GRID, Mode.POST);

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(new Setup(Widget.SCHEDULER_4, Mode.POST), new Setup(Widget.GANTT_10, Mode.REST)),
                Arguments.of(new Setup(Widget.SCHEDULER_4, Mode.REST), new Setup(Widget.GANTT_10, Mode.POST)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void schedulerGanttAndGridStayApart(Setup scheduler, Setup gantt) {
        try (WidgetPage anna = page("anna", scheduler, gantt);
                WidgetPage bert = page("bert", scheduler, gantt)) {
            threeRecordsOfOneNumber(anna, bert);
            anna.turnsTo("scheduler").changes("1001", "text", "Other event");
            bert.turnsTo("scheduler").shows("1001", and(TUESDAY, "text", "Other event"));
            bert.turnsTo("gantt").shows("1001", and(WEDNESDAY, "text", "Task"));
            bert.turnsTo("grid").shows("1001", "text", "Row", "price", "5");

            anna.turnsTo("grid").changes("1001", "price", "7");
            bert.shows("1001", "text", "Row", "price", "7");
            anna.turnsTo("gantt").removes("1001");
            bert.turnsTo("gantt").lacks("1001");
            bert.turnsTo("grid").shows("1001", "text", "Row");
            bert.turnsTo("scheduler").shows("1001", "text", "Other event");
            anna.turnsTo("grid").removes("1001");
            bert.turnsTo("grid").lacks("1001");
            bert.turnsTo("scheduler").shows("1001", "text", "Other event");
            assertThat(anna.turnsTo("scheduler").ids()).containsExactly("1001");
            assertThat(bert.requests()).isEmpty();
            allIsToldOnce(anna, bert);
        }
    }

    private static void threeRecordsOfOneNumber(WidgetPage anna, WidgetPage bert) {
        anna.turnsTo("scheduler").adds("Event", TUESDAY);
        bert.turnsTo("scheduler").shows(anna.idOf("Event"), and(TUESDAY, "text", "Event"));
        anna.turnsTo("gantt").adds("Task", WEDNESDAY);
        bert.turnsTo("gantt").shows(anna.idOf("Task"), and(WEDNESDAY, "text", "Task"));
        anna.turnsTo("grid").adds("Row", "price", "5");
        bert.turnsTo("grid").shows(anna.idOf("Row"), "text", "Row", "price", "5");
        for (String widget : new String[] {"scheduler", "gantt", "grid"}) {
            assertThat(bert.turnsTo(widget).ids()).as(widget).containsExactly("1001");
            assertThat(anna.turnsTo(widget).ids()).as(widget).containsExactly("1001");
        }
    }

    private WidgetPage page(String name, Setup scheduler, Setup gantt) {
        return stage.open(WidgetPage.with(name, scheduler).and(gantt).and(GRID));
    }
}
