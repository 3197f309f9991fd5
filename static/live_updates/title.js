/*
 * live_updates.js: gives every DHTMLX data processor the method live_updates(url[, options]), so that pages which show
 * the same data stay in step. What a page has saved it tells the hub; what others have saved appears without being
 * saved again.
 *
 *   <script src="/liveUpdates/client.js"></script>
 *   <script src="/liveUpdates/live_updates.js"></script>
 *
 *   const live = dp.live_updates("/liveUpdates", { publish: "/broadcast", subscribe: "/update", publishOnly: false });
 *   dp.attachEvent("onLiveUpdate", (status, sid, tid, data) => …);          // false: do without this change
 *   dp.attachEvent("onLiveUpdateCollision", (sid, tid, status, data) => …); // being edited; false: close the editor
 *   dp.attachEvent("onLiveUpdateConnection", state => …);                   // "connected", "disconnected"
 *   live.stop();
 *
 * Needs ECMAScript 2016: browsers since 2017, not Internet Explorer. Widgets take texts for HTML, and anybody who may
 * publish can send some: an onLiveUpdate may clean its data in place.
 *
 * A message: {sid, tid, status, data, kind, origin, at}. sid: id before the save, tid: id after it, status: the back
 * end's word, data: the whole record, kind: "event", "task", "link", …, origin: which data processor speaks, at: when it
 * was saved. The vendor's file, which older pages may have, knows only the first four.
 */
