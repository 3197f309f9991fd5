package org.liveupdates.hub.script;

import java.io.IOException;
import java.time.Duration;

/** {@code client.js}: the small files of {@code static/client} in one, with a head that carries version and settings. */
public final class ClientScript {
    private ClientScript() {}

    /**
     * @param version version of the hub
     * @param hold how long the hub holds an idle {@code /meta/connect}
     */
    public static String text(String version, Duration hold) throws IOException {
        return "/* live updates hub " + version + ", browser client */\n"
                + "(function (global, settings) {\n\"use strict\";\n"
                + new ScriptFolder("client").joined()
                + "})(typeof globalThis === \"object\" ? globalThis : this, "
                + "{\"version\": \"" + version + "\", \"timeout\": " + hold.toMillis() / 1000.0 + "});\n";
    }
}
