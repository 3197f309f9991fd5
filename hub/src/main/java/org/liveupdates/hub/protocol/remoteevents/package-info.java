/**
 * RemoteEvents: what Scheduler from 7.2.1 and Gantt from 9.1 connect to, and where their back ends announce changes.
 *
 * <pre>
 * → GET /api/v1                                  Remote-Token: t
 * ← {"api":{},"data":{},"websocket":true}
 * → WebSocket /api/v1?token=t&amp;ws=1
 * ← {"action":"start","body":"c"}
 * → {"action":"subscribe","name":"tasks"}
 *                    a back end: → POST {"name":"tasks","value":{"type":"update-task","event":{"id":7,"text":"A",…}}}
 * ← {"action":"event","body":{"name":"tasks","value":{"type":"update-task","event":{…},"task":{…}}}}
 *                    an old page: → {"sid":"7","tid":7,"status":"deleted","data":{},"kind":"task"}
 * ← {"action":"event","body":{"name":"tasks","value":{"type":"delete-task","task":{"id":7},"event":{"id":7}}}}
 * → {"action":"unsubscribe","name":"tasks"}
 * </pre>
 *
 * Source of truth: what the genuine clients understand; the vendor's articles show shapes that Gantt refuses.
 */
@NullMarked
package org.liveupdates.hub.protocol.remoteevents;

import org.jspecify.annotations.NullMarked;
