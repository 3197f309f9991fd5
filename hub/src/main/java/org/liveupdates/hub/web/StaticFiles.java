package org.liveupdates.hub.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The scripts that the hub serves: its own, and an operator's in their place. Read once, at start. */
final class StaticFiles {
    private StaticFiles() {}

    /**
     * @param own the hub's scripts, text by file name
     * @param folder an operator's folder; its {@code *.js} files win over the hub's of the same name
     */
    static Map<String, Script> read(Map<String, String> own, Optional<Path> folder) throws IOException {
        Map<String, Script> scripts = new TreeMap<>();
        Instant start = Instant.now();
        own.forEach((name, text) -> scripts.put(name, new Script(text.getBytes(StandardCharsets.UTF_8), start)));
        if (folder.isPresent()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get(), "*.js")) {
                for (Path file : files) {
                    if (!Files.isRegularFile(file)) {
                        continue;
                    }
                    Instant modified = Files.getLastModifiedTime(file).toInstant();
                    scripts.put(file.getFileName().toString(), new Script(Files.readAllBytes(file), modified));
                }
            }
        }
        return scripts;
    }
}
