/** The channels a client listens to. The server is told once per channel, however many listeners it has. */
class Channels {
  constructor() {
    this.entries = new Map();
  }

  /** Adds a listener; returns an entry if the server has to be told of the channel. */
  add(name, subscription) {
    const known = this.entries.get(name);
    const entry = known || { name, subscriptions: [], waiting: [] };
    entry.subscriptions.push(subscription);
    if (entry.accepted) subscription.succeed();
    else entry.waiting.push(subscription);
    this.entries.set(name, entry);
    return known ? null : entry;
  }

  /** Takes the server's reply for all who wait for it. */
  settle(entry, reply) {
    entry.accepted = reply.successful;
    entry.waiting.splice(0).forEach(subscription => {
      if (entry.accepted) subscription.succeed();
      else subscription.fail(BayeuxError.parse(reply.error));
    });
    if (!entry.accepted && this.entries.get(entry.name) === entry) this.entries.delete(entry.name);
  }

  /** Removes the listeners which `matches`; true if the server has to be told that none is left. */
  remove(name, matches) {
    const entry = this.entries.get(name);
    if (!entry) return false;
    entry.subscriptions = entry.subscriptions.filter(subscription => !matches(subscription));
    return !entry.subscriptions.length && this.entries.delete(name);
  }

  /** The channels a new session has to subscribe again. */
  accepted() {
    return Array.from(this.entries.values()).filter(entry => entry.accepted).map(entry => entry.name);
  }

  /** Gives a message to the listeners of its channel and of the wildcards that match it (Bayeux 1.0, 2.2.1). */
  dispatch(message) {
    const path = message.channel.split("/");
    const names = path.slice(1).map((segment, depth) => path.slice(0, depth + 1).join("/") + "/**");
    names.push(message.channel, path.slice(0, -1).join("/") + "/*");
    names.forEach(name => {
      const entry = this.entries.get(name);
      if (!entry) return;
      // One that an earlier listener has cancelled just now is passed over.
      entry.subscriptions.forEach(each => entry.subscriptions.includes(each) && each.apply(null, [message]));
    });
  }
}
