/**
 * Four pages to try the hub with, and the back end they save to.
 *
 * <p>It is an application like any that uses the hub: nothing here knows of the hub's inside, and the hub knows nothing of it.
 * Its records live in memory and end with the hub. Old pages and new ones have a back end each, over the same tables, as
 * in a company that moves from one protocol to the other: old pages tell the others themselves what they have saved, and
 * for the new ones the back end does.
 *
 * <pre>
 * page  ──► GET    /demo/pane.html?widget=scheduler&amp;protocol=new
 *       ──► GET    /demo/new/events      ◄── [{"id":1,"text":"Planning","start_date":"2026-11-16 09:00",…}]
 *       ──► POST   /demo/new/events      ◄── {"action":"inserted","tid":7}
 *       ──► PUT    /demo/new/events/7    ◄── {"action":"updated"}
 *       ──► DELETE /demo/new/events/7    ◄── {"action":"deleted"}
 *       ──► GET    /demo/new/gantt       ◄── {"data":[{"id":1,"text":"Design",…}],"links":[{"id":1,"source":1,…}]}
 *       ──► PUT    /demo/new/gantt/task/1, /demo/new/gantt/link/1
 *           hub ◄── POST /sync/publish {"name":"events","value":{"type":"update-event","event":{"id":7,…}}}
 * </pre>
 */
@NullMarked
package org.liveupdates.hub.demo;

import org.jspecify.annotations.NullMarked;
