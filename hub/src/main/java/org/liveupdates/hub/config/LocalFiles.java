package org.liveupdates.hub.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** Values that name something on this machine's disk. */
final class LocalFiles {
    private LocalFiles() {}

    static Optional<Path> directory(String text) throws WrongValue {
        return path(text, Files::isDirectory, "is not a directory: name an existing one");
    }

    static Optional<Path> file(String text) throws WrongValue {
        return path(text, Files::isReadable, "is not a file that can be read: name an existing one");
    }

    private static Optional<Path> path(String text, Predicate<Path> isRight, String complaint) throws WrongValue {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(text).toAbsolutePath().normalize();
            if (isRight.test(path)) {
                return Optional.of(path);
            }
        } catch (InvalidPathException notEvenAPath) {
            // The complaint fits this too.
        }
        throw new WrongValue(text, complaint);
    }
}
