package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.SessionApplication;
import org.liveupdates.hub.testkit.SessionApplication.Mood;

/** Unchanged old pages on a hub that asks the application who they are. */
class ApplicationSessionTest {
    private static final String HANDSHAKE = RawHttp.encoded(
            "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"callback-polling\"]}]");

    private final LogBook log = new LogBook();
    private final SessionApplication application =
            new SessionApplication().knows("anna", "").knows("bert", "{}");
    private final List<AutoCloseable> open = new ArrayList<>(List.of(log, application));

    private HubRelay hub(String... settings) {
        List<String> all = new ArrayList<>(List.of("--auth-url=" + application.url()));
        all.addAll(List.of(settings));
        HubRelay hub = new HubRelay(all.toArray(String[]::new));
        open.add(hub);
        return hub;
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void comeInByPostWebSocketAndJsonpWithTheCookieOfThatRequest() {
        HubRelay hub = hub("--room=hr=/hr");
        RawBayeux post = new RawBayeux(hub.url("/hr/sync"))
                .header("Cookie", "a=b; session=anna")
                .header("Authorization", "Basic xyz")
                .header("Remote-Token", "shown");
        assertAdmitted(post.handshake());
        // Takes back what a refusal before may have advised.
        assertThat(post.connectAtOnce().path(0).path("advice").path("interval").asInt(-1))
                .isZero();
        RawSocket socket = socket(hub, "Cookie", "session=anna");
        assertThat(socket.handshake()).isNotEmpty();
        assertThat(jsonp(hub, "Cookie: session=anna").body()).contains("\"successful\":true");

        assertThat(application.questions().get(1))
                .isEqualTo(new SessionApplication.Question(
                        List.of("a=b; session=anna"), List.of("Basic xyz"), List.of("shown"), "hr", "/hr/sync"));
        assertThat(application.questions().get(2).room()).isEqualTo("default");
        assertThat(application.questions().get(2).path()).isEqualTo("/sync");
    }

    @Test
    void stayOutInTheirProtocolsWordsAndAreToldToComeAgainByThemselves() throws Exception {
        HubRelay hub = hub();
        RawBayeux stranger = new RawBayeux(hub.url()).header("Cookie", "session=eve");
        assertKeptOut(stranger.handshake());
        assertThat(stranger.subscribe("/update").path("error").asText()).startsWith("403::");
        assertThat(jsonp(hub).body()).contains("\"403::Forbidden\"").contains("\"reconnect\":\"retry\"");
        RawSocket socket = socket(hub);
        JsonNode answer = socket.ask(
                "\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]");
        assertKeptOut(answer);
        // A new one shows the cookies of its time.
        assertThat(socket.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1008);
        for (int i = 0; i < 5; i++) {
            stranger.handshake();
        }
        assertThat(log.linesWith("Refused page of the old protocol: the application answered 401"))
                .singleElement()
                .asString()
                .contains("room default", "path /sync");
        assertThat(log.text()).doesNotContain("eve");
    }

    @Test
    void areAskedAboutOnceInAMomentAndTogether() {
        HubRelay hub = hub();
        List<RawBayeux> tabs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tabs.add(new RawBayeux(hub.url()).header("Cookie", "session=anna"));
        }
        tabs.parallelStream().forEach(tab -> assertAdmitted(tab.handshake()));
        assertThat(application.asked("anna")).isEqualTo(1);
        // Another room, path or credential is another question.
        assertAdmitted(new RawBayeux(hub.url("/other"))
                .header("Cookie", "session=anna")
                .handshake());
        assertThat(application.asked("anna")).isEqualTo(2);
        assertAdmitted(new RawBayeux(hub.url())
                .header("Cookie", "session=anna")
                .header("Authorization", "Basic xyz")
                .handshake());
        assertThat(application.asked("anna")).isEqualTo(3);
    }

