package org.liveupdates.hub.cli;

import java.io.IOException;

/** An answer without Bayeux messages, from the hub's gate, a proxy or some other server. */
final class RefusedByHttp extends IOException {
    private static final long serialVersionUID = 1;

    final int status;
    final String location;

    RefusedByHttp(int status, String location) {
        super("HTTP status " + status);
        this.status = status;
        this.location = location;
    }
}
