package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** Gantt's tasks stand in a tree and are tied by links, which are numbered like tasks. */
class TreeTest extends OnStage {

    @InEach(Situation.TREE)
    void subTasksComeUnderTheirTaskAndMoveToAnother(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.adds("House", TUESDAY);
            String house = anna.idOf("House");
            bert.shows(house, "text", "House");
            anna.adds("Garden", TUESDAY);
            String garden = anna.idOf("Garden");
            bert.shows(garden, "text", "Garden");
            bert.eval("[%s, %s].forEach(id => { gantt.getTask(id).$open = true; })".formatted(house, garden));
            anna.adds("Fence", and(WEDNESDAY, "parent", house));
            String fence = anna.idOf("Fence");
            bert.shows(fence, "text", "Fence", "parent", house);
            bert.until("widget.order(" + house + ").join() === '" + fence + "'");

            anna.eval("([id, parent]) => widget.move(id, 0, parent)", List.of(fence, garden));
            bert.until("widget.order(" + garden + ").join() === '" + fence + "'");
            bert.shows(fence, "parent", garden);

            anna.eval("([id, parent]) => widget.move(id, 0, parent)", List.of(garden, 0));
            bert.until("widget.order(0).join() === '" + garden + "," + house + "'");

            anna.removes(garden);
            bert.lacks(garden);
            bert.lacks(fence);
            bert.shows(house, "text", "House");
            assertThat(bert.ids()).containsExactly(house);
            assertThat(bert.requests()).isEmpty();
            assertThat(anna.trouble()).isEmpty();
            assertThat(bert.trouble()).isEmpty();
        }
    }

    /** So back ends tell it that keep start and duration alone. */
    @InEach(Situation.TREE)
    void aTaskThatIsToldWithoutItsEndEndsWhereItsDurationSays(Setup setup) {
        try (WidgetPage anna = stage.open("anna", setup)) {
            stage.publish("{\"sid\":7001,\"tid\":7001,\"status\":\"inserted\",\"data\":"
                    + published(setup, 7001, "Wall") + ",\"kind\":\"task\"}");
            anna.shows("7001", and(TUESDAY, "text", "Wall"));
            stage.publish("{\"sid\":7001,\"tid\":7001,\"status\":\"updated\",\"kind\":\"task\","
                    + "\"data\":{\"id\":7001,\"text\":\"Wall\",\"start_date\":\"12-05-2027 09:00\",\"duration\":120}}");
            anna.shows("7001", "start_date", "2027-05-12 09:00", "end_date", "2027-05-12 11:00", "duration", "120");
            assertThat(anna.requests()).isEmpty();
        }
    }

    @InEach(Situation.TREE)
    void linksAreNotTakenForTheTasksOfTheSameNumber(Setup setup) {
        try (Pair pages = pages(setup)) {
            WidgetPage anna = pages.anna();
            WidgetPage bert = pages.bert();
            anna.adds("Wall", TUESDAY);
            String wall = anna.idOf("Wall");
            anna.adds("Roof", WEDNESDAY);
            String roof = anna.idOf("Roof");
            bert.shows(roof, "text", "Roof");

            anna.eval("link => { widget.addLink(link); }", Map.of("source", wall, "target", roof, "type", "0"));
            bert.until("widget.links().join() === '" + wall + "' && widget.linkDrawn('" + wall + "') === 1");
            assertThat(bert.eval("String(widget.getLink(%s).source)".formatted(wall)))
                    .isEqualTo(wall);

            anna.eval("id => { widget.getLink(id).type = '1'; gantt.updateLink(id); }", wall);
            bert.until("String(widget.getLink(" + wall + ").type) === '1'");

            anna.eval("id => { widget.removeLink(id); }", wall);
            bert.until("widget.links().length === 0 && widget.linkDrawn('" + wall + "') === 0");
            bert.shows(wall, "text", "Wall");
            assertThat(bert.ids()).containsExactly(wall, roof);
            assertThat(anna.ids()).containsExactly(wall, roof);
            assertThat(bert.requests()).isEmpty();
            allIsToldOnce(anna, bert);
        }
    }
}
