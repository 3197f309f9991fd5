package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/**
 * A project as it is at the start.
 *
 * @param id a number or a text
 * @param admits who may open it
 */
record ListedProject(JsonNode id, String name, DataSet data, Predicate<User> admits) {}
