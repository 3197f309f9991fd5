/** Seconds an extension may take: it can fetch a token, but not stop the client for good. */
const EXTENSION_LIMIT = 30;

/** They see every message and may change or drop it. */
class Extensions {
  constructor(client) {
    this.client = client;
    this.chain = [];
  }

  add(extension) {
    this.chain.push(extension);
    if (extension.added) extension.added(this.client);
  }

  remove(extension) {
    const known = this.chain.includes(extension);
    this.chain = this.chain.filter(other => other !== extension);
    if (known && extension.removed) extension.removed(this.client);
  }

  /** Passes a message on; calls `done` once, with null if it was dropped. */
  pipe(stage, message, done) {
    const chain = this.chain.filter(extension => extension[stage]);
    let turn = 0;
    const pass = (from, current) => {
      // Only the first answer of each counts, and only in time.
      if (from !== turn) return;
      const extension = current && chain[turn];
      turn += 1;
      if (!extension) {
        clearTimeout(timer);
        turn = null;
        return done(current || null);
      }
      const answer = pass.bind(null, turn);
      try {
        // One for servers too has a parameter for the HTTP request.
        if (extension[stage].length > 2) extension[stage](current, null, answer);
        else extension[stage](current, answer);
      } catch (error) {
        throwLater(error);
        answer(null);
      }
    };
    const timer = chain.length && setTimeout(() => pass(turn, null), EXTENSION_LIMIT * 1000);
    pass(0, message);
  }
}
