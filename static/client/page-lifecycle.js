/**
 * Ties a session to what becomes of the page; returns a function that unties it. `pagehide` and not `beforeunload`,
 * after which the user may still decide to stay.
 */
function followPage(session) {
  const wake = () => {
    if (session.active()) session.connection.wake();
  };
  const reactions = {
    online() {
      session.connection.failures = 0;
      wake();
    },
    pagehide() {
      if (!session.choice.disabled.has("autodisconnect")) session.leave();
    },
    pageshow: () => session.comeBack(),
    // A laptop that wakes up may show the page before the browser sees that its connections are gone.
    visibilitychange: wake
  };
  const types = Object.keys(reactions);
  types.forEach(type => global.addEventListener(type, reactions[type]));
  return () => types.forEach(type => global.removeEventListener(type, reactions[type]));
}
