/** Seconds an extension may take over one message: enough to fetch a token, too little to stop the client for good. */
const EXTENSION_LIMIT = 30;

/** The extensions of a client, which see every message and may change or drop it. */
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
    if (!this.chain.includes(extension)) return;
    this.chain = this.chain.filter(other => other !== extension);
    if (extension.removed) extension.removed(this.client);
  }

  /** Passes a message through the `stage`, "incoming" or "outgoing"; calls `done` once, with null if it was dropped. */
  pipe(stage, message, done) {
    const chain = this.chain.filter(extension => extension[stage]);
    if (!chain.length) return done(message);
    let position = -1;
    const timer = setTimeout(() => finish(null), EXTENSION_LIMIT * 1000);
    const finish = result => {
      clearTimeout(timer);
      position = Infinity;
      done(result || null);
    };
    const next = (from, current) => {
      // Only the first answer of each extension counts, and none after the time is over.
      if (from !== position) return;
      position += 1;
      const extension = chain[position];
      if (!current || !extension) return finish(current);
      const answer = next.bind(null, position);
      try {
        // Three parameters: written for both sides, where the server has its HTTP request in the middle.
        if (extension[stage].length > 2) extension[stage](current, null, answer);
        else extension[stage](current, answer);
      } catch (error) {
        throwLater(error);
        answer(null);
      }
    };
    next(-1, message);
  }
}
