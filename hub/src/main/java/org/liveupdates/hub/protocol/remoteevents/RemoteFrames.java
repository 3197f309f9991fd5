package org.liveupdates.hub.protocol.remoteevents;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** The frames that a page gets, beside those of {@link RemoteEvent}. */
final class RemoteFrames {
    private RemoteFrames() {}

    static String start(String id) {
        return "{\"action\":\"start\",\"body\":" + text(id) + "}";
    }

    /** For the person who looks at the page's network tab; the genuine client passes over actions it does not know. */
    static String error(String sentence) {
        return "{\"action\":\"error\",\"body\":" + text(sentence) + "}";
    }

    /** @param results JSON array of the answers to remote calls */
    static String result(String results) {
        return "{\"action\":\"result\",\"body\":" + results + "}";
    }

    static String text(String plain) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(plain)) + '"';
    }
}
