package org.liveupdates.hub.widgets;

import static org.assertj.core.api.Assertions.assertThat;

/** Dates are what clocks on the wall show; users in New York and in Kolkata see the same digits, also when clocks change. */
class TimeZonesTest extends OnStage {

    @InEach(Situation.TIME_ZONES)
    void showTheSameDigitsOnBothSidesOfTheWorld(Setup setup) {
        for (String day : new String[] {"2027-03-14", "2027-11-07"}) {
            try (WidgetPage anna = page("anna", setup, "America/New_York", day);
                    WidgetPage bert = page("bert", setup, "Asia/Kolkata", day)) {
                assertThat(anna.eval("new Date(2027, 6, 1).getTimezoneOffset()"))
                        .isEqualTo(240);
                assertThat(bert.eval("new Date(2027, 6, 1).getTimezoneOffset()"))
                        .isEqualTo(-330);
                goThere(anna, bert, day);
                assertThat(anna.requests()).hasSize(3);
                assertThat(bert.requests()).hasSize(1);
                allIsToldOnce(anna, bert);
            }
        }
    }

    private static void goThere(WidgetPage anna, WidgetPage bert, String day) {
        Object[] morning = {"start_date", day + " 08:00", "end_date", day + " 09:15"};
        Object[] evening = {"start_date", day + " 00:30", "end_date", day + " 19:30"};
        anna.adds("Of Anna " + day, morning);
        String id = anna.idOf("Of Anna " + day);
        bert.shows(id, morning);
        bert.changes(id, evening);
        anna.shows(id, evening);
        anna.changes(id, morning);
        bert.shows(id, morning);
        anna.removes(id);
        bert.lacks(id);
    }

    @InEach(Situation.TIME_ZONES)
    void areReadInTheFormatOfThePage(Setup setup) {
        String american = "%m/%d/%Y %H:%i";
        try (WidgetPage anna = stage.open(WidgetPage.with("anna", setup).with("apiDate", american));
                WidgetPage bert = stage.open(WidgetPage.with("bert", setup).with("apiDate", american));
                WidgetPage carl = stage.open(WidgetPage.with("carl", setup).with("apiDate", "%Y-%m-%d %H:%i"))) {
            anna.adds("Stand-up", TUESDAY);
            String id = anna.idOf("Stand-up");
            assertThat(stage.wire().get(0).at("/data/start_date").asText()).isEqualTo("05/11/2027 09:00");
            bert.shows(id, TUESDAY);
            carl.shows(id, TUESDAY);
            carl.changes(id, WEDNESDAY);
            anna.shows(id, WEDNESDAY);
            bert.shows(id, WEDNESDAY);
            assertThat(anna.requests()).hasSize(1);
            assertThat(bert.requests()).isEmpty();
            assertThat(carl.requests()).hasSize(1);
            allIsToldOnce(anna, bert, carl);
        }
    }

    private WidgetPage page(String name, Setup setup, String zone, String day) {
        return stage.open(zone, WidgetPage.with(name, setup).with("day", day));
    }
}
