/** The session (Bayeux 1.0, 4.1 to 4.3) outlives its connections as long as the server knows the client id. */
class Session {
  constructor(client, url, options) {
    // Live: messages may go, as the server knows the client id, on this transport.
    Object.assign(this, { client, state: "UNCONNECTED", live: false, clientId: null, messageNumber: 0 });
    // Milliseconds.
    this.advice = { interval: (options.interval || 0) * 1000, timeout: (options.timeout || settings.timeout) * 1000 };
    this.onConnected = [];
    this.arrivals = [];
    this.channels = new Channels();
    this.extensions = new Extensions(client);
    this.choice = new TransportChoice(url, options.endpoints || {});
    this.connection = new Connection(this, this.choice, options.retry || 5);
    this.outbox = new Outbox(this, options);
  }

  open() {
    if (this.ended || this.state !== "UNCONNECTED") return;
    this.state = "CONNECTING";
    sessions.add(this);
    this.connection.open();
  }

  active() {
    return this.state.startsWith("CONNECT");
  }

  handshake() {
    const { connection, choice } = this;
    const message = { channel: "/meta/handshake", version: "1.0", supportedConnectionTypes: choice.types() };
    connection.request(message, ANSWER_LIMIT, reply => {
      if (!reply.successful) return connection.lost("Handshake: " + reply.error);
      this.clientId = reply.clientId;
      choice.supported = reply.supportedConnectionTypes;
      this.outbox.restore(this.channels.accepted());
      if (choice.permits(connection.transport.type)) return this.up();
      connection.close();
      connection.open();
    });
  }

  /** A repeated subscription shows if the server still knows the client id: it is not held as `/meta/connect` is. */
  opened() {
    const [subscription] = this.channels.accepted();
    const { tabs } = this.connection.transport;
    if (tabs) tabs.join(() => this.hurry());
    if (!this.clientId) this.handshake();
    else if (!subscription) this.up();
    else this.connection.request({ channel: "/meta/subscribe", subscription }, ANSWER_LIMIT, () => this.up());
  }

  up() {
    this.live = true;
    this.state = "CONNECTED";
    this.connection.upSince = Date.now();
    this.choice.works();
    this.report("transport:up");
    this.onConnected.splice(0).forEach(listener => listener());
    this.outbox.flush();
    this.poll();
  }

  poll() {
    clearTimeout(this.pollTimer);
    this.pollTimer = null;
    this.hurried = false;
    if (this.state !== "CONNECTED") return;
    const { connection, advice } = this;
    if (connection.move()) this.outbox.flush();
    const { tabs, type } = connection.transport;
    const message = { channel: "/meta/connect", connectionType: type };
    const timeout = tabs && tabs.hold(advice.timeout, connection.choosing || connection.next);
    if (timeout !== undefined) message.advice = { timeout };
    connection.request(message, advice.timeout / 1000 + GRACE, reply => {
      if (!reply.successful) return connection.lost("Connect: " + reply.error);
      const pause = Math.max(advice.interval, timeout === 0 && !this.hurried ? UNHELD_PAUSE : 0);
      // No timer without need: in a hidden page they are late.
      if (pause) this.pollTimer = setTimeout(() => this.poll(), pause);
      else this.poll();
    });
  }

  /** Ends the pause between two polls, also one about to begin, if it is not the server's. */
  hurry() {
    this.hurried = true;
    if (this.pollTimer && !this.advice.interval) this.poll();
  }

  lost() {
    this.live = false;
    if (!this.active()) return false;
    this.state = "CONNECTING";
    this.report("transport:down");
    return this.state === "CONNECTING";
  }

  report(event) {
    if (this.reported === event) return;
    this.reported = event;
    this.client.trigger(event);
  }

  /** Ids count in base 36, which shows the server the order. */
  extend(message, done) {
    message.id = (this.messageNumber += 1).toString(36);
    if (this.clientId) message.clientId = this.clientId;
    this.extensions.pipe("outgoing", message, done);
  }

  /** A message waits if the extensions are late with one before it. */
  arrived(message, hooks) {
    const arrival = { hooks };
    this.arrivals.push(arrival);
    this.extensions.pipe("incoming", message, result => {
      arrival.message = result || failedReply("Dropped by an extension");
      while (this.arrivals.length && this.arrivals[0].message) this.handle(this.arrivals.shift());
    });
  }

  handle({ message, hooks }) {
    // A late reply to a former session must not end this one.
    if (hooks ? hooks.clientId === this.clientId : message.successful === undefined) this.heed(message);
    if (message.channel && message.data !== undefined) this.channels.dispatch(message);
    if (hooks) hooks.answered(message);
  }

  /** Advice: Bayeux 1.0, 3.2. */
  heed(message) {
    Object.assign(this.advice, { reconnect: "retry" }, message.advice);
    const { reconnect } = this.advice;
    if (this.state === "DISCONNECTED") return;
    if (reconnect === "none") return this.end("UNCONNECTED", message.error || "Ended by the server");
    const unknown = String(message.error).startsWith("401:" + this.clientId + ":");
    if (this.clientId && (unknown || reconnect === "handshake")) this.renew();
  }

  renew() {
    Object.assign(this, { clientId: null, live: false, state: "CONNECTING" });
    // No storm of handshakes behind a balancer which spreads a page over several servers.
    if (Date.now() - this.connection.upSince < STABLE) this.connection.lost("The session did not last");
    else this.handshake();
  }

  disconnect() {
    const deferrable = new Deferrable();
    const { live } = this;
    const done = reply => {
      this.end("DISCONNECTED", this.ended);
      deferrable.settle(reply);
    };
    if (this.active()) {
      this.state = "DISCONNECTED";
      this.channels = new Channels();
      if (live) this.outbox.add({ channel: "/meta/disconnect" }, { attempts: 1 }, done);
      this.ended = "The client is disconnected";
      if (!live) done({ successful: true });
    } else deferrable.succeed();
    return deferrable;
  }

  end(state, reason) {
    Object.assign(this, { state, ended: reason, live: false, clientId: null, channels: new Channels() });
    this.connection.close();
    this.outbox.queue.slice().forEach(envelope => this.outbox.drop(envelope, reason));
    sessions.delete(this);
  }

  /** The page goes away, perhaps into the back-forward cache. */
  leave() {
    if (!this.active() || this.choice.disabled.has("autodisconnect")) return;
    const { transport } = this.connection;
    if (this.live) {
      // The browser may cut off what is under way by HTTP: it goes again, with the queue.
      if (!transport.pipelining) this.connection.release(this.connection.underway());
      const batch = this.outbox.take();
      this.extend({ channel: "/meta/disconnect" }, result => {
        transport.leave(batch.map(envelope => envelope.message).concat(result || []));
      });
      batch.forEach(envelope => envelope.answered({ successful: true }));
    }
    Object.assign(this, { state: "UNCONNECTED", live: false, clientId: null });
    this.connection.close();
  }
}
