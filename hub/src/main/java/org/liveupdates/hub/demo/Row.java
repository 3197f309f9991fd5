package org.liveupdates.hub.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One record as the back end keeps it; its id is the table's. */
interface Row {
    /** As pages load it. */
    ObjectNode json(long id);
}
