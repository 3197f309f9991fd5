package org.liveupdates.hub.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files with secrets that other accounts of the machine can read. */
public final class ReadableByAll {
    private static final Logger LOG = LoggerFactory.getLogger(ReadableByAll.class);

    private ReadableByAll() {}

    /** Says so in the log, where the file system knows. */
    public static void warn(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                LOG.warn("{} can be read by everybody on this machine: chmod 600 it", file);
            }
        } catch (IOException | UnsupportedOperationException notPosix) {
            // Then there is nothing to say about it.
        }
    }
}
