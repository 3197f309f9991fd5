package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;

/** A data set as read at the start. Immutable, safe for use by any thread, and one may start many projects. */
public final class DataSet {
    private DataSet() {}

    /**
     * Reads the object under {@code dataset} of either dialect: {@code tasksData}, {@code resourcesData},
     * {@code dependenciesData}, {@code assignmentsData}, {@code calendarsData}, {@code versionsData}, {@code changelogsData},
     * each an array and each optional, and {@code project} or {@code projectMeta}. Trees may be nested in {@code children} or
     * told by {@code parentId}. Other keys are refused.
     */
    public static DataSet read(JsonNode json) throws BadDataSet {
        throw new UnsupportedOperationException("not yet");
    }

    /** A small project to look at. */
    public static DataSet sample() {
        throw new UnsupportedOperationException("not yet");
    }
}
