package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawConnection;

/** HTTP requests that arrive in another way than browsers mostly send them. */
class OddRequestsTest {
    private static final String DONE = "[{\"channel\":\"/broadcast\",\"successful\":true}]";

    private static HubRelay hub;

    @BeforeAll
    static void start() {
        hub = new HubRelay();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void mayArriveByteByByte() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/update");
                RawConnection slow = new RawConnection(hub.port())) {
            String request = RawConnection.post("/sync", publish("\"slow\""));
            for (int at = 0; at < request.length(); at++) {
                slow.send(request.substring(at, at + 1));
            }
            assertThat(slow.await(DONE)).startsWith("HTTP/1.1 200 ");
            assertThat(listener.heardUpTo("/update", "\"slow\"")).hasSize(1);
        }
    }

    @Test
    void mayBeSentInChunks() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/update");
                RawConnection connection = new RawConnection(hub.port())) {
            connection.send("POST /sync HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (char one : publish("\"chunk\"").toCharArray()) {
                connection.send("1\r\n" + one + "\r\n");
            }
            connection.send("0\r\n\r\n");
            connection.await(DONE);
            assertThat(listener.heardUpTo("/update", "\"chunk\"")).hasSize(1);
        }
    }

    @Test
    void mayFollowOneAnotherWithoutWaitingForTheAnswer() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/update");
                RawConnection connection = new RawConnection(hub.port())) {
            connection.send(RawConnection.post("/sync", publish("1"))
                    + RawConnection.post("/a/b", publish("2"))
                    + RawConnection.post("/sync", "[]"));
            assertThat(connection.await("[]").split("HTTP/1.1 200 OK", -1)).hasSize(4);
            assertThat(listener.heardUpTo("/update", "2"))
                    .extracting(Object::toString)
                    .containsExactly("1", "2");
        }
    }

    @Test
    void mayCarryManyMessages() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/update")) {
            List<String> messages =
                    IntStream.range(0, 1000).mapToObj(i -> publish("" + i)).toList();
            String answer = new RawBayeux(hub.url()).post(messages.toString()).body();
            assertThat(answer.split("\"successful\":true", -1)).hasSize(1001);
            assertThat(listener.heardUpTo("/update", "999"))
                    .extracting(Object::toString)
                    .isEqualTo(new ArrayList<>(
                            IntStream.range(0, 1000).mapToObj(String::valueOf).toList()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "APPLICATION/JSON",
                "text/plain",
                "text/html",
                "application/x-www-form-urlencoded",
                "application/octet-stream"
            })
    void mayNameAnyTypeForJson(String type) {
        RawBayeux backEnd = new RawBayeux(hub.url());
        assertThat(backEnd.post(type, "[" + publish("1") + "]").body()).isEqualTo(DONE);
        assertThat(backEnd.post(type, " \r\n" + publish("1")).body()).isEqualTo(DONE);
    }

    @Test
    void mayBeForms() {
        try (Page listener = Page.listening(Wire.WEBSOCKET, hub.url(), "/update")) {
            RawBayeux backEnd = new RawBayeux(hub.url());
            String form = "application/x-www-form-urlencoded";
            backEnd.post(
                    form, "message=%7B%22channel%22%3A%22%2Fbroadcast%22%2C+%22data%22%3A%22%E2%82%AC+1%2B1%22%7D");
            backEnd.post(form, "jsonp=cb&x=1&message=" + publish("2") + "&y=");
            backEnd.post(form, "message=" + publish("3") + "&message=[" + publish("4") + "]");
            backEnd.post("text/plain;charset=UTF-8", "message=" + publish("5"));
            assertThat(listener.heardUpTo("/update", "5"))
                    .extracting(Object::toString)
                    .containsExactly("\"€ 1+1\"", "2", "3", "4", "5");
        }
    }

    private static String publish(String data) {
        return "{\"channel\":\"/broadcast\",\"data\":%s}".formatted(data);
    }
}