    @Test
    void areOnlyWhatTheApplicationSaysTheyAre() {
        application
                .knows("reader", "{\"user\":\"rita\",\"read-only\":true}")
                .knows("hr", "{\"rooms\":[\"hr\"]}")
                .knows("nowhere", "{\"rooms\":[]}")
                .knows("events", "{\"entities\":[\"events\"]}")
                .knows("odd", "{\"rooms\":7}")
                .knows("broken", "{\"rooms\":");
        HubRelay hub = hub("--room=hr=/hr");
        RawBayeux reader = new RawBayeux(hub.url()).header("Cookie", "session=reader");
        assertAdmitted(reader.handshake());
        assertThat(reader.subscribe("/update").path("successful").asBoolean()).isTrue();
        assertThat(reader.publish("/broadcast", "1").path("error").asText()).startsWith("403::");
        assertAdmitted(
                new RawBayeux(hub.url("/hr")).header("Cookie", "session=hr").handshake());
        assertKeptOut(new RawBayeux(hub.url()).header("Cookie", "session=hr").handshake());
        for (String session : List.of("nowhere", "events", "odd", "broken")) {
            assertKeptOut(new RawBayeux(hub.url("/hr"))
                    .header("Cookie", "session=" + session)
                    .handshake());
        }
    }

    @Test
    void areEndedWhenTheApplicationKnowsThemNoMore() throws Exception {
        HubRelay hub = hub("--auth-recheck=1s", "--timeout=1m", "--session-timeout=2m");
        RawBayeux polling = new RawBayeux(hub.url()).header("Cookie", "session=anna");
        polling.handshake();
        polling.subscribe("/update");
        polling.connect().join();
        var held = polling.connect();
        RawSocket socket = socket(hub, "Cookie", "session=anna");
        socket.handshake();
        socket.subscribe("/update");
        socket.connect(); // answered at once
        socket.connect(); // held
        RawSocket other = socket(hub, "Cookie", "session=bert");
        other.handshake();
        other.subscribe("/update");
        other.connect();
        RawBayeux streaming = new RawBayeux(hub.url()).header("Cookie", "session=anna");
        streaming.handshake();
        var stream = CompletableFuture.supplyAsync(() -> new RawHttp(hub.port())
                .get("/sync/" + streaming.clientId(), "Accept: text/event-stream", "Connection: close"));
        await().until(() -> application.asked("anna") > 3);
        assertThat(held).isNotDone();

        application.forget("anna");
        JsonNode last = held.get(10, TimeUnit.SECONDS).path(0);
        assertThat(last.path("error").asText()).startsWith("403::");
        assertThat(last.path("advice").path("reconnect").asText()).isEqualTo("handshake");
        assertKeptOut(polling.handshake());
        assertThat(socket.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1008);
        assertThat(socket.messages()
                        .get(socket.messages().size() - 1)
                        .path("error")
                        .asText())
                .startsWith("403::");
        assertThat(stream.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        RawBayeux speaker = new RawBayeux(hub.url()).header("Cookie", "session=bert");
        speaker.handshake();
        speaker.publish("/broadcast", "\"for bert\"");
        other.await("what comes after", message -> message.path("data").asText().equals("for bert"));
        assertThat(log.linesWith("Session ended: Unauthorized")).hasSize(3);
    }

    @Test
    void areEndedWhenTheyMayDoLessThanBefore() {
        HubRelay hub = hub("--auth-recheck=1s");
        RawBayeux page = new RawBayeux(hub.url()).header("Cookie", "session=anna");
        page.handshake();
        application.knows("anna", "{\"read-only\":true}");
        await().until(() ->
                page.publish("/broadcast", "1").path("error").asText().startsWith("403::"));
        await().until(() -> page.connect().join().path(0).path("error").asText().startsWith("401:"));
        assertAdmitted(page.handshake());
        assertThat(page.publish("/broadcast", "1").path("error").asText()).startsWith("403::");
    }

    @Test
    void stayOutWhenTheApplicationIsSlowOrAbsent() {
        HubRelay hub = hub();
        application.mood(Mood.SLOW);
        assertKeptOut(new RawBayeux(hub.url()).header("Cookie", "session=anna").handshake());
        assertThat(log.linesWith("does not answer within 5000 ms")).hasSize(1);
        application.close();
        for (int i = 0; i < 3; i++) {
            assertKeptOut(new RawBayeux(hub.url())
                    .header("Cookie", "session=bert" + i)
                    .handshake());
        }
        assertThat(log.linesWith("cannot be reached")).hasSize(1);
        assertThat(log.alarms()).isEmpty();
    }

    @Test
    void areNotLetInByARedirectOrByWhereItLeads() {
        application.mood(Mood.REDIRECTING);
        HubRelay hub = hub();
        assertKeptOut(new RawBayeux(hub.url()).header("Cookie", "session=eve").handshake());
        assertThat(log.linesWith("redirects, which counts as a refusal")).hasSize(1);
        assertAdmitted(new RawBayeux(hub.url()).header("Cookie", "session=anna").handshake());
    }

    @Test
    void doNotComeToAHubWhoseApplicationLetsInEverybody() {
        application.mood(Mood.ANYBODY);
        assertThatThrownBy(this::hub)
                .rootCause()
                .hasMessage(application.url() + " (--auth-url) answers 200 to a request without cookie and token, so it"
                        + " would let in everybody: name an address that refuses who is not logged in.");
    }

    @Test
    void waitForAnApplicationThatIsNotThereYet() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (HubRelay hub = new HubRelay("--auth-url=http://127.0.0.1:" + free + "/whoami?key=s3cret")) {
            assertThat(log.linesWith("cannot be reached")).hasSize(1);
            assertKeptOut(new RawBayeux(hub.url()).handshake());
        }
        assertThat(log.text()).doesNotContain("s3cret");
    }

