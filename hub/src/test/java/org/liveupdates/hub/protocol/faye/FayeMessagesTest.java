package org.liveupdates.hub.protocol.faye;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cometd.bayeux.server.ServerMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.config.HubConfig;

class FayeMessagesTest {
    private final FayeMessages messages =
            new FayeMessages(HubConfig.of("--max-batch=3", "--max-nesting=5").limits());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|0",
                "null|0",
                "[null]|0",
                " [ null , null ] |0",
                "{}|1",
                "[{}]|1",
                "[42]|1",
                "[[]]|1",
                "[{},null,[{}],\"x\"]|3"
            })
    void takesAnArrayOneMessageOrNone(String json, int count) throws Exception {
        assertThat(messages.read(json)).hasSize(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "42",
                "true",
                "\"x\"",
                "[",
                "[{]",
                "{\"a\"}",
                "{'a':1}",
                "{a:1}",
                "[{},]",
                "[1 2]",
                "[]]",
                "{}{}",
                "[] x",
                "{\"data\":01}",
                "{\"data\":NaN}",
                "{\"data\":.5}",
                "{\"data\":\"\n\"}",
                "{\"data\":\"\\x\"}",
                "{\"data\":tru}",
                "{\"data\":[1,]}",
                "// no\n[]",
                "\ufeff[]",
                "{\"data\":\"\\u12\"}"
            })
    void refusesWhatIsNoJson(String json) {
        assertThatThrownBy(() -> messages.read(json)).isInstanceOf(BadBatch.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-0.0",
                "1e400",
                "0.10000000000000000000000001",
                "[[[]]]",
                "{\"__proto__\":1,\"a\":1,\"a\":2}",
                "\"\\ud800\"",
                "\"😀\u2028\"",
                "{ \"a\" :\t1 }",
                "\"\\\"}],[{\""
            })
    void keepsDataAsItWasWritten(String data) throws Exception {
        for (String json : List.of(
                "{\"data\":%s}",
                "[{\"data\":  %s  ,\"id\":\"1\"}]", "[{\"data\":1},{\"channel\":\"/a\",\"data\":%s}]")) {
            List<ServerMessage.Mutable> batch = messages.read(String.format(json, data));
            assertThat(batch.get(batch.size() - 1).getData()).isEqualTo(new JsonText(data));
        }
    }

    @Test
    void turnsLineEndsIntoSpacesSinceAnEventStreamWouldBreakThere() throws Exception {
        assertThat(one("{\"data\":\r\n{\n\"a\\n\"\r:\n1}\n}").getData()).isEqualTo(new JsonText("{ \"a\\n\" : 1}"));
    }

    @Test
    void readsTheEnvelopeWhateverTypesItsFieldsHave() throws Exception {
        ServerMessage.Mutable message = one(
                "{\"channel\":7,\"clientId\":8.50,\"id\":0,\"version\":true,\"subscription\":[\"/a\"],\"advice\":{\"timeout\":1}}");
        assertThat(message.getChannel()).isEqualTo("7");
        assertThat(message.getClientId()).isEqualTo("8.50");
        assertThat(message.getId()).isEqualTo("0");
        assertThat(message.get("version")).isEqualTo("true");
        assertThat(message.get("subscription")).isEqualTo(List.of("/a"));
        assertThat(message.getAdvice()).containsEntry("timeout", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel", "clientId", "id", "version", "connectionType", "subscription", "advice"})
    void takesFieldsOfTheWrongTypeForMissing(String field) throws Exception {
        assertThat(one("{\"%s\":null}".formatted(field))).doesNotContainKey(field);
        if (!field.equals("subscription") && !field.equals("advice")) {
            assertThat(one("{\"%s\":{\"a\":[1]},\"data\":1}".formatted(field))).containsOnlyKeys("data");
        }
        if (field.equals("advice")) {
            assertThat(one("{\"advice\":[1]}")).isEmpty();
        }
    }

    @Test
    void takesTheLastOfFieldsThatAreGivenTwice() throws Exception {
        assertThat(one("{\"channel\":\"/a\",\"channel\":\"/b\"}").getChannel()).isEqualTo("/b");
    }

    @Test
    void keepsUnknownFieldsAsTheyWereWritten() throws Exception {
        assertThat(one("{\"ext\":{\"n\":1.10},\"__proto__\":[1]}"))
                .containsEntry("ext", new JsonText("{\"n\":1.10}"))
                .containsEntry("__proto__", new JsonText("[1]"));
    }

    @Test
    void writesWhatItHasRead() throws Exception {
        String json = "{\"data\":{\"n\":[1e400,-0.0]},\"channel\":\"/\\\"x\"}";
        assertThat(messages.write(one(json))).isEqualTo(json);
    }

    @Test
    void boundsTheBatch() throws Exception {
        assertThat(messages.read("[{},{},{}]")).hasSize(3);
        assertThatThrownBy(() -> messages.read("[{},{},{},{}]"))
                .isInstanceOfSatisfying(
                        BadBatch.class, x -> assertThat(x.isTooLarge()).isTrue());
    }

    @Test
    void boundsTheNestingOfDataWhetherOrNotTheMessageIsInAnArray() throws Exception {
        String deepest = "[".repeat(5) + "]".repeat(5);
        assertThat(messages.read("[{\"data\":" + deepest + "}]")).hasSize(1);
        assertThatThrownBy(() -> messages.read("[{\"data\":[" + deepest + "]}]"))
                .isInstanceOf(BadBatch.class);
        assertThatThrownBy(() -> messages.read("[".repeat(100_000))).isInstanceOf(BadBatch.class);
    }

    private ServerMessage.Mutable one(String json) throws BadBatch {
        return messages.read(json).get(0);
    }
}
