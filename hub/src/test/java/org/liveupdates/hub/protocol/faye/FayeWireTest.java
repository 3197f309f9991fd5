package org.liveupdates.hub.protocol.faye;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.Change;
import org.liveupdates.hub.core.Change.Operation;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.OddJson;

class FayeWireTest {
    private final FayeWire wire = new FayeWire(HubConfig.of("--zone=America/New_York"), "main");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inserted  | ADD",
                "insert    | ADD",
                "updated   | UPDATE",
                "update    | UPDATE",
                "order     | UPDATE",
                "deleted   | DELETE",
                "delete    | DELETE",
                "error     | ",
                "invalid   | ",
                "collision | ",
                "Inserted  | ",
                "saved     | ",
            })
    void understandsTheStatuses(String status, Operation operation) {
        String data = "{\"start_date\":\"11-05-2027 09:00\",\"end_date\":\"11-05-2027 11:00\"}";
        List<Change> changes = wire.read("{\"sid\":1,\"tid\":1,\"status\":\"%s\",\"data\":%s}".formatted(status, data));
        assertThat(changes.stream().map(Change::operation).toList())
                .isEqualTo(operation == null ? List.of() : List.of(operation));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{'start_date':'a','end_date':'b'}                                          | event",
                "{'start_date':'a','end_date':'b','type':'task'}                            | event",
                "{'start_date':'a','end_date':'b','duration':3,'rrule':'r','parent':1}      | event",
                "{'start_date':'a','end_date':'b','duration':3,'rec_type':'','parent':1}    | event",
                "{'start_date':'a','end_date':'b','duration':3}                             | event",
                "{'start_date':'a','end_date':'b','duration':3,'parent':0}                  | task",
                "{'start_date':'a','duration':3}                                            | task",
                "{'start_date':'a','parent':0}                                              | task",
                "{'start_date':'a','progress':0.5}                                          | task",
                "{'start_date':'a','type':'milestone'}                                      | task",
                "{'start_date':'a','type':'meeting'}                                        | event",
                "{'source':1,'target':2,'type':'0'}                                         | link",
                "{'start_date':'a','end_date':'b','target':2,'parent':0,'duration':3}       | task",
                "{'event_pid':7}                                                            | event",
                "{'event_pid':0,'text':'A'}                                                 | -",
                "{'data':['a']}                                                             | -",
                "{'start_date':'a','data':['a']}                                            | -",
                "{'text':'A','parent':'0'}                                                  | -",
                "{'title':'A'}                                                              | -",
                "{}                                                                         | ''",
                "{'id':5}                                                                   | ''",
            })
    void tellsTheKindByItsShape(String data, String kind) {
        List<Change> changes = wire.read(
                "{\"sid\":1,\"tid\":1,\"status\":\"updated\",\"data\":%s}".formatted(data.replace('\'', '"')));
        assertThat(changes.stream().map(Change::kind).toList()).isEqualTo(kind == null ? List.of() : List.of(kind));
    }

    @ParameterizedTest
    @CsvSource({"event, event", "task, task", "link, link", "row,", "node,", "item,", "resource,", "tasks,"})
    void believesTheKindThatIsTold(String told, String kind) {
        List<Change> changes =
                wire.read("{\"tid\":1,\"status\":\"updated\",\"kind\":\"%s\",\"data\":{\"a\":1}}".formatted(told));
        assertThat(changes.stream().map(Change::kind).toList()).isEqualTo(kind == null ? List.of() : List.of(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "5",
                "[]",
                "[{\"tid\":1,\"status\":\"deleted\",\"data\":{}}]",
                "{}",
                "{\"tid\":1,\"status\":\"updated\"}",
                "{\"tid\":1,\"status\":\"updated\",\"data\":null}",
                "{\"tid\":1,\"status\":\"updated\",\"data\":[]}",
                "{\"tid\":1,\"status\":\"deleted\",\"data\":\"\"}",
                "{\"tid\":1,\"status\":[\"deleted\"],\"data\":{}}",
                "{\"tid\":0,\"status\":\"deleted\",\"data\":{}}",
                "{\"tid\":\"\",\"status\":\"deleted\",\"data\":{}}",
                "{\"tid\":true,\"status\":\"deleted\",\"data\":{}}",
                "{\"tid\":{},\"status\":\"deleted\",\"data\":{}}",
                "{\"sid\":1,\"status\":\"inserted\",\"data\":{\"start_date\":\"a\"}}",
                "{\"status\":\"deleted\",\"data\":{}}",
                "{\"tid\":1,\"status\":\"deleted\",\"data\":{\"a\":1",
                "{\"tid\":1,\"status\":\"deleted\",\"data\":{\"a\":1e99999999999}}",
            })
    void makesNothingOfOddMessages(String message) {
        assertThat(wire.read(message)).isEmpty();
    }

    @Test
    void keepsTypesAndDigits() {
        Change change = wire.read("""
                {"sid":"temp","tid":12345678901234567890,"status":"inserted","kind":"event","data":{"id":"x","a":0.10,
                "b":12345678901234567890,"c":"7","start_date":"11-05-2027 09:00","created":"11-05-2027 09:00"}}""").get(0);
        BigInteger big = new BigInteger("12345678901234567890");
        assertThat(change.id()).isEqualTo(big);
        assertThat(change.formerId()).isEqualTo("temp");
        assertThat(change.record())
                .containsEntry("id", big)
                .containsEntry("a", new BigDecimal("0.10"))
                .containsEntry("b", big)
                .containsEntry("c", "7")
                .containsEntry("start_date", LocalDateTime.of(2027, 5, 11, 9, 0))
                .containsEntry("created", "11-05-2027 09:00");
        assertThat(wire.write(List.of(change)))
                .containsExactly("{\"sid\":12345678901234567890,\"tid\":12345678901234567890,\"status\":\"inserted\","
                        + "\"data\":{\"id\":12345678901234567890,\"a\":0.10,\"b\":12345678901234567890,\"c\":\"7\","
                        + "\"start_date\":\"11-05-2027 09:00\",\"created\":\"11-05-2027 09:00\"},\"kind\":\"event\"}");
    }

    @Test
    void hasNoFormerIdInAnotherType() {
        assertThat(wire.read("{\"sid\":\"5\",\"tid\":5.0,\"status\":\"deleted\"}")
                        .get(0)
                        .formerId())
                .isNull();
    }

    @Test
    void saysOnceThatItDoesNotUnderstandADate() {
        try (LogBook log = new LogBook()) {
            for (int i = 0; i < 100; i++) {
                wire.read("{\"tid\":%d,\"status\":\"updated\",\"data\":{\"start_date\":\"soon\\n%d\"}}"
                        .formatted(i + 1, i));
            }
            assertThat(log.linesWith("start_date")).hasSize(1);
            assertThat(log.linesWith("start_date").get(0)).contains("soon?0", "%d-%m-%Y %H:%i");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverThrows(long seed) {
        OddJson odd = new OddJson(new Random(seed));
        for (int i = 0; i < 20_000; i++) {
            wire.write(wire.read(odd.message()).stream()
                    .filter(it -> !it.kind().isEmpty())
                    .toList());
        }
    }

    @Test
    void staysWithinItsBounds() {
        String deep = "{\"tid\":1,\"status\":\"updated\",\"kind\":\"event\",\"data\":{\"a\":%s%s}}";
        assertThat(wire.read(deep.formatted("[".repeat(90), "]".repeat(90)))).hasSize(1);
        assertThat(wire.read(deep.formatted("[".repeat(100), "]".repeat(100)))).isEmpty();
        assertThat(wire.read(deep.formatted("9".repeat(100_000), ""))).isEmpty();
        String huge =
                "{\"tid\":1e999999999,\"status\":\"updated\",\"kind\":\"event\",\"data\":{\"start_date\":1e999999999}}";
        assertThat(wire.write(wire.read(huge)).get(0)).hasSizeLessThan(200);
    }
}
