package org.liveupdates.hub.protocol.bryntum;

/** A command that is not carried out, in the protocol's words. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    static final String LOGIN = "Wrong username/password";
    static final String BUSY = "Too many logins at once. Try again later";
    static final String AUTHENTICATION = "Authentication required";
    static final String AUTHORIZATION = "Authorization required";
    static final String PROJECT = "Project id is required";
    static final String SUBSCRIPTION = "Subscription to project is required. Load project first";
    static final String VERSION = "Version not found";

    Refused(String words) {
        super(words, null, false, false);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
