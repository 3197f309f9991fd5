package org.liveupdates.hub.protocol.bryntum;

/**
 * How large a project may become.
 *
 * @param bytes of the data set, about; a change that would make it larger is refused
 * @param phantoms words for new records that are remembered per client; the oldest are forgotten first
 */
public record ProjectBounds(long bytes, int phantoms) {
    /** 64 MiB, which is some hundred thousand tasks, and 10 000 new records per client. */
    public static final ProjectBounds DEFAULT = new ProjectBounds(64L << 20, 10_000);
}
