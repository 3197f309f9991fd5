package org.liveupdates.hub.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.core.Change.Operation;

@NullUnmarked // the fields of compiled records are not seen to be nullable
class RecordsTest {
    private static final Origin PAGE = new Origin("faye", new Object());
    private static final Origin OTHER_PAGE = new Origin("faye", new Object());
    private static final Origin OLD_BACK_END = new Origin("faye", null);
    private static final Origin BACK_END = new Origin("remoteevents", null);

    private long now = Long.MAX_VALUE - 5; // System.nanoTime may overflow at any moment
    private final List<String> log = new ArrayList<>();
    private final Records records = new Records(1 << 20, () -> now, log::add);

    // ---- completion

    @Test
    void completesAPartialChange() {
        tell(PAGE, event(Operation.ADD, 5, "text", "A", "start_date", "a", "end_date", "b"));
        assertThat(tell(BACK_END, event(Operation.UPDATE, "5", "text", "B")))
                .containsExactly(event(Operation.UPDATE, "5", "text", "B", "start_date", "a", "end_date", "b"));
        assertThat(tell(BACK_END, event(Operation.UPDATE, 5, "color", "red")))
                .containsExactly(
                        event(Operation.UPDATE, 5, "color", "red", "text", "B", "start_date", "a", "end_date", "b"));
    }

    /** Else a page could make every small change of a record one of megabytes, for all to read. */
    @Test
    void doesNotLetARecordGrowWithoutEnd() {
        tell(PAGE, event(Operation.ADD, 5, "start_date", "a", "end_date", "b"));
        tell(PAGE, event(Operation.ADD, 6, "start_date", "a", "end_date", "b"));
        int most = 0;
        for (int i = 0; i < 3000; i++) {
            List<Change> told = tell(PAGE, event(Operation.UPDATE, 5, "field" + i, "value"));
            most = Math.max(most, told.isEmpty() ? 0 : told.get(0).record().size());
        }
        assertThat(most).isBetween(100, 600);
        assertThat(tell(PAGE, event(Operation.UPDATE, 6, "text", "A"))).hasSize(1);
    }

    @Test
    void takesNullForAValue() {
        tell(PAGE, event(Operation.ADD, 5, "text", "A", "start_date", "a", "end_date", "b"));
        assertThat(tell(BACK_END, event(Operation.UPDATE, 5, "text", null))
                        .get(0)
                        .record())
                .containsEntry("text", null);
    }

