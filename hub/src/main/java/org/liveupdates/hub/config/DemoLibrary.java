package org.liveupdates.hub.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the files of one of the widgets are that the demo shows. */
final class DemoLibrary {
    private DemoLibrary() {}

    /**
     * A site's address, or a folder as a {@code file:} URI; both end in a slash.
     *
     * @param script the widget's, which a folder must have
     */
    static Setting.Parser<URI> with(String script) {
        return text -> site(text)
                .or(() -> folder(text, script))
                .orElseThrow(() -> new WrongValue(
                        text, "is neither a site's address nor a folder with " + script + ": name one of them"));
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
    private static Optional<URI> folder(String text, String script) {
        try {
            Path named = Path.of(text).toAbsolutePath().normalize();
            return Stream.of(named, named.resolve("codebase"))
                    .filter(it -> Files.isReadable(it.resolve(script)))
                    .findFirst()
                    .map(Path::toUri);
        } catch (InvalidPathException notEvenAPath) {
            return Optional.empty();
        }
    }
}
