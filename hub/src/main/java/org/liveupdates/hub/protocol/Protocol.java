package org.liveupdates.hub.protocol;

import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;

/** One wire protocol in one room. */
public interface Protocol {
    /**
     * Makes the handlers of its requests and upgrades, by the last segments of the paths that lead there, such as
     * {@code api/v1}; the empty text stands for every path that no protocol names.
     *
     * @param server not yet started; it starts and stops the handlers
     */
    Map<String, Handler> handlers(Server server);

    /** Says good-bye to every page, before the server cuts the connections. */
    default void close() {}
}
