package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.LogBook;
import org.liveupdates.hub.testkit.RawConnection;
import org.liveupdates.hub.testkit.RawHttp;
import org.liveupdates.hub.testkit.RemoteEventsPage;
import org.liveupdates.hub.testkit.SessionApplication;

/** Whoever reaches the door of RemoteEvents and does not behave: it costs the hub little, and no token gets into the log. */
class RudeKnocksTest {
    private static final String UPGRADE =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    @Test
    void areAnsweredWithoutTheTokenInTheLog(@TempDir Path dir) throws Exception {
        String token = "page-token-0123456789";
        Path pages = Files.writeString(dir.resolve("pages"), "anna " + token);
        try (LogBook log = new LogBook();
                HubRelay hub = new HubRelay("--remote-tokens-file=" + pages, "--open-old-pages")) {
            RawHttp http = new RawHttp(hub.port());
            String page = "/api/v1?token=" + token + "&ws=1";
            String[] half = {"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"};
            assertThat(http.get(page, half).status()).isEqualTo(400);
            assertThat(http.upgrade(page, "Sec-WebSocket-Extensions: x;;;=,,\"").status())
                    .isEqualTo(400);
            assertThat(http.ask("CONNECT " + page + " HTTP/1.1", "Host: localhost")
                            .status())
                    .isEqualTo(400);
            assertThat(http.ask(
                                    "POST " + page + " HTTP/1.1",
                                    "Host: localhost",
                                    "Transfer-Encoding: chunked",
                                    "",
                                    "no length")
                            .status())
                    .isEqualTo(400);
            try (RawConnection gone = new RawConnection(hub.port())) {
                gone.send(RawConnection.post(page, "x".repeat(100)).replace("xx", ""));
            }
            assertThat(http.get("/api/v1", "Remote-Token: " + token).status()).isEqualTo(200);
            await().during(Duration.ofMillis(500)).until(() -> log.alarms().isEmpty());
            assertThat(log.text()).doesNotContain(token);
        }
    }

    @Test
    void callsAreAnsweredUpToABatch() {
        try (HubRelay hub = new HubRelay("--max-batch=3");
                RemoteEventsPage page = new RemoteEventsPage(hub.url(), "t")) {
            RawHttp http = new RawHttp(hub.port());
            assertThat(http.post("/api/v1", "[{\"id\":\"1\"},2,3]").body()).contains("\"id\":\"1\"");
            assertThat(http.post("/api/v1", "[1,2,3,4]").status()).isEqualTo(413);
            page.socket().send("{\"action\":\"call\",\"body\":[1,2,3,4]}");
            assertThat(page.awaitAction("error").path("body").asText()).contains("max-batch");
        }
    }

    @Test
    void bodiesThatComeByteByByteAreRefusedAfterAWhile() {
        try (HubRelay hub = new HubRelay("--timeout=1s", "--session-timeout=20s");
                RawConnection slow = new RawConnection(hub.port())) {
            slow.send(RawConnection.post("/api/v1", "x".repeat(100_000)).replace("x", ""));
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        if (slow.received().isEmpty()) {
                            slow.send(" ");
                        }
                        return !slow.received().isEmpty();
                    });
            assertThat(slow.await("Too slow")).startsWith("HTTP/1.1 408 ");
            assertThat(slow.ends()).isTrue();
        }
    }

    /** A page that is closed while the application thinks about it: its place is free again. */
    @Test
    void pagesThatAreGoneBeforeTheyAreLetInTakeNoPlace() throws Exception {
        CountDownLatch thought = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (SessionApplication application = new SessionApplication()) {
            application.lead("/thinks", exchange -> {
                boolean known = exchange.getRequestHeaders().containsKey("Cookie");
                if (known) {
                    asked.incrementAndGet();
                    try {
                        thought.await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                }
                exchange.sendResponseHeaders(known ? 200 : 401, -1);
                exchange.close();
            });
            String url = application.pages().origin("127.0.0.1") + "/thinks";
            try (HubRelay hub = new HubRelay("--auth-url=" + url, "--max-sessions=2")) {
                List<Socket> gone = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    gone.add(knock(hub.port(), "session=" + i));
                }
                await().until(() -> asked.get() == gone.size());
                for (Socket socket : gone) {
                    socket.setSoLinger(true, 0); // a reset, of which the hub learns by writing
                    socket.close();
                }
                thought.countDown();
                RawHttp http = new RawHttp(hub.port());
                for (int i = 0; i < 5; i++) {
                    await().until(() ->
                            http.upgrade("/api/v1?ws=1", "Cookie: session=anna").status() == 101);
                }
            }
        }
    }

    private static Socket knock(int port, String cookie) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        String head =
                "GET /api/v1?ws=1 HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie + "\r\n" + UPGRADE + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
