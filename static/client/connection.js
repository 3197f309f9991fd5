/** Seconds beyond the server's hold after which an unanswered `/meta/connect` means a dead connection. */
const GRACE = 10;

/** The longest pause between attempts, in seconds. */
const RETRY_CAP = 30;

/** Milliseconds a connection must have lasted for its end to be a fresh cut and not one more failure. */
const STABLE = 10000;

/** The way to the server: opens it, notices its end, opens it again. The session hears of it by opened() and lost(). */
class Connection {
  constructor(session, choice, retry) {
    Object.assign(this, { session, choice, retry, failures: 0, awaited: new Map() });
  }

  /** Chooses a transport, unless there is one or the choice is under way. */
  open() {
    clearTimeout(this.retryTimer);
    if (this.transport || this.choosing) return;
    const attempt = (this.choosing = {});
    this.choice.choose(transport => {
      if (this.choosing !== attempt) return transport && transport.close();
      this.choosing = null;
      if (!transport) return this.lost("No usable transport");
      this.use(transport);
      this.session.opened();
    });
  }

  use(transport) {
    log("info", "Using " + transport.type);
    this.transport = transport;
    transport.listener = this;
  }

  /** The session works on this transport. */
  up() {
    this.upSince = Date.now();
    this.seekWebSocket();
  }

  /** Tries the WebSocket while polling serves on; the session changes over between two polls. */
  seekWebSocket() {
    const { transport, choice } = this;
    if (transport.pipelining || !choice.permitsWebSocket()) return;
    const after = () => this.transport === transport && choice.tryWebSocket(socket => {
      if (!socket) return this.transport === transport && this.seekWebSocket();
      if (this.transport !== transport) return socket.close();
      this.better = socket;
      socket.listener = { receive: ignore, lost: () => { this.better = null; } };
    });
    setTimeout(after, choice.pollingWorks());
  }

  /** Changes over to the better transport, if there is one and nothing is under way on the other. */
  changeOver() {
    const { transport, better } = this;
    if (!better || this.awaited.size) return;
    this.better = null;
    transport.close();
    this.use(better);
  }

  /** Sends a message of the session itself, to be answered within so many seconds. */
  request(message, seconds, answered) {
    const { transport, session } = this;
    session.extend(message, result => {
      if (this.transport !== transport) return;
      if (!result) return this.lost("An extension dropped " + message.channel);
      this.expect(result.id, seconds, { own: true, answered: reply => this.transport === transport && answered(reply) });
      transport.send([result]);
    });
  }

  /** Awaits a reply; tells received() at once, then answered(reply) after the extensions, or lost() if the connection ends. */
  expect(id, seconds, hooks) {
    const overdue = () => {
      // The server may be slow or silent about one message; only a socket without any sign of life is dead.
      if (this.transport.pipelining && !hooks.own) this.transport.check();
      else this.lost("No answer");
    };
    hooks.timer = setInterval(overdue, seconds * 1000);
    hooks.clientId = this.session.clientId;
    this.awaited.set(id, hooks);
  }

  receive(messages) {
    [].concat(messages).forEach(message => {
      if (message) this.session.arrived(message, message.successful !== undefined && this.settle(message.id));
    });
    this.session.outbox.flush();
  }

  settle(id) {
    const hooks = this.awaited.get(id);
    if (!hooks) return null;
    this.awaited.delete(id);
    clearInterval(hooks.timer);
    if (hooks.received) hooks.received();
    return hooks;
  }

  giveUp(id, reason) {
    const hooks = this.settle(id);
    if (hooks) hooks.answered(failedReply(reason));
  }

  /** An HTTP request is over: what it has not answered will stay so. */
  finished(messages) {
    messages.forEach(message => this.giveUp(message.id, "The server did not answer"));
  }

  /** The transport has ended or must end: what is under way is lost, and the next attempt is due after a pause. */
  lost(reason, refused) {
    log("warn", reason);
    if (refused) this.session.outbox.refused();
    if (Date.now() - this.upSince >= STABLE) this.failures = 0;
    this.close();
    if (!this.session.lost()) return;
    this.retryTimer = setTimeout(() => this.open(), this.pause() * 1000);
    this.failures += 1;
  }

  /** Seconds: below 1 after a fresh cut, then `retry` and doubling; random, lest all pages come back in one moment. */
  pause() {
    if (!this.failures) return 0.2 + 0.8 * Math.random();
    return Math.min(RETRY_CAP, this.retry * Math.pow(2, this.failures - 1)) * (0.75 + 0.25 * Math.random());
  }

  /** Network or page are back: asks for a sign of life, or makes the next attempt now. */
  wake() {
    if (!this.transport) this.open();
    else if (this.transport.pipelining) this.transport.check();
  }

  /** Ends the transport, without a new attempt. */
  close() {
    clearTimeout(this.retryTimer);
    const { transport, better } = this;
    this.transport = this.better = this.choosing = this.upSince = null;
    if (transport) transport.close();
    if (better) better.close();
    this.awaited.forEach(hooks => {
      clearInterval(hooks.timer);
      if (hooks.lost) hooks.lost();
    });
    this.awaited.clear();
  }
}
