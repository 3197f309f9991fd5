package org.liveupdates.hub.protocol.faye;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.auth.Authenticator;
import org.liveupdates.hub.config.HubConfig;
import org.liveupdates.hub.core.Change;
import org.liveupdates.hub.core.Change.Operation;
import org.liveupdates.hub.core.Hub;
import org.liveupdates.hub.core.Origin;
import org.liveupdates.hub.core.Update;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;

/** Old pages beside another protocol, of which only the sink is here. */
class BridgedPagesTest {
    private static final String MESSAGE =
            "{\"sid\":\"5\",\"tid\":5,\"status\":\"updated\",\"data\":{\"id\":5,\"start_date\":\"11-05-2027 09:00\","
                    + "\"end_date\":\"11-05-2027 11:00\"},\"kind\":\"event\"}";

    private final BlockingQueue<Update> heard = new LinkedBlockingQueue<>();
    private final Hub hub = new Hub(1 << 20, it -> {});
    private final Server server = new Server();

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void tellTheOtherProtocolWhatTheirUpdatesMean() throws Exception {
        try (Page page = Page.listening(Wire.WEBSOCKET, start())) {
            page.publish("/broadcast", MESSAGE);
            page.publish("/update", MESSAGE);
            for (int i = 0; i < 2; i++) {
                Update update = heard.poll(10, TimeUnit.SECONDS);
                assertThat(update.changes()).isEqualTo(new FayeWire(HubConfig.of(), "main").read(MESSAGE));
                assertThat(update.changes()).hasSize(1);
                assertThat(update.json()).isEqualTo(MESSAGE);
            }
        }
    }

    @Test
    void tellNothingOfOtherChannels() throws Exception {
        try (Page page = Page.listening(Wire.WEBSOCKET, start("--relay=/in:/out"))) {
            page.publish("/in", MESSAGE);
            assertThat(heard.poll(10, TimeUnit.SECONDS).changes()).isEmpty();
        }
    }

    @Test
    void tellNothingWithoutABridge() throws Exception {
        try (Page page = Page.listening(Wire.WEBSOCKET, start("--no-bridge"))) {
            page.publish("/broadcast", MESSAGE);
            assertThat(heard.poll(10, TimeUnit.SECONDS).changes()).isEmpty();
        }
    }

    @Test
    void hearOnTheirOwnChannelWhatTheOtherProtocolAnnounces() throws Exception {
        try (Page page = Page.listening(Wire.WEBSOCKET, start(), "/update")) {
            Change change = new Change(Change.TASK, Operation.DELETE, 7, null, Map.of());
            hub.publish("main", "tasks", new Origin("other", null), "{\"type\":\"delete-task\"}", List.of(change));
            hub.publish("main", "resources", new Origin("other", null), "{\"the application's\":1}", List.of());
            page.publish("/broadcast", "\"the end\"");
            String end = "\"the end\"";
            hub.publish("main", "/update", new Origin(FayeProtocol.NAME, null), end, List.of());
            page.heardUpTo("/update", end);
            assertThat(String.join("", page.texts()))
                    .contains("{\"data\":{\"sid\":7,\"tid\":7,\"status\":\"deleted\",\"data\":{},\"kind\":\"task\"},"
                            + "\"channel\":\"/update\"}")
                    .doesNotContain("delete-task", "application");
        }
    }

    private URI start(String... settings) throws Exception {
        FayeProtocol faye = new FayeProtocol(HubConfig.of(settings), hub, "main", Authenticator.OPEN);
        hub.add("main", faye);
        hub.add("main", update -> heard.add(update) ? 1 : 0);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(faye.handlers(server).values().iterator().next());
        server.start();
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/sync");
    }
}
