/**
 * Bryntum Gantt's WebSocket commands. Pages load a project's data set, then tell the hub every change; the hub gives new records
 * their ids, numbers the changes in the order of their arrival and tells the other pages.
 *
 * <pre>
 * → {"command":"projectChange","project":1,"changes":{"tasks":{"added":[{"$PhantomId":"_g1","name":"New"}]}}}
 * ← {"command":"projectChange","project":1,"changes":{"tasks":{"added":[{"$PhantomId":"_g1","name":"New","id":10}]}}}
 * </pre>
 *
 * <p>{@code Project} and what it is made of know neither commands nor connections.
 */
@NullMarked
package org.liveupdates.hub.protocol.bryntum;

import org.jspecify.annotations.NullMarked;
