package org.liveupdates.hub.peers;

import java.net.URI;
import java.util.stream.Stream;

/** One of the genuine Node clients: an npm package in a version, made to speak in one of the ways it can. */
record FayeKind(String npmPackage, String transport) {

    /** Oldest to newest, by each transport that Faye's Node client has; callback-polling and eventsource are for browsers. */
    static Stream<FayeKind> all() {
        return Stream.of("faye-0.8.11", "faye-1.2.5", "faye").flatMap(name -> Stream.of("websocket", "long-polling")
                .map(transport -> new FayeKind(name, transport)));
    }

    FayeClient connectTo(URI url) {
        return new FayeClient(this, url);
    }

    @Override
    public String toString() {
        return (npmPackage.equals("faye") ? "faye-1.4.3" : npmPackage) + " by " + transport;
    }
}
