package org.liveupdates.hub.protocol.bryntum;

import org.liveupdates.hub.core.CloseReason;

/** What a session writes to. Safe for use by any thread; neither method waits. */
interface Line {
    /** Queues a text; what cannot be queued ends the connection. */
    void send(String text);

    /** Ends the connection when what was sent before is written. */
    void finish(CloseReason reason);
}
