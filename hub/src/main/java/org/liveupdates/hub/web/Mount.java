package org.liveupdates.hub.web;

import java.util.function.Predicate;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A handler that is asked for some paths only. */
final class Mount extends Handler.Wrapper {
    private final Predicate<String> paths;

    /** @param paths a decision of {@link Mounts} */
    Mount(Predicate<String> paths, Handler handler) {
        super(handler);
        this.paths = paths;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return paths.test(Request.getPathInContext(request)) && super.handle(request, response, callback);
    }
}
