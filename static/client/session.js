/**
 * The Bayeux session (Bayeux 1.0, 4.1 to 4.3): gets a client id by a handshake, keeps one `/meta/connect` with the
 * server, and after a cut goes on under the same client id, or a new one if the server has forgotten it.
 */
class Session {
  constructor(client, url, options) {
    Object.assign(this, { client, state: "UNCONNECTED", clientId: null, messageNumber: 0, handshakeAt: 0 });
    /** Whether messages may go: the server has confirmed the client id on this transport. */
    this.live = false;
    /** Why nothing will be sent any more. */
    this.ended = null;
    /** In milliseconds, as the server's (Bayeux 1.0, 3.2). */
    this.advice = { interval: (options.interval || 0) * 1000, timeout: (options.timeout || settings.timeout) * 1000 };
    this.onConnected = [];
    this.arrivals = [];
    this.channels = new Channels();
    this.extensions = new Extensions(client);
    this.outbox = new Outbox(this, options);
    this.choice = new TransportChoice(url, options.endpoints || {});
    this.connection = new Connection(this, this.choice, options.retry || 5);
  }

  /** Begins, at the first call that needs the server. */
  open() {
    if (this.ended || this.state !== "UNCONNECTED") return;
    this.state = "CONNECTING";
    this.connection.open();
  }

  /** Whether there is a connection, or is to be one. */
  active() {
    return this.state === "CONNECTED" || this.state === "CONNECTING";
  }

  opened() {
    if (this.clientId) this.resume();
    else this.handshake();
  }

  handshake() {
    const { connection, choice } = this;
    const message = { channel: "/meta/handshake", version: "1.0", supportedConnectionTypes: choice.types() };
    connection.request(message, ANSWER_LIMIT, reply => {
      if (!reply.successful) return connection.lost("Handshake: " + reply.error);
      this.clientId = reply.clientId;
      this.handshakeAt = Date.now();
      choice.supported = reply.supportedConnectionTypes;
      this.outbox.restore(this.channels.accepted());
      if (choice.permits(connection.transport.type)) return this.up();
      connection.close();
      connection.open();
    });
  }

  /**
   * Goes on after a cut. A repeated subscription shows whether the server still knows the client id. So would
   * `/meta/connect`, but that may be held, and the page's messages have to wait for the answer.
   */
  resume() {
    const [subscription] = this.channels.accepted();
    const { clientId } = this;
    if (!subscription) return this.up();
    this.connection.request({ channel: "/meta/subscribe", clientId, subscription }, ANSWER_LIMIT, () => {
      if (this.clientId === clientId) this.up();
    });
  }

  up() {
    this.live = true;
    this.state = "CONNECTED";
    this.connection.up();
    this.report("transport:up");
    this.onConnected.splice(0).forEach(listener => listener());
    this.outbox.flush();
    this.poll();
  }

  /** Keeps one `/meta/connect` with the server, on every transport. */
  poll() {
    if (this.state !== "CONNECTED") return;
    const { clientId, connection, advice } = this;
    connection.changeOver();
    const { transport } = connection;
    const message = { channel: "/meta/connect", clientId, connectionType: transport.type };
    connection.request(message, advice.timeout / 1000 + GRACE, reply => {
      if (this.clientId !== clientId) return;
      if (!reply.successful) return connection.lost("Connect: " + reply.error);
      const again = () => connection.transport === transport && this.clientId === clientId && this.poll();
      // No timer without need: those of a hidden page are late.
      if (advice.interval) setTimeout(again, advice.interval);
      else again();
    });
  }

  /** The connection has ended; returns whether to seek it again. */
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

  /** Gives a message its id, a counter in base 36 by which the server sees order, and passes it to the extensions. */
  extend(message, done) {
    this.messageNumber += 1;
    message.id = this.messageNumber.toString(36);
    message.clientId = message.clientId || this.clientId || undefined;
    this.extensions.pipe("outgoing", message, done);
  }

  /** Passes a message to the extensions. It waits its turn, should they answer late for one before it. */
  arrived(message, hooks) {
    const arrival = { hooks };
    this.arrivals.push(arrival);
    this.extensions.pipe("incoming", message, result => {
      arrival.message = result || failedReply("Dropped by an extension");
      while (this.arrivals.length && this.arrivals[0].message) this.handle(this.arrivals.shift());
    });
  }

  handle({ message, hooks }) {
    // The advice of a late reply to a former session must not end this one.
    if (hooks ? hooks.clientId === this.clientId : message.successful === undefined) this.heed(message);
    if (message.channel && message.data !== undefined) this.channels.dispatch(message);
    if (hooks) hooks.answered(message);
  }

  /** Follows the server's advice (Bayeux 1.0, 3.2). */
  heed(message) {
    const advice = message.advice || {};
    Object.assign(this.advice, advice);
    if (this.state === "DISCONNECTED") return;
    if (advice.reconnect === "none") return this.end("UNCONNECTED", message.error || "The server wants no connection");
    if (this.clientId && (advice.reconnect === "handshake" || isUnknownClient(message, this.clientId))) this.renew();
  }

  /** The server has forgotten the client id. */
  renew() {
    this.clientId = null;
    this.live = false;
    this.state = "CONNECTING";
    // Behind a balancer which spreads one page over several servers no session lasts: no storm of handshakes then.
    if (Date.now() - this.handshakeAt < STABLE) this.connection.lost("The session did not last");
    else this.handshake();
  }

  /** Says good-bye after all that the page has sent before. */
  disconnect() {
    const deferrable = new Deferrable();
    const { live } = this;
    const done = reply => {
      this.end("DISCONNECTED", this.ended);
      if (reply.successful) deferrable.succeed();
      else deferrable.fail(BayeuxError.parse(reply.error));
    };
    if (!this.active()) deferrable.succeed();
    else {
      this.state = "DISCONNECTED";
      this.channels = new Channels();
      if (live) this.outbox.add({ channel: "/meta/disconnect" }, { attempts: 1 }, done);
      this.ended = "The client is disconnected";
      if (!live) done({ successful: true });
    }
    return deferrable;
  }

  /** Ends for good. */
  end(state, reason) {
    Object.assign(this, { state, ended: reason, live: false, clientId: null });
    this.connection.close();
    this.outbox.queue.slice().forEach(envelope => this.outbox.drop(envelope, reason));
    this.stopFollowing();
  }

  /** The page goes away: tells the server, and is ready to begin anew if the page is shown again. */
  leave() {
    const { transport } = this.connection;
    if (this.live) {
      const batch = this.outbox.take();
      this.extend({ channel: "/meta/disconnect" }, result => {
        transport.leave(batch.map(envelope => envelope.message).concat(result || []));
      });
      batch.forEach(envelope => envelope.answered({ successful: true }));
    }
    this.away = this.active();
    if (!this.away) return;
    Object.assign(this, { state: "UNCONNECTED", live: false, clientId: null });
    this.connection.close();
  }

  /** The page is shown again, out of the browser's back-forward cache. */
  comeBack() {
    if (this.away) this.open();
    this.away = false;
  }
}
