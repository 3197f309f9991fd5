/**
 * Two pages to try the hub with, and the back end they save to.
 *
 * <p>It is an application like any that uses the hub: nothing here knows of updates, and the hub knows nothing of it. Its
 * events live in memory and end with the hub.
 *
 * <pre>
 * page  ──► GET    /demo/pane.html
 *       ──► GET    /demo/events      ◄── [{"id":1,"text":"Planning","start_date":"2026-11-16 09:00",…}]
 *       ──► POST   /demo/events      ◄── {"action":"inserted","tid":7}
 *       ──► PUT    /demo/events/7    ◄── {"action":"updated"}
 *       ──► DELETE /demo/events/7    ◄── {"action":"deleted"}
 * </pre>
 */
@NullMarked
package org.liveupdates.hub.demo;

import org.jspecify.annotations.NullMarked;
