package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HttpAnswer;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Inside;
import org.liveupdates.hub.testkit.RawBayeux;
import org.liveupdates.hub.testkit.RawHttp;

/** Of two polls of one session the hub holds the later one. */
class ReplacedPollTest {
    @Test
    void isToldSoInPlainWords() {
        try (HubRelay hub = new HubRelay("--timeout=1s")) {
            RawBayeux page = LimitsTest.shakenHands(hub);
            page.connect().join();
            String connect = "[{\"channel\":\"/meta/connect\",\"connectionType\":\"long-polling\",\"clientId\":\""
                    + page.clientId() + "\"}]";
            List<HttpAnswer> answers = Stream.of(poll(hub, connect), poll(hub, connect)).toList().stream()
                    .map(CompletableFuture::join)
                    .map(Inside::staysHidden)
                    .toList();

            assertThat(answers).extracting(HttpAnswer::status).containsExactlyInAnyOrder(200, 409);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 409)
                    .extracting(HttpAnswer::body)
                    .containsExactly("Another poll has taken the place of this one\n");
        }
    }

    private static CompletableFuture<HttpAnswer> poll(HubRelay hub, String connect) {
        return CompletableFuture.supplyAsync(() -> new RawHttp(hub.port()).post("/sync", connect));
    }
}