    @Test
    void canComeAsManyAtOnceAsTheyLike() {
        HubRelay hub = hub();
        for (int i = 0; i < 150; i++) {
            application.knows("user" + i, "{\"user\":" + i + "}");
        }
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            RawSocket socket = socket(hub, "Cookie", "session=user" + i);
            sockets.add(socket);
            socket.send(
                    "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]}]");
        }
        for (RawSocket socket : sockets) {
            assertAdmitted(socket.await("an answer", message -> message.has("successful")));
        }
        assertThat(application.questions()).hasSize(151);
    }

    @Test
    void areAskedAboutAgainAfterAMoment() {
        HubRelay hub = hub();
        assertKeptOut(new RawBayeux(hub.url()).header("Cookie", "session=late").handshake());
        application.knows("late", "");
        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(15))
                .until(() -> new RawBayeux(hub.url())
                        .header("Cookie", "session=late")
                        .handshake()
                        .path("successful")
                        .asBoolean());
        assertThat(application.asked("late")).isEqualTo(2);
    }

    private RawSocket socket(HubRelay hub, String... headers) {
        RawSocket socket = new RawSocket(hub.url(), headers);
        open.add(socket);
        return socket;
    }

    private static HttpAnswer jsonp(HubRelay hub, String... headers) {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 1, headers.length);
        all[0] = "Sec-Fetch-Site: same-origin";
        return new RawHttp(hub.port()).get("/sync?message=" + HANDSHAKE + "&jsonp=f", all);
    }

    private static void assertAdmitted(JsonNode answer) {
        assertThat(answer.path("successful").asBoolean()).as("%s", answer).isTrue();
    }

    private static void assertKeptOut(JsonNode answer) {
        assertThat(answer.path("successful").asBoolean()).as("%s", answer).isFalse();
        assertThat(answer.path("error").asText()).isEqualTo("403::Forbidden");
        assertThat(answer.path("advice").path("reconnect").asText()).isEqualTo("retry");
        assertThat(answer.path("advice").path("interval").asInt()).isEqualTo(5000);
        assertThat(answer.has("clientId")).isFalse();
    }
}
