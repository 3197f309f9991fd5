package org.liveupdates.hub.protocol.faye;

import org.cometd.server.BayeuxServerImpl;
import org.cometd.server.CometDRequest;
import org.cometd.server.http.AbstractHttpTransport;
import org.cometd.server.http.TransportContext;

/**
 * A name in {@code supportedConnectionTypes} whose requests another transport answers: cross-origin-long-polling differs
 * from long-polling in the browser only, and an event stream is opened by the servlet.
 */
final class OfferedTransport extends AbstractHttpTransport {
    OfferedTransport(BayeuxServerImpl bayeux, String name) {
        super(bayeux, name);
    }

    @Override
    public boolean accept(CometDRequest request) {
        return false;
    }

    @Override
    protected void handle(TransportContext context) {
        throw new IllegalStateException(getName());
    }
}
