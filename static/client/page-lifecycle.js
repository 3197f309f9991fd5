/** The sessions of this page that have begun and not ended. */
const sessions = new Set();

function onPage(event, action) {
  addEventListener(event, () => sessions.forEach(action));
}

onPage("online", session => session.connection.wake());
// A waking laptop may show the page before the browser misses its connections.
onPage("visibilitychange", session => document.hidden || session.connection.wake());
// Not beforeunload, after which the user may still stay.
onPage("pagehide", session => session.leave());
onPage("pageshow", session => session.open());
