package org.liveupdates.hub.protocol.remoteevents;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import org.liveupdates.hub.core.Change;

/**
 * One event for the pages that are subscribed to its name.
 *
 * @param name {@code events}, {@code tasks}, {@code links} or one of the application's own
 * @param value one well-formed JSON value on one line, as pages get it
 * @param changes what the event is understood as by other protocols; empty for the application's own, and without a bridge
 */
public record RemoteEvent(String name, String value, List<Change> changes) {
    /** The whole frame, for a page's socket. */
    public String frame() {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(name));
        return "{\"action\":\"event\",\"body\":{\"name\":\"" + quoted + "\",\"value\":" + value + "}}";
    }
}
