package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawSocket;

/** A WebSocket by which several sessions speak, together or one after the other; Faye serves whoever is named. */
class SharedSocketTest {
    private HubRelay hub;
    private RawBayeux backEnd;
    private RawSocket socket;

    @BeforeEach
    void start() {
        hub = new HubRelay("--timeout=10m", "--session-timeout=20m");
        backEnd = new RawBayeux(hub.url());
        socket = new RawSocket(hub.url());
    }

    @AfterEach
    void stop() {
        socket.close();
        hub.close();
    }

    @Test
    void servesASessionThatComesToItLater() {
        socket.handshake();
        connected();
        RawBayeux later = subscribed();
        socket.takeOver(later.clientId());
        assertThat(connected().path("clientId").asText()).isEqualTo(later.clientId());
        backEnd.publishBare("/broadcast", "1");
        heard(1);
    }

    @Test
    void servesAllOfThem() {
        String first = socket.handshake();
        socket.subscribe("/update");
        connected();
        socket.connect(); // held
        String second = socket.handshake();
        assertThat(socket.subscribe("/update").path("clientId").asText()).isEqualTo(second);
        connected();
        socket.connect();
        backEnd.publishBare("/broadcast", "1");
        heard(2);

        socket.takeOver(first);
        assertThat(socket.ask("\"channel\":\"/meta/disconnect\",\"clientId\":\"%s\"".formatted(first))
                        .path("successful")
                        .asBoolean())
                .isTrue();
        backEnd.publishBare("/broadcast", "2");
        heard(3);
    }

    @Test
    void servesTheNextSessionWhenTheFirstHasEnded() {
        String first = socket.handshake();
        connected();
        new RawBayeux(hub.url()).post("{\"channel\":\"/meta/disconnect\",\"clientId\":\"%s\"}".formatted(first));
        socket.takeOver(subscribed().clientId());
        assertThat(connected().path("successful").asBoolean()).isTrue();
        backEnd.publishBare("/broadcast", "1");
        heard(1);
    }

    @Test
    void servesNoSessionThatIsNot() {
        socket.handshake();
        connected();
        socket.takeOver("nobody");
        assertThat(connected().path("error").asText()).isEqualTo("401:nobody:Unknown client");
    }

    /** One has to give way to the seventeenth: it loses nothing and finds its updates on its next connection. */
    @Test
    void servesSixteenAtATime() {
        List<RawBayeux> sessions = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            sessions.add(subscribed());
            socket.takeOver(sessions.get(i).clientId());
            connected();
            socket.connect();
        }
        socket.publish("/foo", "0"); // is answered when the last connect is held
        backEnd.publishBare("/broadcast", "1");
        heard(16);
        assertThat(sessions.get(0).connectAtOnce().findValuesAsText("data")).containsExactly("1");
        socket.takeOver(sessions.get(0).clientId());
        connected();
        backEnd.publishBare("/broadcast", "2");
        heard(32);
    }

    @Test
    void losesNothingForAnyOfThemWhenItIsClosed() {
        List<RawBayeux> sessions = List.of(subscribed(), subscribed());
        for (RawBayeux session : sessions) {
            socket.takeOver(session.clientId());
            connected();
            socket.connect();
        }
        socket.publish("/foo", "0");
        assertThat(socket.sayGoodbye()).isEqualTo(1000);
        backEnd.publishBare("/broadcast", "1");
        for (RawBayeux session : sessions) {
            assertThat(session.connectAtOnce().findValuesAsText("data")).containsExactly("1");
        }
    }

    /** Both are at work at once on every socket: answers that nobody queues, and updates. */
    @Test
    void carriesRefusalsBetweenUpdatesUnharmed() {
        socket.handshake();
        socket.subscribe("/update");
        connected();
        Thread updates = new Thread(() -> {
            for (int i = 0; i < 300; i++) {
                backEnd.publishBare("/broadcast", String.valueOf(i));
            }
        });
        updates.start();
        for (int i = 0; i < 300; i++) {
            socket.send("nonsense");
        }
        heard(300);
        Awaitility.await().until(() -> refusals() == 300);
        assertThat(socket.heard("/update")).extracting(JsonNode::asInt).isSorted();
        assertThat(socket.publish("/foo", "0").path("successful").asBoolean()).isTrue();
    }

    private long refusals() {
        return socket.messages().stream()
                .filter(message -> message.path("error").asText().startsWith("400"))
                .count();
    }

    private RawBayeux subscribed() {
        RawBayeux session = LimitsTest.shakenHands(hub);
        session.subscribe("/update");
        return session;
    }

    /** The answer to a connect that is not held. */
    private JsonNode connected() {
        return socket.connectAtOnce();
    }

    private void heard(int times) {
        Awaitility.await().until(() -> socket.heard("/update").size() == times);
    }
}
