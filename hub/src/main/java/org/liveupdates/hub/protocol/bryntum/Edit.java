package org.liveupdates.hub.protocol.bryntum;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is told of one record.
 *
 * @param place of it in the changes
 * @param id as text
 * @param record with real ids and all fields
 */
record Edit(StoreKind store, String place, String id, ObjectNode record) {}
