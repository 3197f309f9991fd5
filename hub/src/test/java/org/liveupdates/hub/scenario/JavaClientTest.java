package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.client.ClientSessionChannel;
import org.cometd.client.BayeuxClient;
import org.cometd.client.http.jetty.JettyHttpClientTransport;
import org.cometd.client.transport.ClientTransport;
import org.cometd.common.JacksonJSONContextClient;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawBayeux;

/** A program with CometD's own Java client, which is no Faye: it counts in base 10 and asks for other advice. */
class JavaClientTest {
    private final HttpClient http = new HttpClient();
    private final List<Object> heard = new CopyOnWriteArrayList<>();
    private HubRelay hub;
    private BayeuxClient client;

    @BeforeEach
    void start() throws Exception {
        hub = new HubRelay("--timeout=1s", "--session-timeout=3s");
        http.start();
        Map<String, Object> options =
                new HashMap<>(Map.of(ClientTransport.JSON_CONTEXT_OPTION, new JacksonJSONContextClient()));
        client = new BayeuxClient(hub.url().toString(), new JettyHttpClientTransport(options, http));
        client.handshake();
        assertThat(client.waitFor(10_000, BayeuxClient.State.CONNECTED)).isTrue();
    }

    @AfterEach
    void stop() throws Exception {
        client.abort();
        http.stop();
        hub.close();
    }

    @Test
    void hearsUpdatesWhileTheHoldEndsAgainAndAgain() {
        subscribe("/update");
        for (int number = 0; number < 25; number++) {
            new RawBayeux(hub.url()).publishBare("/broadcast", String.valueOf(number));
            int sofar = number + 1;
            Awaitility.await().pollDelay(100, TimeUnit.MILLISECONDS).until(() -> heard.size() == sofar);
        }
        assertThat(heard)
                .extracting(String::valueOf)
                .isEqualTo(IntStream.range(0, 25).mapToObj(String::valueOf).toList());
    }

    @Test
    void publishesWithoutHearingItself() {
        subscribe("/update");
        try (Page page = Page.listening(Wire.WEBSOCKET, hub.url(), "/update")) {
            for (int number = 0; number < 100; number++) {
                CompletableFuture<Message> published = new CompletableFuture<>();
                client.getChannel("/broadcast").publish(number, published::complete);
                assertThat(published.orTimeout(10, TimeUnit.SECONDS).join().isSuccessful())
                        .isTrue();
            }
            assertThat(page.heardUpTo("/update", "99"))
                    .extracting(JsonNode::asInt)
                    .isEqualTo(IntStream.range(0, 100).boxed().toList());
            page.publish("/broadcast", "\"end\"");
            Awaitility.await().until(() -> !heard.isEmpty());
            assertThat(heard).containsExactly("end");
        }
    }

    @Test
    void isToldWhatIsRefused() {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        client.getChannel("/meta/subscribe")
                .addListener((ClientSessionChannel.MessageListener) (channel, message) -> answer.complete(message));
        client.getChannel("/service/x").subscribe((channel, message) -> heard.add(message));
        Message refusal = answer.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(refusal.isSuccessful()).isFalse();
        assertThat(refusal.get(Message.ERROR_FIELD)).isEqualTo("403:/service/x:Forbidden channel");
    }

    @Test
    void shakesHandsAgainWithAHubThatHasForgottenIt() {
        subscribe("/update");
        String before = client.getId();
        hub.restart();
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> client.isConnected() && !before.equals(client.getId()));
    }

    @Test
    void staysAwayAfterItsGoodbye() {
        String id = client.getId();
        CompletableFuture<Message> gone = new CompletableFuture<>();
        client.disconnect(gone::complete);
        assertThat(gone.orTimeout(10, TimeUnit.SECONDS).join().isSuccessful()).isTrue();
        assertThat(client.waitFor(10_000, BayeuxClient.State.DISCONNECTED)).isTrue();
        assertThat(new RawBayeux(hub.url())
                        .post("{\"channel\":\"/meta/connect\",\"connectionType\":\"long-polling\",\"clientId\":\"%s\"}"
                                .formatted(id))
                        .body())
                .contains("401:" + id + ":Unknown client");
    }

    private void subscribe(String channel) {
        CompletableFuture<Message> subscribed = new CompletableFuture<>();
        client.getChannel(channel).subscribe((on, message) -> heard.add(message.getData()), subscribed::complete);
        assertThat(subscribed.orTimeout(10, TimeUnit.SECONDS).join().isSuccessful())
                .isTrue();
    }
}
