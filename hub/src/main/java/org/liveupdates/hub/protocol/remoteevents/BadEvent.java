package org.liveupdates.hub.protocol.remoteevents;

/** What a back end published is no event. The message is a sentence for its developer, fit for an answer with status 400. */
public final class BadEvent extends Exception {
    private static final long serialVersionUID = 1;

    private final String field;

    /**
     * @param field path of the offending field from the top, such as {@code [2].value.task.id}; empty for the whole body
     * @param fault what is wrong with it, the rest of a sentence that begins with the field
     */
    BadEvent(String field, String fault) {
        super((field.isEmpty() ? "The body" : field) + " " + fault);
        this.field = field;
    }

    /** Path of the offending field; empty for the whole body. */
    public String field() {
        return field;
    }
}
