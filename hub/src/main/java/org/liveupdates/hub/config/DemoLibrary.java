package org.liveupdates.hub.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the files of the Scheduler are that the demo shows. */
final class DemoLibrary {
    private static final String SCRIPT = "dhtmlxscheduler.js";

    private DemoLibrary() {}

    /** A site's address, or a folder as a {@code file:} URI; both end in a slash. */
    static URI place(String text) throws WrongValue {
        return site(text)
                .or(() -> folder(text))
                .orElseThrow(() -> new WrongValue(
                        text, "is neither a site's address nor a folder with " + SCRIPT + ": name one of them"));
    }

    private static Optional<URI> site(String text) {
        try {
            URI site = new URI(text.endsWith("/") ? text : text + "/");
            boolean plain =
                    site.getRawUserInfo() == null && site.getRawQuery() == null && site.getRawFragment() == null;
            return Optional.of(site).filter(it -> plain && it.getHost() != null && text.matches("https?://.*"));
        } catch (URISyntaxException notEvenAUri) {
            return Optional.empty();
        }
    }

    /** The folder itself, or the one in it where the npm package keeps what a page loads. */
    private static Optional<URI> folder(String text) {
        try {
            Path named = Path.of(text).toAbsolutePath().normalize();
            return Stream.of(named, named.resolve("codebase"))
                    .filter(it -> Files.isReadable(it.resolve(SCRIPT)))
                    .findFirst()
                    .map(Path::toUri);
        } catch (InvalidPathException notEvenAPath) {
            return Optional.empty();
        }
    }
}
