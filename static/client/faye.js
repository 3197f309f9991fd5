/** The global that pages expect. A page may add a `logger`. */
const Faye = { VERSION: settings.version, Client, Scheduler };

global.Faye = Faye;
