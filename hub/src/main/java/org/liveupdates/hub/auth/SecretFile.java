package org.liveupdates.hub.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator's file holds, as it is now: read again when it has changed. A mistake in it keeps what was there before.
 *
 * @param <T> what the file becomes
 */
final class SecretFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

    /** Bytes of a file that are read. */
    private static final int LARGEST = 16 << 20;

    /** Makes something of a file. */
    interface Reader<T> {
        T read(Path file) throws SetupMistake;
    }

    /** By which a change shows. */
    private record State(FileTime modified, long size) {}

    private final Path path;
    private final Reader<T> reader;
    private volatile T content;
    private State state;

    /** Reads it for the first time. */
    SecretFile(Path path, Reader<T> reader) throws SetupMistake {
        this.path = path;
        this.reader = reader;
        this.state = state(path);
        this.content = reader.read(path);
        ReadableByAll.warn(path);
    }

    T content() {
        return content;
    }

    /** Reads it again if it has changed. */
    synchronized void look() {
        try {
            State now = state(path);
            if (!now.equals(state)) {
                state = now; // also of a wrong one, which is told once
                content = reader.read(path);
                LOG.info("{} has changed and counts from now on", path);
            }
        } catch (SetupMistake mistake) {
            LOG.warn("{} What it said before still counts.", mistake.getMessage());
        }
    }

    static byte[] bytes(Path path) throws SetupMistake {
        try {
            if (Files.size(path) <= LARGEST) {
                return Files.readAllBytes(path);
            }
        } catch (IOException unreadable) {
            // The sentence below says it.
        }
        throw unreadable(path);
    }

    private State state(Path file) throws SetupMistake {
        try {
            return new State(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException gone) {
            // Told once: while it is being replaced, and when it stays away.
            State none = new State(FileTime.fromMillis(0), -1);
            if (none.equals(state)) {
                return none;
            }
            state = none;
            throw unreadable(file);
        }
    }

    private static SetupMistake unreadable(Path path) {
        return new SetupMistake("%s cannot be read.".formatted(path));
    }
}
