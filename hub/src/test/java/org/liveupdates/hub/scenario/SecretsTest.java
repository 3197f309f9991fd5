package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.SessionApplication;
import org.liveupdates.hub.testkit.StalledPage;

/** A client id is all that one needs to be that client: whatever becomes of a session, no log and no other page gets to see it. */
class SecretsTest {
    private final List<String> secrets = new ArrayList<>();

    @Test
    void stayOutOfTheLogHoweverASessionFares() throws Exception {
        HubRelay hub = new HubRelay(
                "--timeout=1s", "--session-timeout=3s", "--max-queue=5", "--max-message=16KiB", "--max-sessions=40");
        try (LogBook log = new LogBook(Level.DEBUG)) {
            RawBayeux silent = session(hub);
            slowPoll(hub, log);
            replacedPoll(hub);
            cutEventStream(hub);
            badMessages(hub);
            refusedPages(hub);
            tooLargeOnASocket(hub);
            cutSocket(hub);
            session(hub).disconnect();
            awaitSilence(silent);
            RawBayeux atTheEnd = session(hub);
            var poll = atTheEnd.connect();
            hub.stop();
            poll.handle((answer, failure) -> "ended either way").get(10, TimeUnit.SECONDS);

            assertThat(secrets).hasSizeGreaterThan(8).noneMatch(String::isBlank);
            assertThat(log.linesWith("Session ended: slow page")).hasSize(1);
            assertThat(secrets).allSatisfy(secret -> assertThat(log.text()).doesNotContain(secret));
            assertThat(log.alarms()).isEmpty();
        }
    }

    @Test
    void stayOutOfWhatOthersHear() {
        try (HubRelay hub = new HubRelay();
                RawSocket listener = new RawSocket(hub.url())) {
            listener.handshake();
            listener.connect();
            listener.subscribe("/**");
            RawBayeux sender = session(hub);
            sender.publish("/broadcast", "1");
            sender.publish("/update", "2");
            sender.publish("/elsewhere", "3");
            sender.send("/elsewhere", "\"data\":\"marker\",\"ext\":{\"kept\":true}");
            listener.await("marker", message -> message.path("data").asText().equals("marker"));
            assertThat(listener.frames()).noneMatch(frame -> frame.contains(sender.clientId()));
        }
    }

