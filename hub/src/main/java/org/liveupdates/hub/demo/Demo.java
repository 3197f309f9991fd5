package org.liveupdates.hub.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** Everything below {@code /demo/}. */
public final class Demo {
    static final String MOUNT = "/demo";

    private static final String LIBRARY = MOUNT + "/library";

    private Demo() {}

    /**
     * Makes the handler that answers every request below the mount.
     *
     * @param library where the Scheduler's files are: a site, or a folder as {@code file:}, which is then served too
     * @param today a day of the week that has events at the start
     */
    public static Handler handler(URI library, LocalDate today) throws IOException {
        Handler events = new EventsHandler(new EventStore(Samples.weekOf(today)));
        if (!"file".equals(library.getScheme())) {
            return new Handler.Sequence(events, new PagesHandler(library));
        }
        return new Handler.Sequence(events, files(Path.of(library)), new PagesHandler(URI.create("library/")));
    }

    private static Handler files(Path folder) throws IOException {
        ResourceHandler files = new ResourceHandler();
        files.setDirAllowed(false);
        files.setEtags(true);
        ContextHandler mount = new ContextHandler(files, LIBRARY);
        mount.clearAliasChecks(); // no way out of the folder, by links neither
        mount.setBaseResource(ResourceFactory.of(mount).newResource(folder.toRealPath()));
        return mount;
    }
}
