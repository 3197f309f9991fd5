package org.liveupdates.hub.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.liveupdates.hub.testkit.Page;
import org.liveupdates.hub.testkit.Page.Wire;
import org.liveupdates.hub.testkit.RawSocket;
import org.liveupdates.hub.testkit.RemoteEventsPage;

/** One page of each kind through one proxy, in a room where nobody speaks. None of them comes back when it is cut. */
final class QuietPages implements AutoCloseable {
    static final String MOUNT = Site.MOUNT + "/quiet";

    static final String UPDATE = "{\"sid\":\"7\",\"tid\":\"7\",\"status\":\"updated\",\"data\":{\"id\":\"7\","
            + "\"text\":\"after the silence\",\"start_date\":\"2027-05-11 12:00\",\"end_date\":\"2027-05-11 13:00\"}}";

    private final Site site;
    private final Page socket;
    private final Page stream;
    private final Page polls;
    private final RemoteEventsPage remote;
    private final RawSocket bryntum;

    static QuietPages through(Site site) {
        try {
            return new QuietPages(site);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("no pages come in through " + site, e);
        }
    }

    private QuietPages(Site site) {
        this.site = site;
        URI hub = site.path(MOUNT);
        socket = Page.listening(Wire.WEBSOCKET, hub, "/update");
        stream = Page.listening(Wire.EVENTSOURCE, hub, "/update");
        polls = Page.listening(Wire.LONG_POLLING, hub, "/update");
        remote = new RemoteEventsPage(hub, "page-token-0123456789", "events");
        bryntum = new RawSocket(site.path(MOUNT + "/bryntum"));
        bryntum.send("{\"command\":\"login\",\"login\":\"Ann\"}");
        bryntum.send("{\"command\":\"dataset\",\"project\":1}");
        bryntum.await("dataset", it -> it.path("command").asText().equals("dataset"));
    }

    List<String> ids() {
        return List.of(socket.clientId(), stream.clientId(), polls.clientId());
    }

    void areConnected() {
        assertThat(remote.socket().closed()).as("RemoteEvents through %s", site).isNotDone();
        assertThat(bryntum.closed()).as("Bryntum through %s", site).isNotDone();
    }

    void hear() {
        for (Page page : List.of(socket, stream, polls)) {
            try {
                assertThat(page.heardUpTo("/update", UPDATE)).hasSize(1);
            } catch (AssertionError e) {
                throw new AssertionError("%s through %s".formatted(page, site), e);
            }
        }
        remote.awaitEvent("after the silence");
    }

    void changeTheProject(String name) {
        bryntum.send("{\"command\":\"projectChange\",\"project\":1,\"changes\":{\"tasks\":{\"updated\":[{\"id\":1,"
                + "\"name\":\"" + name + "\"}]}}}");
    }

    /** The one who changes it is not told. */
    void hearOfTheProject(String name) {
        bryntum.await(
                "change",
                it -> it.path("command").asText().equals("projectChange")
                        && it.toString().contains("\"" + name + "\""));
    }

    @Override
    public void close() {
        bryntum.close();
        remote.close();
        polls.close();
        stream.close();
        socket.close();
    }
}
