/**
 * Bryntum Gantt's WebSocket commands. Pages load a project's data set, then tell the hub every change; the hub gives new records
 * their ids, numbers the changes in the order of their arrival and tells the other pages.
 *
 * <pre>
 * flat                                                          wrapped
 * → {"command":"login","login":"Ann"}                           → {"command":"login","data":{"login":"Wes"}}
 * ← {"command":"login"}                                         ← {"command":"login","data":{"client":"client-2","userName":"Wes"}}
 * ← {"command":"users","users":["Ann"]}                         ← {"command":"users","data":{"users":["Ann","Wes"]}}
 * → {"command":"dataset","project":1}                           → {"command":"dataset","data":{"project":1}}
 * ← {"command":"dataset","project":1,"dataset":{…}}             ← {"command":"dataset","data":{"project":1,"dataset":{…}}}
 * → {"command":"projectChange","project":1,"changes":{"tasks":{"added":[{"$PhantomId":"_g1","name":"New"}]}}}
 * ← {"command":"projectChange","project":1,"changes":{"tasks":{"added":[{"$PhantomId":"_g1","name":"New","id":10}]}}}
 *                                                               ← {"command":"project_change","data":{"project":1,"revisions":[
 *                                                                  {"revision":"server-1","localRevision":null,"client":"client-1",
 *                                                                   "changes":{"tasks":{"added":[…]}}}]}}
 * → {"command":"dataset","project":7}
 * ← {"command":"dataset","error":"Authorization required"}
 * </pre>
 *
 * <p>Source of truth: the vendor's article "Sync multiple clients in real-time with WebSockets" (flat) and what his public demo
 * server does (wrapped). No genuine client was run with it.
 *
 * <p>{@code Project} and what it is made of know neither commands nor connections.
 */
@NullMarked
package org.liveupdates.hub.protocol.bryntum;

import org.jspecify.annotations.NullMarked;
