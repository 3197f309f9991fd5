package org.liveupdates.hub.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the programs of this machine that the tests need. A missing one aborts the test and names itself; with {@code
 * HUB_TEST_REQUIRE=1} in the environment it fails the test instead, so that a build server cannot skip quietly.
 */
public final class Tools {
    /** The peers' scripts, and the npm packages below them. */
    public static final Path JS = Path.of("hub", "src", "test", "js").toAbsolutePath();

    private Tools() {}

    public static Path node() {
        return program("node");
    }

    public static Path chromium() {
        return program("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
    }

    /** The first of the names that is on the path; several names are one program as different systems call it. */
    public static Path program(String... names) {
        return Optional.of(names).flatMap(Tools::find).orElseGet(() -> missing(String.join(" or ", names)));
    }

    /** A file of an installed npm package, for instance {@code npm("faye", "client/faye-browser.js")}. */
    public static Path npm(String name, String file) {
        Path found = JS.resolve("node_modules").resolve(name).resolve(file);
        return Files.exists(found)
                ? found
                : missing("the npm package " + name + " (npm ci --ignore-scripts in " + JS + ")");
    }

    private static Optional<Path> find(String... names) {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            folders.add(Path.of(folder));
        }
        folders.add(Path.of("/usr/sbin")); // where Debian keeps servers, and where a user's path does not look
        folders.add(Path.of("/usr/local/sbin"));
        for (String name : names) {
            for (Path folder : folders) {
                if (Files.isExecutable(folder.resolve(name))) {
                    return Optional.of(folder.resolve(name));
                }
            }
        }
        return Optional.empty();
    }

    private static Path missing(String what) {
        String message = "MISSING TOOL: " + what;
        System.err.println(message);
        if ("1".equals(System.getenv("HUB_TEST_REQUIRE"))) {
            return fail(message);
        }
        return Assumptions.abort(message);
    }
}
