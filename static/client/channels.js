/** The server is told once of each channel. */
class Channels {
  constructor() {
    this.entries = new Map();
  }

  /** Returns an entry if the server has to be told. */
  add(subscription) {
    const { channel } = subscription;
    const known = this.entries.get(channel);
    const entry = known || Object.assign(new Deferrable(), { channel, subscriptions: [] });
    entry.subscriptions.push(subscription);
    subscription.outcome = entry.outcome;
    this.entries.set(channel, entry);
    return known ? null : entry;
  }

  settle(entry, reply) {
    entry.accepted = reply.successful;
    entry.settle(reply);
    if (!entry.accepted && this.entries.get(entry.channel) === entry) this.entries.delete(entry.channel);
  }

  /** True if the server has to be told that no listener is left. */
  remove(channel, matches) {
    const entry = this.entries.get(channel);
    if (!entry) return false;
    entry.subscriptions = entry.subscriptions.filter(subscription => !matches(subscription));
    return !entry.subscriptions.length && this.entries.delete(channel);
  }

  accepted() {
    return [...this.entries.values()].filter(entry => entry.accepted).map(entry => entry.channel);
  }

  /** To the channel and the wildcards above it (Bayeux 1.0, 2.2.1). */
  dispatch(message) {
    const path = message.channel.split("/");
    const names = path.slice(1).map((segment, depth) => path.slice(0, depth + 1).join("/") + "/**");
    names.splice(1, 0, message.channel, path.slice(0, -1).join("/") + "/*");
    names.forEach(name => {
      const entry = this.entries.get(name);
      if (!entry) return;
      // Another listener may cancel one just now.
      entry.subscriptions.forEach(each => entry.subscriptions.includes(each) && each.apply(null, [message]));
    });
  }
}
