package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.Watcher;

/** A message that breaks the rules of the protocol: answered in Faye's words on every transport, and nobody else notices. */
class BadMessageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL_TYPES =
            "[\"long-polling\",\"cross-origin-long-polling\",\"callback-polling\",\"websocket\",\"eventsource\",\"in-process\"]";
    private static final String HANDSHAKE_FIELDS = "\"version\":\"1.0\",\"supportedConnectionTypes\":" + ALL_TYPES
            + ",\"advice\":{\"reconnect\":\"handshake\"}";

    private static HubRelay hub;
    private static RawHttp http;
    private static LogBook log;

    private Watcher page;

    @BeforeAll
    static void start() {
        hub = new HubRelay();
        http = new RawHttp(hub.port());
        log = new LogBook();
    }

    @AfterAll
    static void stop() {
        assertThat(log.alarms()).isEmpty();
        assertThat(log.lines()).as("nobody fills the log").allMatch(line -> line.startsWith("Refused"));
        log.close();
        hub.stop();
    }

    @BeforeEach
    void listen() {
        page = new Watcher(hub.url(), "/update");
    }

    @AfterEach
    void leavesOthersAlone() {
        new RawBayeux(hub.url()).publishBare("/broadcast", "\"marker\"");
        page.awaitData("marker");
        assertThat(page.heard()).extracting(Object::toString).containsExactly("\"marker\"");
        page.close();
    }

    /** What is sent, and what a genuine Faye 1.4.3 answers. */
    static Stream<Arguments> answered() {
        return Stream.of(
                // the envelope
                to("{}", "\"successful\":false,\"error\":\"402:data:Missing required parameter\""),
                to("42", "\"successful\":false,\"error\":\"402:data:Missing required parameter\""),
                to("\"x\"", "\"successful\":false,\"error\":\"402:data:Missing required parameter\""),
                to("true", "\"successful\":false,\"error\":\"402:data:Missing required parameter\""),
                to("[[]]", "\"successful\":false,\"error\":\"402:data:Missing required parameter\""),
                to("{\"data\":1}", "\"successful\":false,\"error\":\"405::Invalid channel\""),
                // publishing
                to("{\"channel\":\"/x\"}", refusal("/x", "402:data:Missing required parameter")),
                to("{\"channel\":\"/foo/*\",\"data\":1}", refusal("/foo/*", "405:/foo/*:Invalid channel")),
                to("{\"channel\":\"/foo/**\",\"data\":1}", refusal("/foo/**", "405:/foo/**:Invalid channel")),
                to("{\"channel\":\"/*\",\"data\":1}", refusal("/*", "405:/*:Invalid channel")),
                to("{\"channel\":\"foo\",\"data\":1}", refusal("foo", "405:foo:Invalid channel")),
                to("{\"channel\":\"/\",\"data\":1}", refusal("/", "405:/:Invalid channel")),
                to("{\"channel\":\"//\",\"data\":1}", refusal("//", "405://:Invalid channel")),
                to("{\"channel\":\"/foo/\",\"data\":1}", refusal("/foo/", "405:/foo/:Invalid channel")),
                to("{\"channel\":\"/foo//bar\",\"data\":1}", refusal("/foo//bar", "405:/foo//bar:Invalid channel")),
                to(
                        "{\"channel\":\"/f\u00f6\u00f6\",\"data\":1}",
                        refusal("/f\u00f6\u00f6", "405:/f\u00f6\u00f6:Invalid channel")),
                to("{\"channel\":\"/foo bar\",\"data\":1}", refusal("/foo bar", "405:/foo bar:Invalid channel")),
                to("{\"channel\":\"\",\"data\":1}", "\"successful\":false,\"error\":\"405::Invalid channel\""),
                to("{\"channel\":\"/meta\",\"data\":1}", refusal("/meta", "403:/meta:Forbidden channel")),
                to("{\"channel\":\"/meta/x\",\"data\":1}", refusal("/meta/x", "403:/meta/x:Forbidden channel")),
                to("{\"channel\":\"/meta/\",\"data\":1}", refusal("/meta/", "403:/meta/:Forbidden channel")),
                to(
                        "{\"channel\":\"/meta/subscribe/x\",\"data\":1}",
                        refusal("/meta/subscribe/x", "403:/meta/subscribe/x:Forbidden channel")),
                to(
                        "{\"channel\":\"/meta/handshake/x\",\"data\":1}",
                        refusal("/meta/handshake/x", "403:/meta/handshake/x:Forbidden channel")),
                to("{\"channel\":\"/service/x\",\"data\":1}", "\"channel\":\"/service/x\",\"successful\":true"),
                to("{\"channel\":\"/__proto__\",\"data\":1}", "\"channel\":\"/__proto__\",\"successful\":true"),
                to("{\"channel\":\"/constructor\",\"data\":null}", "\"channel\":\"/constructor\",\"successful\":true"),
                to(
                        "{\"channel\":\"/x\",\"data\":1,\"clientId\":\"forged\"}",
                        "\"channel\":\"/x\",\"successful\":true,\"clientId\":\"forged\""),
                // shaking hands
                to(
                        "{\"channel\":\"/meta/handshake\"}",
                        refusal("/meta/handshake", "402:supportedConnectionTypes:Missing required parameter") + ","
                                + HANDSHAKE_FIELDS),
                to(
                        "{\"channel\":\"/meta/handshake\",\"supportedConnectionTypes\":[\"websocket\"]}",
                        refusal("/meta/handshake", "402:version:Missing required parameter") + "," + HANDSHAKE_FIELDS),
                to(
                        "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[]}",
                        refusal("/meta/handshake", "301::Connection types not supported") + "," + HANDSHAKE_FIELDS),
                to(
                        "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"iframe\",\"x\"]}",
                        refusal("/meta/handshake", "301:iframe,x:Connection types not supported") + ","
                                + HANDSHAKE_FIELDS),
                to(
                        "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":\"long-polling\"}",
                        refusal("/meta/handshake", "301:long-polling:Connection types not supported") + ","
                                + HANDSHAKE_FIELDS),
                // with a client id that is forged, or of the wrong kind, or none
                to(
                        "{\"channel\":\"/meta/connect\",\"clientId\":\"nobody\",\"connectionType\":\"long-polling\"}",
                        refusal("/meta/connect", "401:nobody:Unknown client")
                                + ",\"advice\":{\"reconnect\":\"handshake\"}"),
                to(
                        "{\"channel\":\"/meta/connect\",\"clientId\":7,\"connectionType\":\"long-polling\"}",
                        refusal("/meta/connect", "401:7:Unknown client") + ",\"advice\":{\"reconnect\":\"handshake\"}"),
                to(
                        "{\"channel\":\"/meta/connect\",\"connectionType\":\"long-polling\"}",
                        refusal("/meta/connect", "402:clientId:Missing required parameter")
                                + ",\"advice\":{\"reconnect\":\"handshake\"}"),
                to(
                        "{\"channel\":\"/meta/subscribe\",\"clientId\":\"nobody\",\"subscription\":\"/x\"}",
                        refusal("/meta/subscribe", "401:nobody:Unknown client")
                                + ",\"clientId\":\"nobody\",\"subscription\":\"/x\""),
                to(
                        "{\"channel\":\"/meta/subscribe\",\"subscription\":\"/x\"}",
                        refusal("/meta/subscribe", "402:clientId:Missing required parameter")
                                + ",\"subscription\":\"/x\""),
                to(
                        "{\"channel\":\"/meta/unsubscribe\",\"clientId\":\"nobody\",\"subscription\":\"/x\"}",
                        refusal("/meta/unsubscribe", "401:nobody:Unknown client")
                                + ",\"clientId\":\"nobody\",\"subscription\":\"/x\""),
                to(
                        "{\"channel\":\"/meta/disconnect\",\"clientId\":\"nobody\"}",
                        refusal("/meta/disconnect", "401:nobody:Unknown client")),
                to(
                        "{\"channel\":\"/meta/disconnect\"}",
                        refusal("/meta/disconnect", "402:clientId:Missing required parameter")),
                // with a client id of a page
                to(
                        "{\"channel\":\"/meta/connect\",\"clientId\":\"$\"}",
                        refusal("/meta/connect", "402:connectionType:Missing required parameter")
                                + ",\"advice\":{\"reconnect\":\"handshake\"}"),
                to(
                        "{\"channel\":\"/meta/connect\",\"clientId\":\"$\",\"connectionType\":\"carrier\"}",
                        refusal("/meta/connect", "301:carrier:Connection types not supported")
                                + ",\"advice\":{\"reconnect\":\"handshake\"}"),
                to(
                        "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\"}",
                        refused("/meta/subscribe", "402:subscription:Missing required parameter", "[]")),
                to(
                        "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":\"\"}",
                        refused("/meta/subscribe", "402:subscription:Missing required parameter", "[]")),
                to(
                        "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":[]}",
                        "\"channel\":\"/meta/subscribe\",\"successful\":true,\"clientId\":\"$\",\"subscription\":[]"),
                to(
                        "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":\"/meta/x\"}",
                        refused("/meta/subscribe", "403:/meta/x:Forbidden channel", "\"/meta/x\"")),
                to(
                        "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":[\"/x\",\"/service/**\"]}",
                        refused("/meta/subscribe", "403:/service/**:Forbidden channel", "[\"/x\",\"/service/**\"]")),
                to(
                        "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":\"/foo/*/bar\"}",
                        refused("/meta/subscribe", "405:/foo/*/bar:Invalid channel", "\"/foo/*/bar\"")),
                to(
                        "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":\"foo\"}",
                        refused("/meta/subscribe", "405:foo:Invalid channel", "\"foo\"")),
                to(
                        "{\"channel\":\"/meta/unsubscribe\",\"clientId\":\"$\",\"subscription\":\"/meta/x\"}",
                        refused("/meta/unsubscribe", "403:/meta/x:Forbidden channel", "\"/meta/x\"")),
                to(
                        "{\"channel\":\"/meta/unsubscribe\",\"clientId\":\"$\",\"subscription\":\"/never\"}",
                        "\"channel\":\"/meta/unsubscribe\",\"successful\":true,\"clientId\":\"$\",\"subscription\":\"/never\""));
    }

    @ParameterizedTest
    @MethodSource("answered")
    void isAnsweredAsByFayeOverHttp(String message, String answer) {
        RawBayeux session = LimitsTest.shakenHands(hub);
        String json = "[" + message.replace("$", session.clientId()) + "]";
        JsonNode expected = parse("[{" + answer.replace("$", session.clientId()) + "}]");

        assertThat(told(http.post("/sync", json))).isEqualTo(expected);
        assertThat(told(http.postAs("/sync", "application/x-www-form-urlencoded", "message=" + RawHttp.encoded(json))))
                .isEqualTo(expected);
        String jsonp = http.get("/sync?jsonp=cb&message=" + RawHttp.encoded(json), "Sec-Fetch-Site: same-origin")
                .body();
        assertThat(jsonp).startsWith("/**/cb(").endsWith(");");
        assertThat(told(jsonp.substring("/**/cb(".length(), jsonp.length() - 2)))
                .isEqualTo(expected);
        assertThat(LimitsTest.error(session.subscribe("/update"))).isEmpty();
        session.disconnect();
    }

    @ParameterizedTest
    @MethodSource("answered")
    void isAnsweredAsByFayeOnAWebSocket(String message, String answer) {
        try (RawSocket socket = new RawSocket(hub.url())) {
            String clientId = socket.handshake();
            int before = socket.messages().size();
            socket.send("[" + message.replace("$", clientId) + "]");
            assertThat(LimitsTest.error(socket.publish("/service/x", "1")))
                    .as("still usable")
                    .isEmpty();

            JsonNode first = socket.messages().get(before);
            assertThat(told("[" + first + "]")).isEqualTo(parse("[{" + answer.replace("$", clientId) + "}]"));
        }
    }

    /** What is no answer of Faye's that we could compare with: it must be some refusal, or harmless. */
    static List<String> odd() {
        return List.of(
                "{\"channel\":5,\"data\":1}",
                "{\"channel\":{},\"data\":1}",
                "{\"channel\":[\"/meta/subscribe\"],\"data\":1}",
                "{\"channel\":null,\"data\":1}",
                "{\"channel\":true}",
                "{\"channel\":\"/meta/handshake\",\"version\":{},\"supportedConnectionTypes\":[\"websocket\"]}",
                "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":{\"a\":1}}",
                "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[null,{},[],5]}",
                "{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":5}",
                "{\"channel\":\"/meta/connect\",\"clientId\":{},\"connectionType\":\"websocket\"}",
                "{\"channel\":\"/meta/connect\",\"clientId\":[],\"connectionType\":\"websocket\"}",
                "{\"channel\":\"/meta/connect\",\"clientId\":\"\",\"connectionType\":\"websocket\"}",
                "{\"channel\":\"/meta/connect\",\"clientId\":\"$\",\"connectionType\":{}}",
                "{\"channel\":\"/meta/connect\",\"clientId\":\"$\",\"connectionType\":[\"websocket\"]}",
                "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":{}}",
                "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":[{}]}",
                "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":[[\"/x\"]]}",
                "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":[null]}",
                "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":null}",
                "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":5}",
                "{\"channel\":\"/meta/unsubscribe\",\"clientId\":\"$\",\"subscription\":{}}",
                "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":\"/" + "a".repeat(100_000)
                        + "\"}",
                "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":\"" + "/a".repeat(10_000) + "\"}",
                "{\"channel\":\"/meta/subscribe\",\"clientId\":\"$\",\"subscription\":\"/x\\u0000y\"}",
                "{\"channel\":\"/" + "a".repeat(100_000) + "\",\"data\":1}",
                "{\"channel\":\"" + "/a".repeat(10_000) + "\",\"data\":1}",
                "{\"channel\":\"/a/../b\",\"data\":1}",
                "{\"channel\":\"/\ud83d\ude00\",\"data\":1}",
                "{\"channel\":\"/x\\u0000\",\"data\":1}",
                "{\"channel\":\"/x\\r\\nSet-Cookie: a\",\"data\":1}",
                "{\"channel\":\"/\\ud800\",\"data\":1}",
                "{\"channel\":\" /x\",\"data\":1}",
                "{\"channel\":\"/meta/Handshake\",\"data\":1}",
                "{\"channel\":\"/META/x y\",\"data\":1}",
                "{\"channel\":\"/meta/disconnect\",\"clientId\":\"" + "x".repeat(100_000) + "\"}");
    }

    @ParameterizedTest
    @MethodSource("odd")
    void isRefusedHoweverOddItIs(String message) {
        RawBayeux session = LimitsTest.shakenHands(hub);
        HttpAnswer answer =
                Inside.staysHidden(http.post("/sync", "[" + message.replace("$", session.clientId()) + "]"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).hasSize(1);
        assertThat(answer.json().path(0).path("successful").asBoolean(true))
                .as("%s", answer)
                .isFalse();
        assertThat(answer.json().path(0).path("error").asText())
                .matches("\\d{3}:[^\\p{Cntrl}]*:[A-Z][a-z ]+")
                .hasSizeLessThan(400);
        try (RawSocket socket = new RawSocket(hub.url())) {
            String clientId = socket.handshake();
            socket.send("[" + message.replace("$", clientId) + "]");
            assertThat(LimitsTest.error(socket.publish("/service/x", "1")))
                    .as("still usable")
                    .isEmpty();
            socket.frames().forEach(Inside::staysHidden);
        }
        assertThat(LimitsTest.error(session.subscribe("/update"))).isEmpty();
        session.disconnect();
    }

    /** Fields that may be of any kind without any harm. */
    static List<String> harmless() {
        return List.of(
                "\"id\":[]",
                "\"id\":{}",
                "\"id\":5",
                "\"id\":null",
                "\"id\":\"\"",
                "\"id\":true",
                "\"id\":\"" + "i".repeat(50_000) + "\"",
                "\"ext\":7",
                "\"ext\":[]",
                "\"ext\":null",
                "\"ext\":{\"ack\":true}",
                "\"advice\":\"x\"",
                "\"advice\":5",
                "\"advice\":[]",
                "\"advice\":null",
                "\"advice\":{\"timeout\":\"x\"}",
                "\"advice\":{\"timeout\":{}}",
                "\"advice\":{\"timeout\":-5,\"interval\":-5}",
                "\"advice\":{\"timeout\":1e400}",
                "\"advice\":{\"timeout\":99999999999999999999,\"interval\":1e99}",
                "\"advice\":{\"timeout\":null,\"interval\":[]}",
                "\"timestamp\":5",
                "\"version\":5",
                "\"minimumVersion\":{}",
                "\"successful\":true",
                "\"error\":\"x\"",
                "\"connectionType\":5",
                "\"subscription\":\"/meta/x\"",
                "\"__proto__\":{\"a\":1}",
                "\"class\":\"java.lang.Runtime\"",
                "\"\":\"\"",
                "\"lazy\":true");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isTakenWithFieldsThatDoNotMatter(String field) {
        RawBayeux session = LimitsTest.shakenHands(hub);
        String start = "\"clientId\":\"" + session.clientId() + "\"," + field;
        for (String message : List.of(
                "{" + field + ",\"channel\":\"/service/x\",\"data\":1}",
                "{" + field
                        + ",\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]}",
                "{" + start + ",\"channel\":\"/meta/subscribe\",\"subscription\":\"/update\"}",
                "{" + start + ",\"channel\":\"/meta/connect\",\"connectionType\":\"long-polling\"}",
                "{" + start + ",\"channel\":\"/service/x\",\"data\":1}",
                "{" + start + ",\"channel\":\"/meta/disconnect\"}")) {
            HttpAnswer answer = Inside.staysHidden(http.post("/sync", "[" + message + "]"));
            assertThat(answer.status()).isEqualTo(200);
            JsonNode last = answer.json().path(answer.json().size() - 1);
            assertThat(last.path("successful").asBoolean()).as("%s", answer).isTrue();
        }
    }

    private static Arguments to(String message, String answerFields) {
        return Arguments.of(message, answerFields);
    }

    private static String refusal(String channel, String error) {
        return "\"channel\":\"" + channel + "\",\"successful\":false,\"error\":\"" + error + "\"";
    }

    private static String refused(String channel, String error, String subscription) {
        return refusal(channel, error) + ",\"clientId\":\"$\",\"subscription\":" + subscription;
    }

    private static JsonNode told(HttpAnswer answer) {
        assertThat(Inside.staysHidden(answer).status()).isEqualTo(200);
        return told(answer.body());
    }

    /** The answer without what Faye leaves out of it and Bayeux allows: the interval of an advice. */
    private static JsonNode told(String json) {
        JsonNode answers = parse(Inside.staysHidden(json));
        for (JsonNode answer : answers) {
            if (answer.path("advice") instanceof ObjectNode advice) {
                advice.remove("interval");
            }
        }
        return answers;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
