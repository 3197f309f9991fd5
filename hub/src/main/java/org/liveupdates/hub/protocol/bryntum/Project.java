package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One project in memory: its data set with all changes so far, and what its clients call their new records.
 *
 * <p>Not safe for concurrent use: one thread at a time, which is what a queue per project gives. The order of the calls of
 * {@link #apply} is the order of the changes for everybody.
 *
 * <p>JSON that comes in is never changed; JSON that goes out shares its values with the project and must not be changed.
 */
public final class Project {
    /** The project as {@code start} has it; {@link #reset} comes back to it. */
    public Project(DataSet start, ProjectBounds bounds) {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Applies one change as a whole, or nothing of it. Records named by {@code updated} or {@code removed} that are not there
     * (any more) are passed over, and yet told to the others.
     *
     * @param client whose words for new records these are, unique among those connected
     * @param changes the {@code changes} of a message, of whatever JSON type; absent (null) is refused, too
     * @throws RefusedChange with a reason for the client; the project is as it was, and no number is used up
     */
    public AppliedChange apply(String client, @Nullable JsonNode changes) throws RefusedChange {
        throw new UnsupportedOperationException("not yet");
    }

    /** The number of the latest change, 0 before the first; a reset does not start it again. */
    public long revision() {
        throw new UnsupportedOperationException("not yet");
    }

    /** The data set with all changes so far, with the six keys of the flat dialect. Takes time in proportion to its size. */
    public ObjectNode flatDataset() {
        throw new UnsupportedOperationException("not yet");
    }

    /** The same with versions, change logs and {@code project}, as the wrapped dialect has it. */
    public ObjectNode wrappedDataset() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * The content of a version, which is neither part of a data set nor told with a change.
     *
     * @param versionId a number or a text; 1 and "1" are the same
     * @return JSON's null for a version without content; null when there is no such version
     */
    public @Nullable JsonNode versionContent(@Nullable JsonNode versionId) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Everything as read at the start; words for new records are forgotten. Ids given since are not given again. */
    public void reset() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Forgets the client's words for new records. Without effect for one that never made any. */
    public void leave(String client) {
        throw new UnsupportedOperationException("not yet");
    }

    /** What the data set takes, in bytes, about. */
    public long bytes() {
        throw new UnsupportedOperationException("not yet");
    }
}
