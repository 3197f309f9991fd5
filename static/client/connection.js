/** Seconds beyond the server's hold until a `/meta/connect` without answer means a dead connection. */
const GRACE = 10;

/** The longest pause between attempts, in seconds. */
const RETRY_CAP = 30;

/** Milliseconds a connection must last for its end to be a fresh cut, not one more failure. */
const STABLE = 10000;

/** The way to the server: opens it, notices its end, opens it again. */
class Connection {
  constructor(session, choice, retry) {
    Object.assign(this, { session, choice, retry, failures: 0, awaited: new Map() });
  }

  open() {
    clearTimeout(this.retryTimer);
    if (this.transport || this.choosing) return;
    const attempt = (this.choosing = {});
    this.choice.choose((transport, undecided) => {
      if (this.choosing !== attempt) return transport && transport.close();
      if (!undecided) this.choosing = null;
      if (!transport) return this.lost("No transport");
      if (!this.transport) {
        this.use(transport);
        this.session.opened();
      } else if (transport !== this.transport) this.found(transport);
      else if (this.session.live) this.choice.works();
    });
  }

  use(transport) {
    log("info", "Using " + transport.type);
    this.transport = transport;
    transport.listener = this;
  }

  /** A WebSocket works after polling has begun. A session that is up moves between two polls, so that none is cut. */
  found(socket) {
    if (!this.choice.permits(socket.type)) return socket.close();
    if (!this.session.live) {
      this.close();
      this.use(socket);
      return this.session.opened();
    }
    this.next = socket;
    const lost = () => {
      this.next = null;
      this.session.outbox.flush();
    };
    socket.listener = { receive: ignore, lost };
    this.session.hurry();
  }

  /** True if the session goes on by a WebSocket: nothing is under way that could be lost or overtaken. */
  move() {
    const { next, transport } = this;
    if (!next || this.awaited.size) return false;
    this.next = null;
    transport.close();
    this.use(next);
    return true;
  }

  request(message, seconds, answered) {
    const { transport, session } = this;
    const { clientId } = session;
    session.extend(message, result => {
      if (this.transport !== transport) return;
      if (!result) return this.lost("Dropped by an extension");
      this.expect(result.id, seconds, {
        answered: reply => this.transport === transport && session.clientId === clientId && answered(reply)
      });
      transport.send([result]);
    });
  }

  /** Awaits a reply. Only messages of the page have a hook `lost`. */
  expect(id, seconds, hooks) {
    hooks.id = id;
    hooks.clientId = this.session.clientId;
    hooks.timer = setInterval(() => {
      // A server may leave one message unanswered; dead is a socket without a sign of life.
      if (hooks.lost && this.transport.pipelining) this.transport.check();
      else this.lost("The server did not answer");
    }, seconds * 1000);
    this.awaited.set(id, hooks);
  }

  underway() {
    return [...this.awaited.values()].filter(hooks => hooks.lost);
  }

  take(id) {
    const hooks = this.awaited.get(id);
    this.awaited.delete(id);
    if (hooks) clearInterval(hooks.timer);
    return hooks;
  }

  receive(messages) {
    [].concat(messages).forEach(message => {
      if (message) this.session.arrived(message, message.successful !== undefined && this.take(message.id));
    });
    this.session.outbox.flush();
  }

  finished(messages, reason = "The server did not answer") {
    messages.map(({ id }) => this.take(id)).forEach(hooks => hooks && hooks.answered(failedReply(reason)));
  }

  release(messages) {
    messages.map(({ id }) => this.take(id)).forEach(hooks => hooks && hooks.lost && hooks.lost());
  }

  /** An HTTP request was refused for what it carries. The held one stays, it may bring messages. */
  refused(messages) {
    if (!this.underway().some(hooks => hooks.id === messages[0].id)) return this.lost("Message refused");
    this.session.outbox.refused();
    this.release(messages);
  }

  lost(reason, tooLarge) {
    log("warn", reason);
    if (tooLarge) this.session.outbox.refused();
    if (this.upSince && Date.now() - this.upSince >= STABLE) this.failures = 0;
    this.close();
    if (!this.session.lost()) return;
    this.retryTimer = setTimeout(() => this.open(), this.pause() * 1000);
    this.failures += 1;
  }

  /** Seconds; below 1 after a fresh cut; random, lest all pages come back at once. */
  pause() {
    const pause = this.failures ? this.retry * Math.pow(2, this.failures - 1) : 1;
    return Math.min(RETRY_CAP, pause) * (0.5 + 0.5 * Math.random());
  }

  wake() {
    this.failures = 0;
    if (!this.session.active()) return;
    if (!this.transport) this.open();
    else if (this.transport.pipelining) this.transport.check();
    else this.session.hurry();
  }

  close() {
    clearTimeout(this.retryTimer);
    const { transport, next } = this;
    this.transport = this.next = this.choosing = this.upSince = null;
    if (transport) transport.close();
    if (next) next.close();
    this.release([...this.awaited.values()]);
  }
}
