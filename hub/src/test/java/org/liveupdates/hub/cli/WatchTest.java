package org.liveupdates.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {
    private final ScriptedHub hub = new ScriptedHub();
    private final Shell shell = new Shell();

    WatchTest() throws IOException {}

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void printsOneLineForEachUpdateWithAllItsDigits() {
        String data = "{\"big\":123456789012345678901234567890,\"dec\":1.10,\"text\":\"ö€\"}";
        update("/update", data);
        update("/update", "[1.50]");

        assertThat(shell.run("watch", hub.url(), "--count=2")).isZero();

        assertThat(shell.out().lines())
                .satisfiesExactly(
                        it -> assertThat(it)
                                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*")
                                .endsWith(" /update " + data),
                        it -> assertThat(it).endsWith(" /update [1.50]"));
        assertThat(shell.err()).isEqualToIgnoringNewLines("Connected to " + hub.url() + ", watching /update.");
        assertThat(hub.received).anySatisfy(it -> assertThat(it).contains("/meta/disconnect"));
    }

    @Test
    void listensToTheChannelsItIsGiven() {
        update("/a", "1");
        update("/update", "2");
        update("/b/c", "3");

        assertThat(shell.run("watch", hub.url(), "--count", "2", "--channel=/a", "--channel=/b/*"))
                .isZero();

        assertThat(shell.out().lines().map(it -> it.substring(13))).containsExactly("/a 1", "/b/c 3");
    }

    @Test
    void saysWhenTheConnectionIsLostAndBack() {
        CompletableFuture<Integer> exit =
                CompletableFuture.supplyAsync(() -> shell.run("watch", hub.url(), "--count=1"));
        await().until(() -> shell.err().contains("Connected to"));

        hub.status = 503;
        await().until(() -> shell.err().contains("Connection lost, trying again."));
        hub.status = 200;
        await().until(() -> shell.err().contains("Connected again."));
        update("/update", "{}");

        assertThat(exit).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(0);
        assertThat(shell.err()).hasLineCount(3);
    }

    @Test
    void subscribesAgainWhenTheHubHasForgottenIt() {
        CompletableFuture<Integer> exit =
                CompletableFuture.supplyAsync(() -> shell.run("watch", hub.url(), "--count=1"));
        await().until(() -> shell.err().contains("Connected to"));

        hub.refusals.put(
                "/meta/connect", "\"error\":\"401:me:Unknown client\",\"advice\":{\"reconnect\":\"handshake\"}");
        await().until(() -> shell.err().contains("Connection lost"));
        hub.refusals.clear();
        await().until(() -> shell.err().contains("Connected again."));
        update("/update", "{}");

        assertThat(exit).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(0);
        assertThat(hub.received.stream().filter(it -> it.contains("/meta/subscribe")))
                .hasSizeGreaterThan(1);
    }

    @Test
    void subscribesAgainWhenThatWasLostOnItsWay() {
        hub.lost = "/meta/subscribe";
        CompletableFuture<Integer> exit =
                CompletableFuture.supplyAsync(() -> shell.run("watch", hub.url(), "--count=1"));
        await().until(() -> hub.received.stream().anyMatch(it -> it.contains("/meta/subscribe")));
        assertThat(shell.err()).isEmpty();

        hub.lost = "nothing";
        await().until(() -> shell.err().contains("Connected to"));
        update("/update", "{}");

        assertThat(exit).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(0);
    }

    @Test
    void endsWhenTheHubRefusesTheChannel() {
        hub.refusals.put("/meta/subscribe", "\"error\":\"403:/update:Forbidden\"");

        assertThat(shell.run("watch", hub.url())).isEqualTo(1);

        assertThat(shell.err())
                .isEqualToIgnoringNewLines(
                        "The hub at " + hub.url() + " refused /meta/subscribe (403:/update:Forbidden).");
    }

    @Test
    void endsWhenItWasNeverConnected() {
        hub.status = 421;

        assertThat(shell.run("watch", hub.url())).isEqualTo(1);

        assertThat(shell.err()).contains("421").hasLineCount(1);
    }

    @Test
    void wrongUsageIsTold() {
        assertThat(shell.run("watch")).isEqualTo(2);
        assertThat(shell.run("watch", hub.url(), "--count=0")).isEqualTo(2);
        assertThat(shell.run("watch", hub.url(), "--count=x")).isEqualTo(2);
        assertThat(shell.run("watch", hub.url(), "--channel=/meta/*")).isEqualTo(2);
        assertThat(shell.run("watch", hub.url(), "--chanel=/a")).isEqualTo(2);
        assertThat(shell.err())
                .contains("--count=0 is out of range")
                .contains("'/meta/*' is not a channel")
                .doesNotContain("\tat ");
    }

    private void update(String channel, String data) {
        hub.outgoing.add("{\"channel\":\"" + channel + "\",\"data\":" + data + "}");
    }
}
