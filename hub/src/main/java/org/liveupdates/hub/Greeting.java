package org.liveupdates.hub;

import java.net.URI;
import org.liveupdates.hub.config.HubConfig;

/** What a person reads when the hub is ready: where it is and what to put into a page. */
final class Greeting {
    /** Where the site's proxy shows the hub when its public address names no path. */
    private static final String MOUNT = "/liveUpdates";

    private Greeting() {}

    static String text(String version, HubConfig config, int port) {
        String local = "http://" + reachable(config.host()) + ":" + port;
        String script = local;
        String url = local + "/sync";
        if (!config.access().publicUrls().isEmpty()) {
            // Same origin: browsers ask the user before a public page may reach another address of a private network.
            script = mount(config.access().publicUrls().get(0));
            url = script;
        }
        String socket = "ws" + local.substring("http".length());
        if (!config.access().publicUrls().isEmpty()) {
            URI site = config.access().publicUrls().get(0);
            socket = "ws" + site.getScheme().substring("http".length()) + "://" + site.getRawAuthority() + mount(site);
        }
        String demo = config.demo().isEmpty() ? "" : "  demo     " + local + "/demo/\n";
        return """
                live updates hub %s on http://%s:%d
                  pages    <script src="%s/client.js"></script>
                           dp.live_updates("%s")
                           new RemoteEvents("%s/api/v1", token)
                           new ProjectModel({ wsAddress: "%s/bryntum" })
                  watch    ./run.sh watch %s/sync
                """.formatted(version, bracketed(config.host()), port, script, url, script, socket, local) + demo;
    }

    private static String mount(URI site) {
        return site.getPath().isEmpty() ? MOUNT : site.getPath();
    }

    /** A name to type in a browser on this machine. */
    private static String reachable(String host) {
        boolean any = host.equals("0.0.0.0") || host.equals("::");
        return any || host.equals("127.0.0.1") ? "localhost" : bracketed(host);
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
