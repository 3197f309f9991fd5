package org.liveupdates.hub.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.liveupdates.hub.config.DemoLibraries;

/** Everything below {@code /demo/}. */
public final class Demo {
    static final String MOUNT = "/demo";

    private Demo() {}

    /**
     * Makes the handler that answers every request below the mount.
     *
     * @param libraries where the widgets' files are: sites, or folders, which are then served too
     * @param today a day of the week that has events and tasks at the start
     * @param hub the address that a back end is given to announce changes at, without {@code /publish}
     */
    public static Handler handler(DemoLibraries libraries, LocalDate today, Supplier<URI> hub) throws IOException {
        Tables tables = new Tables(today);
        List<Handler> handlers = new ArrayList<>();
        handlers.add(new BackEnd(MOUNT + "/old", tables, Optional.empty()));
        handlers.add(new BackEnd(MOUNT + "/new", tables, Optional.of(new Announcements(hub))));
        URI scheduler = served("library/scheduler/", libraries.scheduler(), handlers);
        URI gantt = served("library/gantt/", libraries.gantt(), handlers);
        handlers.add(new PagesHandler(scheduler, gantt));
        return new Handler.Sequence(handlers);
    }

    /** Where the pages get a library from: its site, or the path below the mount where its folder is served from now on. */
    private static URI served(String path, URI library, List<Handler> handlers) throws IOException {
        if (!"file".equals(library.getScheme())) {
            return library;
        }
        ResourceHandler files = new ResourceHandler();
        files.setDirAllowed(false);
        files.setEtags(true);
        ContextHandler mount = new ContextHandler(files, MOUNT + "/" + path.substring(0, path.length() - 1));
        mount.clearAliasChecks(); // no way out of the folder, by links neither
        mount.setBaseResource(
                ResourceFactory.of(mount).newResource(Path.of(library).toRealPath()));
        handlers.add(mount);
        return URI.create(path);
    }
}
