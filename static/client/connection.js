/** Seconds beyond the server's hold until an unanswered `/meta/connect` means a dead connection. */
const GRACE = 10;

/** The longest pause between attempts, in seconds. */
const RETRY_CAP = 30;

/** Milliseconds a connection must last for its end to be a fresh cut and not one more failure. */
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
    this.choice.choose(transport => {
      if (this.choosing !== attempt) return transport && transport.close();
      this.choosing = null;
      if (!transport) return this.lost("No usable transport");
      log("info", "Using " + transport.type);
      this.transport = transport;
      transport.listener = this;
      this.session.opened();
    });
  }

  up() {
    this.upSince = Date.now();
    this.choice.works();
  }

  /** Sends a message of the session itself. */
  request(message, seconds, answered) {
    const { transport, session } = this;
    session.extend(message, result => {
      if (this.transport !== transport) return;
      if (!result) return this.lost("An extension dropped " + message.channel);
      this.expect(result.id, seconds, { answered: reply => this.transport === transport && answered(reply) });
      transport.send([result]);
    });
  }

  /** Awaits a reply, to be `answered`; messages of the page also have something to do if it is `lost`. */
  expect(id, seconds, hooks) {
    hooks.id = id;
    hooks.clientId = this.session.clientId;
    hooks.timer = setInterval(() => {
      // A server may leave one message unanswered: dead is a socket without any sign of life.
      if (hooks.lost && this.transport.pipelining) this.transport.check();
      else this.lost("No answer");
    }, seconds * 1000);
    this.awaited.set(id, hooks);
  }

  /** The messages of the page that are under way. */
  underway() {
    return Array.from(this.awaited.values()).filter(hooks => hooks.lost);
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

  giveUp(id, reason) {
    const hooks = this.take(id);
    if (hooks) hooks.answered(failedReply(reason));
  }

  release(id) {
    const hooks = this.take(id);
    if (hooks && hooks.lost) hooks.lost();
  }

  /** An HTTP request is over. */
  finished(messages) {
    messages.forEach(message => this.giveUp(message.id, "The server did not answer"));
  }

  /** An HTTP request was refused for what it carries. The held one stays: it may be bringing messages. */
  refused(messages) {
    if (!this.underway().some(hooks => hooks.id === messages[0].id)) return this.lost("Request refused");
    this.session.outbox.refused();
    messages.forEach(message => this.release(message.id));
    this.session.outbox.flush();
  }

  lost(reason, tooLarge) {
    log("warn", reason);
    if (tooLarge) this.session.outbox.refused();
    if (Date.now() - this.upSince >= STABLE) this.failures = 0;
    this.close();
    if (!this.session.lost()) return;
    this.retryTimer = setTimeout(() => this.open(), this.pause() * 1000);
    this.failures += 1;
  }

  /** Seconds, below 1 after a fresh cut; random, lest all pages come back in one moment. */
  pause() {
    if (!this.failures) return 0.2 + 0.8 * Math.random();
    return Math.min(RETRY_CAP, this.retry * Math.pow(2, this.failures - 1)) * (0.75 + 0.25 * Math.random());
  }

  wake() {
    if (!this.transport) this.open();
    else if (this.transport.pipelining) this.transport.check();
  }

  close() {
    clearTimeout(this.retryTimer);
    const { transport } = this;
    this.transport = this.choosing = this.upSince = null;
    if (transport) transport.close();
    Array.from(this.awaited.keys()).forEach(id => this.release(id));
  }
}
