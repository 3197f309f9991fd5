package org.liveupdates.hub.protocol.bryntum;

/** JSON that is no data set. Its message says where and why, for who wrote the file. */
public final class BadDataSet extends Exception {
    private static final long serialVersionUID = 1;

    BadDataSet(String mistake) {
        super(mistake);
    }
}
