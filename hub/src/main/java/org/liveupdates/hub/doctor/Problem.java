package org.liveupdates.hub.doctor;

/** What can lie between pages and hub. */
public enum Problem {
    /** The request ends somewhere else: the proxy does not know the path. */
    NOT_FORWARDED,
    /** The proxy knows the path and reaches no hub. */
    NO_HUB,
    /** The proxy sends elsewhere instead of passing on. */
    REDIRECTED,
    /** The hub is asked by a name that it does not answer to. */
    UNKNOWN_HOST,
    /** The hub is not told the site's own name. */
    HOST_REPLACED,
    /** The hub refuses the site's own pages. */
    ORIGIN_REFUSED,
    /** The hub is not told which site's page it is. */
    ORIGIN_HIDDEN,
    /** The hub is not told for whom the proxy asks. */
    CLIENT_HIDDEN,
    /** Something reads what pages send before it is passed on. */
    BODY_EATEN,
    /** Large messages are refused on the way. */
    BODY_LIMITED,
    /** Long addresses are refused on the way: of pages that send by script elements. */
    URL_LIMITED,
    /** WebSockets end at the proxy. */
    NO_UPGRADE,
    /** Answers are held back until they are complete. */
    BUFFERED,
    /** An answer is kept and given to others. */
    CACHED,
    /** What is silent is cut off too early. */
    CUT,
    /** Requests of one page reach hubs that do not know of each other. */
    SEVERAL_HUBS
}
