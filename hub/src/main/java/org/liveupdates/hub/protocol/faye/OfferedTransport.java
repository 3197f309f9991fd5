package org.liveupdates.hub.protocol.faye;

import org.cometd.server.BayeuxServerImpl;
import org.cometd.server.CometDRequest;
import org.cometd.server.http.AbstractHttpTransport;
import org.cometd.server.http.TransportContext;

/**
 * A name in {@code supportedConnectionTypes}. Which requests it is for the servlet knows, so CometD never chooses it.
 * Cross-origin-long-polling differs from long-polling in the browser only, and an event stream is opened by the servlet.
 */
class OfferedTransport extends AbstractHttpTransport {
    OfferedTransport(BayeuxServerImpl bayeux, String name) {
        super(bayeux, name);
    }

    @Override
    public final boolean accept(CometDRequest request) {
        return false;
    }

    @Override
    protected final void handle(TransportContext context) {
        throw new IllegalStateException(getName());
    }
}
