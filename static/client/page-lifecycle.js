/** The sessions of this page that have begun and not ended. */
const sessions = new Set();

addEventListener("online", () => sessions.forEach(session => session.wake(true)));
// A waking laptop may show the page before the browser sees that its connections are gone.
addEventListener("visibilitychange", () => sessions.forEach(session => session.wake()));
// Not beforeunload, after which the user may still stay.
addEventListener("pagehide", () => sessions.forEach(session => session.leave()));
addEventListener("pageshow", () => sessions.forEach(session => session.comeBack()));
