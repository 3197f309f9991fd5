package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RawSocket;

/** A hub with tokens: whatever has no principal reaches nobody and hears nothing. */
class KnownPagesTest {
    private static final String TOKEN = "page-token-0123456789";
    private static final String READER = "reader-token-0123456789";
    private static final String STOCK = "back-end-token-0123456789";
    private static final String PART = "part-token-0123456789ab";
    private static final String HR = "hr-token-0123456789abcd";

    private final LogBook log = new LogBook();
    private final HubRelay hub;
    private RawSocket listener;

    KnownPagesTest(@TempDir Path dir) throws Exception {
        Path pages = Files.writeString(
                dir.resolve("pages"),
                "anna " + TOKEN + "\nrita " + READER + " read-only\npart " + PART + " entities=events\n");
        Path backEnds = Files.writeString(
                dir.resolve("back-ends"),
                "stock " + STOCK + "\nquiet " + READER + " read-only\npart " + PART + " entities=events\nhr " + HR
                        + " rooms=hr\n");
        hub = new HubRelay(
                "--remote-tokens-file=" + pages,
                "--publish-tokens-file=" + backEnds,
                "--auth-url=http://127.0.0.1:9/whoami", // where nobody answers
                "--room=hr=/hr");
    }

    @BeforeEach
    void listen() {
        listener = new RawSocket(hub.url("/sync?token=" + TOKEN));
        assertThat(listener.handshake()).isNotEmpty();
        listener.subscribe("/**");
        listener.connect();
    }

    @AfterEach
    void close() {
        listener.close();
        hub.close();
        assertThat(log.text()).doesNotContain(TOKEN, READER, STOCK, PART, HR);
        log.close();
    }

    @Test
    void aPublishNeedsAPrincipal() {
        RawBayeux stranger = new RawBayeux(hub.url());
        assertForbidden(stranger.publishBare("/broadcast", "1"));
        assertForbidden(stranger.publishBare("/elsewhere", "2"));
        assertForbidden(stranger.publishBare("/service/x", "3"));
        JsonNode forged = stranger.send("/broadcast", "\"data\":4,\"clientId\":\"forged\"");
        assertForbidden(forged);
        assertThat(forged.path("advice").path("reconnect").asText()).isEqualTo("handshake");
        assertForbidden(stranger.handshake());
        String message = RawHttp.encoded("[{\"channel\":\"/broadcast\",\"data\":5}]");
        HttpAnswer jsonp =
                new RawHttp(hub.port()).get("/sync?jsonp=f&message=" + message, "Sec-Fetch-Site: same-origin");
        assertThat(jsonp.body()).contains("\"403::Forbidden\"");
        try (RawSocket socket = new RawSocket(hub.url())) {
            assertForbidden(socket.publish("/broadcast", "6"));
        }
        for (String wrong :
                new String[] {"Bearer " + TOKEN, "Bearer " + READER, "Bearer " + PART, "Bearer " + HR, STOCK}) {
            assertForbidden(
                    new RawBayeux(hub.url()).header("Authorization", wrong).publishBare("/broadcast", "7"));
        }
        assertNothingHeardBut("{\"from\":\"stock\"}");
    }

    @Test
    void aBackEndPublishesWithItsToken() {
        RawBayeux form = new RawBayeux(hub.url()).header("Authorization", "Bearer " + STOCK);
        String message = RawHttp.encoded("{\"channel\":\"/broadcast\",\"data\":\"by form\"}");
        assertThat(form.post("application/x-www-form-urlencoded", "message=" + message)
                        .body())
                .contains("\"successful\":true");
        listener.await("it", it -> it.path("data").asText().equals("by form"));
        // It neither listens nor comes in as a page.
        assertForbidden(form.subscribe("/update"));
        assertForbidden(form.handshake());
        RawBayeux hr = new RawBayeux(hub.url("/hr")).header("Authorization", "Bearer " + HR);
        assertThat(hr.publishBare("/broadcast", "1").path("successful").asBoolean())
                .isTrue();
    }

    @Test
    void aPagePublishesByWhateverConnectionItHas() {
        RawBayeux page = new RawBayeux(hub.url()).header("Remote-Token", TOKEN);
        assertThat(page.handshake().path("successful").asBoolean()).isTrue();
        RawBayeux again = new RawBayeux(hub.url()); // the token is shown once, at the handshake
        assertThat(again.send("/broadcast", "\"data\":\"said\",\"clientId\":\"" + page.clientId() + "\"")
                        .path("successful")
                        .asBoolean())
                .isTrue();
        listener.await("it", it -> it.path("data").asText().equals("said"));
    }

    @Test
    void aReaderHearsAndSaysNothing() {
        try (RawSocket reader = new RawSocket(hub.url(), "Remote-Token", READER)) {
            assertThat(reader.handshake()).isNotEmpty();
            assertThat(reader.subscribe("/update").path("successful").asBoolean())
                    .isTrue();
            reader.connect();
            assertForbidden(reader.publish("/broadcast", "1"));
            assertForbidden(reader.publish("/update", "1"));
            assertForbidden(reader.publish("/elsewhere", "1"));
            new RawBayeux(hub.url())
                    .header("Authorization", "Bearer " + STOCK)
                    .publishBare("/broadcast", "\"for all\"");
            reader.await("it", it -> it.path("data").asText().equals("for all"));
        }
        assertNothingHeardBut("{\"from\":\"stock\"}");
    }

    @Test
    void aSubscriptionNeedsAPrincipal() {
        RawBayeux stranger = new RawBayeux(hub.url());
        assertForbidden(stranger.subscribe("/update"));
        assertForbidden(stranger.send("/meta/subscribe", "\"subscription\":\"/update\",\"clientId\":\"forged\""));
        assertForbidden(new RawBayeux(hub.url()).header("Remote-Token", PART).handshake());
        assertForbidden(
                new RawBayeux(hub.url()).header("Remote-Token", TOKEN + "x").handshake());
        assertForbidden(
                new RawBayeux(hub.url("/hr")).header("Remote-Token", STOCK).handshake());
        assertThat(new RawHttp(hub.port())
                        .get("/sync/forged", "Accept: text/event-stream")
                        .status())
                .isEqualTo(404);
    }

    /** What was refused would have come before it. */
    private void assertNothingHeardBut(String last) {
        int before = listener.heard("/update").size();
        new RawBayeux(hub.url()).header("Authorization", "Bearer " + STOCK).publishBare("/broadcast", last);
        listener.await("the last word", it -> it.path("data").toString().equals(last));
        assertThat(listener.messages().stream().filter(it -> it.has("data")))
                .filteredOn(it -> it.path("data").isInt())
                .isEmpty();
        assertThat(listener.heard("/update")).hasSizeGreaterThan(before);
    }

    private static void assertForbidden(JsonNode answer) {
        assertThat(answer.path("successful").asBoolean()).as("%s", answer).isFalse();
        assertThat(answer.path("error").asText()).isEqualTo("403::Forbidden");
    }
}