    /** Cookies, passwords and tokens, good and bad, on every way in. */
    @Test
    void stayOutOfTheLogWhoeverShowsThem(@TempDir Path dir) throws Exception {
        String good = "goodPageToken0123456789";
        String backEnd = "goodBackEndToken0123456789";
        Path pages = Files.writeString(dir.resolve("pages"), "anna " + good);
        Path backEnds = Files.writeString(dir.resolve("back-ends"), "stock " + backEnd);
        Path secret = Files.writeString(dir.resolve("secret"), "jwtSecret0123456789".repeat(4));
        String jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzM2NyZXQifQ.c2lnbmF0dXJl";
        List<String> shown = List.of(
                good, backEnd, "jwtSecret", jwt, "badToken", "badBearer", "dXNlcjpwYXNz", "eveCookie", "pathCookie");
        try (SessionApplication application = new SessionApplication().knows("knownCookie", "{\"rooms\":[]}");
                LogBook log = new LogBook(Level.DEBUG);
                HubRelay hub = new HubRelay(
                        "--remote-tokens-file=" + pages,
                        "--publish-tokens-file=" + backEnds,
                        "--jwt-secret-file=" + secret,
                        "--jwks-url=" + application.url() + "?key=jwksKey",
                        "--auth-url=" + application.url() + "?key=authKey",
                        "--auth-recheck=1s",
                        "--max-queue=20")) {
            for (String[] headers : new String[][] {
                {"Remote-Token", "badToken"},
                {"Remote-Token", jwt},
                {"Remote-Token", jwt.replace("IUzI", "SUzI")},
                {"Remote-Token", "badToken.x\u00e9.y"},
                {"Authorization", "Basic dXNlcjpwYXNz"},
                {"Authorization", "Bearer badBearer"},
                {"Cookie", "session=eveCookie\u00e9"},
                {"Cookie", "session=knownCookie"},
            }) {
                String line = headers[0] + ": " + headers[1];
                String handshake = "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\","
                        + "\"supportedConnectionTypes\":[\"long-polling\"]}]";
                HttpAnswer answer = new RawHttp(hub.port()).post("/sync?token=badToken", handshake, line);
                assertThat(answer.body()).contains("403::Forbidden");
                assertThat(shown).allSatisfy(it -> assertThat(answer.toString()).doesNotContain(it));
                new RawHttp(hub.port()).post("/sync", "[{\"channel\":\"/broadcast\",\"data\":1}]", line);
                new RawHttp(hub.port()).post("/sync?token=" + good, handshake, line);
                new RawHttp(hub.port()).post("/sync;jsessionid=pathCookie", handshake, line);
            }
            remotePages(hub, good, backEnd, jwt);
            try (RawSocket socket = new RawSocket(hub.url("/sync?token=badToken"), "Cookie", "session=eveCookie")) {
                socket.handshake();
                socket.closed().get(10, TimeUnit.SECONDS);
            }
            application.close();
            new RawHttp(hub.port())
                    .post(
                            "/sync",
                            "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\","
                                    + "\"supportedConnectionTypes\":[\"long-polling\"]}]",
                            "Cookie: session=other");
            await().until(() -> !log.linesWith("cannot be reached").isEmpty());
            assertThat(log.linesWith("Refused page of the old protocol")).isNotEmpty();
            assertThat(log.linesWith("Refused page: ")).isNotEmpty();
            assertThat(log.linesWith("Page ended: slow page")).isNotEmpty();
            assertThat(log.linesWith("Refused publish without a session")).isNotEmpty();
            assertThat(List.of("knownCookie", "jwksKey", "authKey"))
                    .allSatisfy(it -> assertThat(log.text()).doesNotContain(it));
            assertThat(shown).allSatisfy(it -> assertThat(log.text()).doesNotContain(it));
            assertThat(log.alarms()).isEmpty();
        }
    }

    /** Tokens of RemoteEvents pages and of back ends: let in, refused, cut off, at fault. */
    private static void remotePages(HubRelay hub, String good, String backEnd, String jwt) throws Exception {
        RawHttp http = new RawHttp(hub.port());
        String event = "{\"name\":\"cards\",\"value\":\"" + "x".repeat(60_000) + "\"}";
        for (String token : List.of(good, jwt, "badToken", "badToken%zz", "badToken%00", "badToken\u00e9")) {
            assertThat(http.get("/api/v1", "Remote-Token: " + token).toString()).doesNotContain(token);
            http.upgrade("/api/v1?token=" + token + "&ws=1");
            http.upgrade("/api/v1?token=" + token + "&ws=1", "Origin: http://evil.com");
            http.upgrade("/api/v1?token=" + token + "&ws=1", "Sec-WebSocket-Version: 7");
            http.upgrade("/api/v1?token=" + token + "&ws=1", "Sec-WebSocket-Protocol: badToken");
            http.post("/publish", event, "Authorization: Bearer " + token);
            http.post("/publish", "{" + token, "Authorization: Bearer " + backEnd, "Idempotency-Key: badToken");
            http.get("/publish?token=" + token, "Host: evil.com");
        }
        try (StalledPage slow = StalledPage.onSocket(hub.port(), "/api/v1?token=" + good + "&ws=1");
                StalledPage bad = StalledPage.onSocket(hub.port(), "/api/v1?token=" + good + "&ws=1")) {
            slow.send("{\"action\":\"subscribe\",\"name\":\"cards\"}");
            slow.send("{\"action\":\"call\",\"body\":[0]}");
            slow.readUntil("functions\"}]}");
            bad.frame(0xf1, new byte[1]);
            assertThat(bad.closeCode()).isEqualTo(1002);
            String pages = "{\"pages\":1}";
            for (int i = 0; i < 200 && pages.equals("{\"pages\":1}"); i++) {
                pages = http.post("/publish", event, "Authorization: Bearer " + backEnd)
                        .body();
            }
            assertThat(slow.closeCode()).isEqualTo(4008);
        }
    }

