package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users do all day on one page is seen on the other: once, in data and drawn, and without a word to the back end. */
class EverydayTest extends OnStage {
    @InEach(Situation.EVERYDAY)
    void createEditMoveResizeAndDeleteAreSeenOnce(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup);
                WidgetPage bert = stage.open("bert", setup)) {
            everyday(anna, bert);
            assertThat(anna.requests()).extracting(EverydayTest::method).containsExactlyElementsOf(methods(setup));
        }
    }

    /** What becomes of a new record, three changes of it, and its end. */
    private static List<String> methods(Setup setup) {
        return switch (setup.mode()) {
            case GET -> Collections.nCopies(5, "GET");
            case POST, JSON -> Collections.nCopies(5, "POST");
            case REST, REST_JSON, CUSTOM -> List.of("POST", "PUT", "PUT", "PUT", "DELETE");
        };
    }

    private static String method(String request) {
        return request.substring(0, request.indexOf(' '));
    }

    @InEach(Situation.BARE_ANSWERS)
    void aBackEndMayAnswerWithTheIdOnlyOrNothing(Setup setup) {
        try (WidgetPage anna = stage.open(WidgetPage.with("anna", setup).answered(BackEnd.Answers.BARE));
                WidgetPage bert = stage.open(WidgetPage.with("bert", setup).answered(BackEnd.Answers.BARE))) {
            everyday(anna, bert);
        }
    }

    /** Other widgets take 200 alone for an answer. */
    @ParameterizedTest
    @CsvSource({"SCHEDULER_4, REST", "GANTT_4, REST", "GANTT_10, REST_JSON"})
    void aBackEndMayAnswerWithTheStatusesOfRest(Widget widget, Widget.Mode mode) {
        Setup setup = new Setup(widget, mode);
        try (WidgetPage anna = stage.open(WidgetPage.with("anna", setup).answered(BackEnd.Answers.CREATED));
                WidgetPage bert = stage.open(WidgetPage.with("bert", setup).answered(BackEnd.Answers.CREATED))) {
            everyday(anna, bert);
        }
    }

    @InEach(Situation.ROUTER)
    void aPageMaySaveByAFunctionOrAnObjectOfItsOwn(Setup setup) {
        try (WidgetPage anna = stage.open(WidgetPage.with("anna", setup).with("router", "function"));
                WidgetPage bert = stage.open(WidgetPage.with("bert", setup).with("router", "object"))) {
            bert.adds("Object", TUESDAY);
            String id = bert.idOf("Object");
            anna.shows(id, and(TUESDAY, "text", "Object"));
            anna.changes(id, and(WEDNESDAY, "text", "Function"));
            bert.shows(id, and(WEDNESDAY, "text", "Function"));
            bert.changes(id, TUESDAY);
            anna.shows(id, and(TUESDAY, "text", "Function"));
            bert.removes(id);
            anna.lacks(id);
            anna.adds("Function", TUESDAY);
            String other = anna.idOf("Function");
            bert.shows(other, and(TUESDAY, "text", "Function"));
            anna.removes(other);
            bert.lacks(other);
            assertThat(anna.requests()).hasSize(3);
            assertThat(bert.requests()).hasSize(3);
            allIsToldOnce(anna, bert);
        }
    }

    private void everyday(WidgetPage anna, WidgetPage bert) {
        anna.adds("Stand-up", TUESDAY);
        String id = anna.idOf("Stand-up");
        bert.shows(id, and(TUESDAY, "text", "Stand-up"));

        anna.changes(id, "text", "Sit-down");
        bert.shows(id, "text", "Sit-down", "start_date", "2027-05-11 09:00");
        anna.changes(id, "start_date", "2027-05-12 11:00", "end_date", "2027-05-12 12:30");
        bert.shows(id, "text", "Sit-down", "start_date", "2027-05-12 11:00", "end_date", "2027-05-12 12:30");
        anna.changes(id, "end_date", "2027-05-12 15:00");
        bert.shows(id, "start_date", "2027-05-12 11:00", "end_date", "2027-05-12 15:00");
        assertThat(bert.ids()).containsExactly(id);
        assertThat(anna.ids()).containsExactly(id);

        anna.removes(id);
        bert.lacks(id);
        anna.lacks(id);
        assertThat(bert.ids()).isEmpty();
        assertThat(bert.requests()).isEmpty();
        assertThat(anna.requests()).hasSize(5);
        assertThat(stage.wire())
                .extracting(OnStage::summary)
                .containsExactly("inserted " + id, "updated " + id, "updated " + id, "updated " + id, "deleted " + id);
        allIsToldOnce(anna, bert);
    }
}
