package org.liveupdates.hub.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A folder of the jar whose {@code files.txt} names, in order, the files that make up one script. */
record ScriptFolder(String name) {

    String joined() throws IOException {
        StringBuilder script = new StringBuilder();
        for (String file : read("files.txt").split("\\s+")) {
            script.append(read(file));
        }
        return script.toString();
    }

    String read(String file) throws IOException {
        String path = "/static/" + name + "/" + file;
        try (InputStream in = ScriptFolder.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("Missing from the jar: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