    private RawBayeux session(HubRelay hub) {
        RawBayeux session = LimitsTest.shakenHands(hub);
        session.subscribe("/update");
        secrets.add(session.clientId());
        return session;
    }

    private void slowPoll(HubRelay hub, LogBook log) {
        RawBayeux page = session(hub);
        page.subscribe("/slow");
        for (int i = 0; i < 20 && log.linesWith("Session ended").isEmpty(); i++) {
            new RawBayeux(hub.url()).publishBare("/slow", "1");
        }
        await().until(() -> !log.linesWith("Session ended").isEmpty());
        page.connect().join();
    }

    private void replacedPoll(HubRelay hub) throws Exception {
        RawBayeux page = session(hub);
        page.connect().join();
        for (var poll : List.of(page.connect(), page.connect())) {
            poll.handle((answer, failure) -> "one of them is refused").get(10, TimeUnit.SECONDS);
        }
    }

    private void cutEventStream(HubRelay hub) {
        RawBayeux page = session(hub);
        try (StalledPage stream = StalledPage.onEvents(hub.port(), page.clientId())) {
            stream.readUntil("retry: 5000\r\n");
        }
        page.publish("/broadcast", "1");
        new RawHttp(hub.port()).get("/sync/" + page.clientId() + "x", "Accept: text/event-stream");
        new RawHttp(hub.port()).get("/sync/" + page.clientId() + "/client.js");
        new RawHttp(hub.port()).get("/sync/" + page.clientId(), "Origin: http://evil.com");
    }

    private void badMessages(HubRelay hub) {
        RawBayeux page = session(hub);
        page.send("/meta/subscribe", "\"subscription\":\"/meta/x\"");
        page.send("/meta/nonsense", "\"x\":1");
        page.post("[{\"clientId\":\"" + page.clientId() + "\",");
        page.post("{\"clientId\":\"" + page.clientId() + "\",\"data\":" + "[".repeat(500));
        // The hub may hang up before all is sent, which the other client takes for a failure.
        new RawHttp(hub.port())
                .post("/sync", "[{\"clientId\":\"" + page.clientId() + "\",\"data\":\"" + "x".repeat(20_000) + "\"}]");
        page.get("?message=%5B" + page.clientId());
    }

    private void refusedPages(HubRelay hub) {
        RawBayeux page = session(hub);
        RawHttp http = new RawHttp(hub.port());
        String message = RawHttp.encoded("[{\"channel\":\"/x\",\"clientId\":\"" + page.clientId() + "\"}]");
        HttpAnswer refused = http.get("/sync?message=" + message, "Referer: http://evil.com/?" + page.clientId());
        assertThat(refused.status()).isEqualTo(403);
        http.get("/sync/" + page.clientId(), "Host: evil.com", "Accept: text/event-stream");
    }

    private void tooLargeOnASocket(HubRelay hub) throws Exception {
        try (RawSocket socket = new RawSocket(hub.url())) {
            secrets.add(socket.handshake());
            socket.connect();
            socket.send("{\"clientId\":\"" + secrets.get(secrets.size() - 1) + "\",\"data\":\"" + "x".repeat(17_000)
                    + "\"}");
            assertThat(socket.closed().get(10, TimeUnit.SECONDS)).isEqualTo(1009);
        }
    }

    private void cutSocket(HubRelay hub) {
        try (RawSocket socket = new RawSocket(hub.url())) {
            secrets.add(socket.handshake());
            socket.connect();
            socket.subscribe("/update");
            socket.send("not JSON " + secrets.get(secrets.size() - 1));
            socket.publish("/service/x", "1");
        }
    }

    /** Asking would be a sign of life: only after the session can be gone is it asked whether it is. */
    private static void awaitSilence(RawBayeux silent) {
        await().pollDelay(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(20)).until(() -> isForgotten(silent));
    }

    private static boolean isForgotten(RawBayeux session) {
        return session.send("/meta/subscribe", "\"subscription\":\"/x\"")
                .path("error")
                .asText()
                .startsWith("401");
    }
}
