package org.liveupdates.hub.protocol.faye;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** {@code client.js}: the small files of {@code static/client} in one, with a head that carries version and settings. */
public final class ClientScript {
    private static final String FOLDER = "/static/client/";

    private ClientScript() {}

    /**
     * @param version version of the hub
     * @param hold how long the hub holds an idle {@code /meta/connect}
     */
    public static String text(String version, Duration hold) throws IOException {
        StringBuilder script = new StringBuilder("/* live updates hub " + version + ", browser client */\n");
        script.append("(function (global, settings) {\n\"use strict\";\n");
        for (String file : read("files.txt").split("\\s+")) {
            script.append(read(file));
        }
        script.append("})(typeof globalThis === \"object\" ? globalThis : this, ");
        script.append("{\"version\": \"" + version + "\", \"timeout\": " + hold.toMillis() / 1000.0 + "});\n");
        return script.toString();
    }

    private static String read(String file) throws IOException {
        try (InputStream in = ClientScript.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IOException("Missing from the jar: " + FOLDER + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