    @Test
    void doesNotBridgeAPartialChangeOfAnUnknownRecord() {
        assertThat(tell(BACK_END, event(Operation.UPDATE, 5, "text", "B"))).isEmpty();
        assertThat(log).hasSize(1);
        assertThat(log.get(0)).contains("event", "start_date and end_date");
        assertThat(tell(BACK_END, event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b")))
                .containsExactly(event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b", "text", "B"));
    }

    @Test
    void complainsOnceAMinute() {
        for (int i = 0; i < 100; i++) {
            tell(BACK_END, event(Operation.UPDATE, i, "text", "B"));
        }
        assertThat(log).hasSize(1);
        pass(61);
        tell(BACK_END, event(Operation.UPDATE, 5, "text", "B"));
        assertThat(log).hasSize(2);
    }

    @Test
    void neverBridgesATaskWithoutItsTimes() {
        assertThat(tell(PAGE, change("task", Operation.UPDATE, 5, "start_date", "a")))
                .isEmpty();
        assertThat(tell(PAGE, change("task", Operation.ADD, 6, "duration", 3))).isEmpty();
        assertThat(tell(PAGE, change("task", Operation.ADD, 7, "start_date", "a", "duration", 0)))
                .hasSize(1);
        assertThat(tell(PAGE, change("task", Operation.ADD, 8, "start_date", "a", "end_date", "b")))
                .hasSize(1);
        assertThat(tell(PAGE, change("task", Operation.ADD, 9, "start_date", "a", "type", "milestone")))
                .hasSize(1);
    }

    @Test
    void doesNotContradictATasksNewTimesByItsOldOnes() {
        tell(PAGE, change("task", Operation.ADD, 5, "start_date", "a", "end_date", "b", "duration", 3));
        assertThat(fields(change("task", Operation.UPDATE, 5, "duration", 4)))
                .isEqualTo(map("id", 5, "duration", 4, "start_date", "a"));
        assertThat(fields(change("task", Operation.UPDATE, 5, "end_date", "c")))
                .isEqualTo(map("id", 5, "end_date", "c", "start_date", "a"));
        assertThat(fields(change("task", Operation.UPDATE, 5, "start_date", "d")))
                .isEqualTo(map("id", 5, "end_date", "c", "start_date", "d"));
        assertThat(fields(change("task", Operation.UPDATE, 5, "progress", 1)))
                .isEqualTo(map("id", 5, "end_date", "c", "start_date", "d", "progress", 1));
    }

    @Test
    void neverBridgesALinkWithoutItsEnds() {
        assertThat(tell(PAGE, change("link", Operation.UPDATE, 5, "type", "0"))).isEmpty();
        assertThat(tell(PAGE, change("link", Operation.UPDATE, 5, "source", 1, "target", 2)))
                .hasSize(1);
    }

    @Test
    void keepsKindsApart() {
        tell(PAGE, change("task", Operation.ADD, 5, "start_date", "a", "duration", 3));
        assertThat(tell(BACK_END, change("link", Operation.UPDATE, 5, "type", "0")))
                .isEmpty();
    }

    @Test
    void forgetsBookkeepingButPassesItOn() {
        assertThat(fields(event(Operation.ADD, 5, "start_date", "a", "end_date", "b", "_timed", true)))
                .containsKey("_timed");
        assertThat(fields(event(Operation.UPDATE, 5, "text", "A"))).doesNotContainKey("_timed");
    }

    // ---- ids and kinds

    @Test
    void makesANewRecordOfTheFirstDataAfterAnEmptyInsert() {
        assertThat(tell(PAGE, change("", Operation.ADD, 5))).isEmpty();
        assertThat(tell(PAGE, event(Operation.UPDATE, "5", "start_date", "a", "end_date", "b")))
                .containsExactly(event(Operation.ADD, "5", "start_date", "a", "end_date", "b"));
        assertThat(tell(PAGE, event(Operation.UPDATE, "5", "start_date", "a", "end_date", "b")))
                .containsExactly(event(Operation.UPDATE, "5", "start_date", "a", "end_date", "b"));
    }

    @Test
    void makesANewRecordOfTheFirstCompleteDataAfterAnInsertWithoutDates() {
        assertThat(tell(BACK_END, event(Operation.ADD, 5, "text", "A"))).isEmpty();
        assertThat(tell(BACK_END, event(Operation.UPDATE, 5, "color", "red"))).isEmpty();
        assertThat(tell(BACK_END, event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b")))
                .containsExactly(
                        event(Operation.ADD, 5, "start_date", "a", "end_date", "b", "color", "red", "text", "A"));
    }

    @Test
    void takesAnUnknownRecordForOneThatPagesHaveLoaded() {
        assertThat(tell(PAGE, event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b")))
                .containsExactly(event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b"));
    }

    @Test
    void isNotImpressedByAnEmptyInsertOfWhatItKnows() {
        tell(BACK_END, event(Operation.ADD, 5, "start_date", "a", "end_date", "b"));
        pass(60);
        tell(PAGE, change("", Operation.ADD, 5));
        assertThat(tell(PAGE, event(Operation.UPDATE, 5, "text", "A")).get(0).operation())
                .isEqualTo(Operation.UPDATE);
    }

    @Test
    void takesATemporaryIdForNothing() {
        Change told = renamed(Operation.ADD, 1795160972983L, 1001);
        assertThat(tell(PAGE, told)).containsExactly(event(Operation.ADD, 1001, "start_date", "a", "end_date", "b"));
    }

    @Test
    void replacesARecordThatIsInsertedAgainUnderAnotherId() {
        tell(PAGE, renamed(Operation.ADD, 1795160972983L, 1001));
        assertThat(tell(PAGE, renamed(Operation.ADD, "1001", 1002)))
                .containsExactly(
                        change("event", Operation.DELETE, "1001"),
                        event(Operation.ADD, 1002, "start_date", "a", "end_date", "b"));
    }

    @Test
    void replacesARecordThatGetsAnotherIdByAnUpdate() {
        assertThat(tell(PAGE, renamed(Operation.UPDATE, 1001, 1002)))
                .containsExactly(
                        change("event", Operation.DELETE, 1001),
                        event(Operation.ADD, 1002, "start_date", "a", "end_date", "b"));
    }

    @Test
    void findsTheKindOfADeletion() {
        tell(PAGE, change("task", Operation.ADD, 5, "start_date", "a", "duration", 3));
        tell(PAGE, change("task", Operation.ADD, 6, "start_date", "a", "duration", 3));
        tell(PAGE, change("link", Operation.ADD, 6, "source", 5, "target", 6));
        assertThat(tell(PAGE, change("", Operation.DELETE, "5")))
                .containsExactly(change("task", Operation.DELETE, "5"));
        assertThat(tell(PAGE, change("", Operation.DELETE, 6))).isEmpty();
        assertThat(tell(PAGE, change("", Operation.DELETE, 7))).isEmpty();
        assertThat(log).hasSize(1);
    }

    @Test
    void takesADeletionForAnEventsWhereThereWereOnlyEvents() {
        assertThat(tell(PAGE, change("", Operation.DELETE, 7))).isEmpty();
        tell(PAGE, event(Operation.ADD, 5, "start_date", "a", "end_date", "b"));
        assertThat(tell(PAGE, change("", Operation.DELETE, 7))).containsExactly(change("event", Operation.DELETE, 7));
    }

    @Test
    void doesNotBringBackWhatWasDeleted() {
        tell(PAGE, event(Operation.DELETE, 5));
        Change late = event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b");
        assertThat(tell(PAGE, late)).isEmpty();
        assertThat(tell(PAGE, event(Operation.ADD, 5, "start_date", "a", "end_date", "b")))
                .hasSize(1);
        assertThat(tell(PAGE, late)).containsExactly(late);
    }

    // ---- series

    @Test
    void forgetsTheOccurrencesOfADeletedSeries() {
        tell(PAGE, event(Operation.ADD, 7, "start_date", "a", "end_date", "b", "rec_type", "day_1___"));
        tell(PAGE, event(Operation.ADD, 8, "start_date", "a", "end_date", "b", "event_pid", "7"));
        tell(PAGE, event(Operation.ADD, 9, "start_date", "a", "end_date", "b", "recurring_event_id", 7));
        tell(PAGE, event(Operation.ADD, 10, "start_date", "a", "end_date", "b", "event_pid", 70));
        tell(PAGE, event(Operation.DELETE, 7));
        assertThat(tell(BACK_END, event(Operation.UPDATE, 8, "text", "A"))).isEmpty();
        assertThat(tell(BACK_END, event(Operation.UPDATE, 9, "text", "A"))).isEmpty();
        assertThat(tell(BACK_END, event(Operation.UPDATE, 10, "text", "A"))).hasSize(1);
    }

    @Test
    void putsTheMarkOfARemovedOccurrenceInThePlaceOfTheChangedOne() {
        tell(PAGE, event(Operation.ADD, 8, "start_date", "a", "end_date", "b", "event_pid", 7));
        Change mark = event(Operation.ADD, 8, "start_date", "a", "end_date", "b", "event_pid", 7, "rec_type", "none");
        assertThat(tell(PAGE, mark)).containsExactly(event(Operation.DELETE, 8), mark);
        assertThat(tell(PAGE, mark)).containsExactly(mark);
    }

    // ---- repeats

    @Test
    void hearsTheSameFromPageAndBackEndOnce() {
        Change told = event(Operation.ADD, 5, "start_date", "a", "end_date", "b", "text", "A", "_timed", true);
        tell(PAGE, told);
        assertThat(isRepeat(BACK_END, told)).isTrue();
        assertThat(isRepeat(
                        BACK_END,
                        event(Operation.ADD, "5", "end_date", "b", "color", null, "n", 0, "x", "", "y", false)))
                .isTrue();
    }

    @Test
    void hearsTheSameFromBackEndAndPageOnce() {
        tell(BACK_END, event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b", "n", "7", "event_pid", 0));
        Change told = event(
                Operation.UPDATE, "5", "start_date", "a", "n", 7, "_sday", 3, "rec_pattern", "x", "event_pid", "0");
        assertThat(isRepeat(PAGE, told)).isTrue();
        assertThat(isRepeat(PAGE, event(Operation.UPDATE, "5", "id", 5, "n", new BigDecimal("7.0"))))
                .isTrue();
    }

    @Test
    void hearsADeletionFromBothOnce() {
        tell(BACK_END, event(Operation.DELETE, 5));
        assertThat(isRepeat(PAGE, change("", Operation.DELETE, "5"))).isTrue();
        assertThat(isRepeat(PAGE, event(Operation.DELETE, 5))).isTrue();
    }

    @Test
    void isNotSureOfADeletionOfUntoldKindInAGanttsRoom() {
        tell(BACK_END, change("task", Operation.DELETE, 5));
        assertThat(isRepeat(PAGE, change("", Operation.DELETE, 5))).isFalse();
        assertThat(isRepeat(PAGE, change("task", Operation.DELETE, 5))).isTrue();
    }

    @Test
    void hearsWhateverIsNews() {
        tell(PAGE, event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b", "text", "A"));
        assertThat(isRepeat(BACK_END, event(Operation.UPDATE, 5, "text", "B"))).isFalse();
        assertThat(isRepeat(BACK_END, event(Operation.UPDATE, 5, "text", ""))).isFalse();
        assertThat(isRepeat(BACK_END, event(Operation.UPDATE, 5, "text", null))).isFalse();
        assertThat(isRepeat(BACK_END, event(Operation.UPDATE, 5, "color", "red")))
                .isFalse();
        assertThat(isRepeat(BACK_END, event(Operation.ADD, 5, "text", "A"))).isFalse();
        assertThat(isRepeat(BACK_END, event(Operation.DELETE, 5))).isFalse();
        assertThat(isRepeat(BACK_END, event(Operation.UPDATE, 6, "text", "A"))).isFalse();
        assertThat(isRepeat(BACK_END, renamed(Operation.UPDATE, 4, 5))).isFalse();
        assertThat(records.isRepeat(BACK_END, List.of())).isFalse();
        assertThat(isRepeat(BACK_END, event(Operation.UPDATE, 5, "text", "A"))).isTrue();
    }

    @Test
    void neverTakesOneProtocolForARepeatOfItself() {
        Change told = event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b");
        tell(PAGE, told);
        assertThat(isRepeat(PAGE, told)).isFalse();
        assertThat(isRepeat(OTHER_PAGE, told)).isFalse();
        assertThat(isRepeat(OLD_BACK_END, told)).isFalse();
    }

    @Test
    void neverTakesABackEndForARepeatOfAnother() {
        Change told = event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b");
        tell(OLD_BACK_END, told);
        assertThat(isRepeat(BACK_END, told)).isFalse();
    }

    @Test
    void hearsTheWayBack() {
        Change one = event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b", "text", "A");
        Change other = event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b", "text", "B");
        tell(PAGE, one);
        tell(PAGE, other);
        assertThat(isRepeat(BACK_END, one)).isFalse(); // not the latest
    }

    @Test
    void comparesWithTheLatestOnly() {
        Change told = event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b", "text", "A");
        tell(PAGE, told);
        tell(BACK_END, event(Operation.UPDATE, 5, "color", "red"));
        assertThat(isRepeat(BACK_END, told)).isFalse();
        assertThat(isRepeat(PAGE, told)).isTrue();
    }

    @Test
    void forgetsWhatWasAnnouncedAfterAFewSeconds() {
        Change told = event(Operation.UPDATE, 5, "start_date", "a", "end_date", "b");
        tell(PAGE, told);
        pass(4);
        assertThat(isRepeat(BACK_END, told)).isTrue();
        pass(2);
        assertThat(isRepeat(BACK_END, told)).isFalse();
    }

    @Test
    void doesNotTakeForARepeatWhatTheOthersHaveNotHeard() {
        Change told = event(Operation.UPDATE, 5, "text", "A");
        tell(BACK_END, told);
        assertThat(isRepeat(PAGE, told)).isFalse();
    }

    @Test
    void hearsTheEmptyInsertOfWhatTheBackEndAnnouncedOnce() {
        tell(BACK_END, event(Operation.ADD, 5, "start_date", "a", "end_date", "b"));
        assertThat(isRepeat(PAGE, new Change("", Operation.ADD, 5, 1795160972983L, map())))
                .isTrue();
    }

    // ---- memory

    @Test
    void forgetsWhatItHasNotHeardOfForLongest() {
        Records small = new Records(64 << 10, () -> now, log::add);
        for (int i = 1; i <= 1000; i++) {
            small.complete(PAGE, List.of(event(Operation.ADD, i, "start_date", "a", "end_date", "b")));
            small.complete(PAGE, List.of(event(Operation.UPDATE, 1, "text", "A")));
        }
        assertThat(small.size()).isBetween(10, 300);
        assertThat(small.bytes()).isLessThanOrEqualTo(64 << 10);
        assertThat(small.complete(BACK_END, List.of(event(Operation.UPDATE, 1, "text", "A"))))
                .hasSize(1);
        assertThat(small.complete(BACK_END, List.of(event(Operation.UPDATE, 1000, "text", "A"))))
                .hasSize(1);
        assertThat(small.complete(BACK_END, List.of(event(Operation.UPDATE, 2, "text", "A"))))
                .isEmpty();
    }

    @Test
    void doesNotForgetAllForOneHugeRecord() {
        tell(PAGE, event(Operation.ADD, 1, "start_date", "a", "end_date", "b"));
        assertThat(tell(PAGE, event(Operation.ADD, 2, "start_date", "a", "end_date", "b", "text", "x".repeat(1 << 20))))
                .hasSize(1);
        assertThat(tell(BACK_END, event(Operation.UPDATE, 1, "text", "A"))).hasSize(1);
        assertThat(tell(BACK_END, event(Operation.UPDATE, 2, "text", "A"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void staysWithinItsBoundsWhateverIsAnnounced(long seed) {
        Random random = new Random(seed);
        Records small = new Records(64 << 10, () -> now, log::add);
        List<String> kinds = List.of("", "event", "event", "task", "link");
        for (int i = 0; i < 30_000; i++) {
            Map<String, Object> record = map("text", "x".repeat(random.nextInt(200)));
            if (random.nextBoolean()) {
                record.putAll(map("start_date", "a", "end_date", "b", "event_pid", random.nextInt(50)));
            }
            Operation operation = Operation.values()[random.nextInt(3)];
            String kind = kinds.get(random.nextInt(kinds.size()));
            Object former = random.nextInt(5) == 0 ? random.nextInt(1, 500) : null;
            Change change =
                    new Change(kind, operation, random.nextInt(1, 500), former, kind.isEmpty() ? map() : record);
            Origin origin = random.nextBoolean() ? PAGE : BACK_END;
            small.isRepeat(origin, List.of(change));
            small.complete(origin, List.of(change));
            assertThat(small.bytes()).isBetween(0L, 64L << 10);
        }
        assertThat(small.size()).isPositive();
        for (int id = 1; id <= 500; id++) {
            for (String kind : List.of("event", "task", "link")) {
                small.complete(PAGE, List.of(change(kind, Operation.DELETE, id)));
            }
        }
        long tombstones = small.bytes() / small.size();
        assertThat(tombstones).isLessThan(400); // no occurrence is still counted
    }

    // ----

    private List<Change> tell(Origin origin, Change change) {
        return records.complete(origin, List.of(change));
    }

    private Map<String, Object> fields(Change change) {
        return tell(PAGE, change).get(0).record();
    }

    private boolean isRepeat(Origin origin, Change change) {
        return records.isRepeat(origin, List.of(change));
    }

    private void pass(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private static Change event(Operation operation, Object id, Object... fields) {
        return change("event", operation, id, fields);
    }

    private static Change renamed(Operation operation, Object formerId, Object id) {
        return new Change("event", operation, id, formerId, map("id", id, "start_date", "a", "end_date", "b"));
    }

    private static Change change(String kind, Operation operation, Object id, Object... fields) {
        Map<String, Object> record = map(fields);
        if (!record.isEmpty()) {
            record.put("id", id);
        }
        return new Change(kind, operation, id, null, record);
    }

    private static Map<String, Object> map(Object... fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Object> all = Arrays.asList(fields);
        for (int i = 0; i < all.size(); i += 2) {
            map.put((String) all.get(i), all.get(i + 1));
        }
        return map;
    }
}
