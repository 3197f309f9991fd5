package org.liveupdates.hub.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liveupdates.hub.testkit.HubRelay;
import org.liveupdates.hub.testkit.RawConnection;

/** More connections than the hub has place for: two for each session, and a hundred. */
class ManyConnectionsTest {
    private static final String REQUEST = RawConnection.post("/sync", "[]");

    @Test
    void waitUntilAnotherOneIsClosed() {
        try (HubRelay hub = new HubRelay("--max-sessions=1")) {
            List<RawConnection> open = new ArrayList<>();
            for (int i = 0; i < 102; i++) {
                open.add(new RawConnection(hub.port()));
                open.get(i).send(REQUEST);
                open.get(i).await("[]");
            }
            try (RawConnection further = new RawConnection(hub.port())) {
                further.send(REQUEST);
                for (int i = 2; i < 50; i++) { // time enough to answer the other as well
                    open.get(0).send(REQUEST);
                    open.get(0).await("[]", i);
                }
                assertThat(further.received()).isEmpty();
                open.get(1).close();
                further.await("[]");
            }
            open.forEach(RawConnection::close);
        }
    }
}
