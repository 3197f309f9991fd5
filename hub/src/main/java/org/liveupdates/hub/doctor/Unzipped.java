package org.liveupdates.hub.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A compressed stream that waits for its head only when it is read. */
final class Unzipped extends InputStream {
    private final InputStream in;
    private @Nullable GZIPInputStream unzipped;

    Unzipped(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return unzipped().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return unzipped().read(bytes, offset, length);
    }

    private GZIPInputStream unzipped() throws IOException {
        if (unzipped == null) {
            unzipped = new GZIPInputStream(in);
        }
        return unzipped;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
