function checkOptions(options, known) {
  Object.keys(options).forEach(option => {
    if (!known.includes(option)) throw new Error("Unrecognized option: " + option);
  });
}

/** A page's client of a Bayeux server. It connects at the first call that needs the server. */
class Client extends Emitter {
  /**
   * `url` may be relative. `options`, in seconds: `retry`, the pause between repeated attempts at first (5); `timeout`,
   * how long the server may hold a request, until it tells itself; `interval` between two polls (0). And `endpoints`,
   * other urls by transport; `scheduler`, a class like Faye.Scheduler. The rest means nothing in a browser.
   */
  constructor(url, options = {}) {
    super();
    checkOptions(options, ["interval", "timeout", "endpoints", "proxy", "retry", "scheduler", "websocketExtensions", "tls", "ca"]);
    this.session = new Session(this, url || "/bayeux", options);
    this.session.stopFollowing = followPage(this.session);
  }

  /** Connects; calls `callback` once messages can flow. */
  connect(callback, context) {
    const { session } = this;
    const listener = () => Promise.resolve().then(() => callPage(callback, context, []));
    if (callback && session.live) listener();
    else if (callback) session.onConnected.push(listener);
    session.open();
  }

  /** Ends the session and all subscriptions, for good. */
  disconnect() {
    return this.session.disconnect();
  }

  /** Calls `callback(data)` for what is published to `channel`, or to what its wildcard `/a/*` or `/a/**` matches. */
  subscribe(channel, callback, context) {
    if (Array.isArray(channel)) return channel.map(each => this.subscribe(each, callback, context));
    const { channels, outbox } = this.session;
    const subscription = new Subscription(this, channel, callback, context);
    const entry = channels.add(channel, subscription);
    if (entry) {
      const message = { channel: "/meta/subscribe", subscription: channel };
      outbox.add(message, {}, reply => channels.settle(entry, reply));
    }
    this.session.open();
    return subscription;
  }

  /** Ends subscriptions of `channel`: the one given, those with this callback (and context), or all. */
  unsubscribe(channel, listener, context) {
    if (Array.isArray(channel)) return channel.forEach(each => this.unsubscribe(each, listener, context));
    const unused = this.session.channels.remove(channel, subscription => !listener || subscription === listener ||
      (subscription.listener === listener && (!context || subscription.context === context)));
    if (unused) this.session.outbox.add({ channel: "/meta/unsubscribe", subscription: channel }, {}, ignore);
  }

  /** Publishes; `options`: `attempts` at most, `deadline` in seconds after which there is no other attempt. */
  publish(channel, data, options = {}) {
    checkOptions(options, ["attempts", "deadline"]);
    const publication = new Deferrable();
    // A copy: the page may change its object while the message waits.
    const copy = encode(data);
    this.session.outbox.add({ channel, data: copy && JSON.parse(copy) }, options, reply => {
      if (reply.successful) publication.succeed();
      else publication.fail(BayeuxError.parse(reply.error));
    });
    this.session.open();
    return publication;
  }

  /** Adds `{incoming(message, callback), outgoing(message, callback), added(client), removed(client)}`, all optional. */
  addExtension(extension) {
    this.session.extensions.add(extension);
  }

  removeExtension(extension) {
    this.session.extensions.remove(extension);
  }

  /** Does without a transport; "autodisconnect": without a good-bye when the page goes away. */
  disable(feature) {
    this.session.choice.disabled.add(feature);
  }

  /** Adds a header to every HTTP request. Such a client uses no WebSocket. */
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
