function checkOptions(options, known) {
  Object.keys(options).forEach(option => {
    if (!known.split(" ").includes(option)) throw new Error("Unrecognized option: " + option);
  });
}

/** It connects when it first needs the server. */
class Client extends Emitter {
  /**
   * Seconds: `retry`, the first pause between attempts (5); `timeout`, the server's hold until it tells; `interval`
   * between polls (0). `endpoints`: urls by transport; `scheduler`: a class like Faye.Scheduler.
   */
  constructor(url, options) {
    super();
    checkOptions(options || {}, "interval timeout endpoints proxy retry scheduler websocketExtensions tls ca");
    this.session = new Session(this, url || "/bayeux", options || {});
  }

  /** Connects; calls `callback` once messages can flow. */
  connect(callback, context) {
    const { session } = this;
    const listener = () => Promise.resolve().then(() => callPage(callback, context, []));
    if (callback && session.live) listener();
    else if (callback) session.onConnected.push(listener);
    session.open();
  }

  /** Ends session and subscriptions for good. */
  disconnect() {
    return this.session.disconnect();
  }

  /** Calls `callback(data)` for what is published to `channel`; it may end in `/*` or `/**`. */
  subscribe(channel, callback, context) {
    if (Array.isArray(channel)) return channel.map(each => this.subscribe(each, callback, context));
    const { channels, outbox } = this.session;
    const subscription = new Subscription(this, channel, callback, context);
    const entry = channels.add(subscription);
    const message = { channel: "/meta/subscribe", subscription: channel };
    if (entry) outbox.add(message, {}, reply => channels.settle(entry, reply));
    this.session.open();
    return subscription;
  }

  /** Ends a subscription, given itself or its callback (and context), or all. */
  unsubscribe(channel, listener, context) {
    if (Array.isArray(channel)) return channel.forEach(each => this.unsubscribe(each, listener, context));
    const unused = this.session.channels.remove(channel, subscription => !listener || subscription === listener ||
      (subscription.listener === listener && (!context || subscription.context === context)));
    if (unused) this.session.outbox.add({ channel: "/meta/unsubscribe", subscription: channel }, {}, ignore);
  }

  /** Publishes; `options`: `attempts`, `deadline` for the last one in seconds. */
  publish(channel, data, options) {
    checkOptions(options || {}, "attempts deadline");
    const publication = new Deferrable();
    // A copy: the page may change its object while the message waits.
    const copy = encode(data);
    const message = { channel, data: copy && JSON.parse(copy) };
    this.session.outbox.add(message, options || {}, reply => publication.settle(reply));
    this.session.open();
    return publication;
  }

  /** Adds `{incoming(message, callback), outgoing(message, callback), added(client), removed(client)}`. */
  addExtension(extension) {
    this.session.extensions.add(extension);
  }

  removeExtension(extension) {
    this.session.extensions.remove(extension);
  }

  /** Does without a transport, or "autodisconnect" when the page goes away. */
  disable(feature) {
    this.session.choice.disabled.add(feature);
  }

  /** Adds a header to every request; such a client uses no WebSocket. */
  setHeader(name, value) {
    this.session.choice.headers[name] = value;
  }

  /** "UNCONNECTED", "CONNECTING" (also after a cut), "CONNECTED" or "DISCONNECTED". */
  getState() {
    return this.session.state;
  }

  getClientId() {
    return this.session.clientId;
  }
}
