/** Messages kept while there is no connection. Those after them fail: what is kept stays a sequence without gaps. */
const OFFLINE_LIMIT = 1000;

/** Characters of a batch: in UTF-8 below 64 KB, where many servers and proxies draw a line. */
const BATCH_LIMIT = 16384;

/** Seconds for the server to answer anything but a held `/meta/connect`. */
const ANSWER_LIMIT = 15;

/** The reply to a message that gets none from the server. */
function failedReply(error) {
  return { successful: false, error };
}

/**
 * What a client sends besides `/meta/handshake` and `/meta/connect`, in order. After a cut, what is unanswered is sent
 * again under the same id, by which the server knows the repeat.
 */
class Outbox {
  constructor(session, options) {
    Object.assign(this, { session, options, order: 0 });
    /** To be sent, sorted by `order`: that of the page's calls; 0 for what restores a session. */
    this.queue = [];
    this.underway = new Set();
    /** So many messages go one by one, after the server refused their batch: the one at fault fails alone. */
    this.singly = 0;
  }

  /** Queues a message; calls `answered(reply)` once. */
  add(message, options, answered, order = (this.order += 1)) {
    const { session } = this;
    const full = order && !session.live && this.queue.length >= OFFLINE_LIMIT;
    if (full || session.ended) return answered(failedReply(session.ended || "Too many messages wait for a connection"));
    const { attempts, deadline } = options;
    const scheduler = new (this.options.scheduler || Scheduler)(message, {
      timeout: ANSWER_LIMIT,
      interval: this.options.retry,
      attempts,
      deadline: deadline && Date.now() + deadline * 1000
    });
    const envelope = { message, scheduler, answered, order };
    if (deadline) setTimeout(() => this.expire(envelope), deadline * 1000 + 1);
    this.insert(envelope);
    this.flush();
  }

  /** Has a new session subscribe these channels before it sends anything else. */
  restore(channels) {
    this.queue = this.queue.filter(envelope => envelope.order);
    channels.forEach(subscription => this.add({ channel: "/meta/subscribe", subscription }, {}, ignore, 0));
  }

  insert(envelope) {
    const at = this.queue.findIndex(other => other.order > envelope.order);
    this.queue.splice(at < 0 ? this.queue.length : at, 0, envelope);
  }

  /** Sends what may go after the page's current turn, so that what it says in one breath is one batch. */
  flush() {
    this.flushing = this.flushing || Promise.resolve().then(() => {
      this.flushing = null;
      this.pump();
    });
  }

  pump() {
    if (!this.session.live) return;
    this.queue.filter(envelope => !envelope.stage).forEach(envelope => this.extend(envelope));
    const { connection } = this.session;
    // HTTP requests can overtake each other: there, one at a time.
    while (!this.underway.size || (connection.transport.pipelining && !this.singly)) {
      const batch = this.take();
      if (!batch.length) return;
      batch.forEach(envelope => this.expect(envelope));
      connection.transport.send(batch.map(envelope => envelope.message));
    }
  }

  extend(envelope) {
    envelope.stage = "extending";
    this.session.extend(envelope.message, result => {
      envelope.stage = "ready";
      envelope.message = result;
      if (result) this.flush();
      else this.drop(envelope, "Dropped by an extension");
    });
  }

  /** Takes the next batch. One message that an extension still holds stops those behind it. */
  take() {
    const batch = [];
    let size = 0;
    while (this.queue.length && this.queue[0].stage === "ready" && !(this.singly && batch.length)) {
      const { message, scheduler } = this.queue[0];
      message.clientId = this.session.clientId;
      size += encode(message).length;
      if (!scheduler.isDeliverable()) this.expire(this.queue[0]);
      else if (batch.length && size > BATCH_LIMIT) break;
      else batch.push(this.queue.shift());
    }
    return batch;
  }

  expect(envelope) {
    const { message, scheduler } = envelope;
    this.underway.add(envelope);
    scheduler.send();
    this.session.connection.expect(message.id, scheduler.getTimeout(), {
      received: () => {
        this.underway.delete(envelope);
        this.singly = Math.max(0, this.singly - 1);
      },
      answered: reply => {
        if (isUnknownClient(reply, message.clientId) && scheduler.isDeliverable()) return this.insert(envelope);
        scheduler.succeed();
        envelope.answered(reply);
      },
      lost: () => {
        this.underway.delete(envelope);
        scheduler.fail();
        this.insert(envelope);
        if (!scheduler.isDeliverable()) this.expire(envelope);
      }
    });
  }

  /** The server or a proxy refused what is under way, for its size or form. */
  refused() {
    this.singly = this.underway.size;
    if (this.singly > 1) return;
    this.underway.forEach(({ message }) => this.session.connection.giveUp(message.id, "413::Message refused"));
  }

  expire(envelope) {
    this.drop(envelope, "Not sent within its deadline or attempts");
  }

  drop(envelope, reason) {
    if (!this.queue.includes(envelope)) return;
    this.queue = this.queue.filter(other => other !== envelope);
    envelope.scheduler.abort();
    envelope.answered(failedReply(reason));
  }
}
