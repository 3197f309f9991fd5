package org.liveupdates.hub.protocol.bryntum;

import java.util.List;
import org.liveupdates.hub.core.CloseReason;

/** What a session writes to. Safe for use by any thread; neither method waits. */
interface Line {
    /** Queues a text; what cannot be queued ends the connection. */
    void send(String text);

    /** Queues the texts that one message has brought about; to whoever reads slowly they count as one. */
    void send(List<String> texts);

    /** Ends the connection when what was sent before is written. */
    void finish(CloseReason reason);
}
