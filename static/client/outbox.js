/** Messages kept without a connection; further ones fail, so that what is kept has no gaps. */
const OFFLINE_LIMIT = 1000;

/** Characters of a batch: in UTF-8 below 64 KB, a usual limit of servers. */
const BATCH_LIMIT = 16384;

/** Seconds for the server to answer anything but a held `/meta/connect`. */
const ANSWER_LIMIT = 15;

function failedReply(error) {
  return { successful: false, error };
}

/**
 * What a client sends besides `/meta/handshake` and `/meta/connect`, in order. What is unanswered at a cut is sent again
 * under the same id, by which the server knows the repeat.
 */
class Outbox {
  constructor(session, options) {
    Object.assign(this, { session, options, order: 0 });
    /** Sorted by `order`: that of the page's calls; 0 for what restores a session. */
    this.queue = [];
  }

  add(message, options, answered, order = (this.order += 1)) {
    const { ended, live } = this.session;
    const full = order && !live && this.queue.length >= OFFLINE_LIMIT;
    if (ended || full) return answered(failedReply(ended || "Too many messages wait for a connection"));
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

  restore(channels) {
    this.queue = this.queue.filter(envelope => envelope.order);
    channels.forEach(subscription => this.add({ channel: "/meta/subscribe", subscription }, {}, ignore, 0));
  }

  insert(envelope) {
    const at = this.queue.findIndex(other => other.order > envelope.order);
    this.queue.splice(at < 0 ? this.queue.length : at, 0, envelope);
  }

  /** Sends what may go, after the page's current turn: what it says in one breath is one batch. */
  flush() {
    this.flushing = this.flushing || Promise.resolve().then(() => {
      this.flushing = null;
      this.pump();
    });
  }

  pump() {
    const { live, connection } = this.session;
    if (!live) return;
    this.queue.filter(envelope => !envelope.stage).forEach(envelope => this.extend(envelope));
    // HTTP requests can overtake each other: there, one at a time.
    while ((connection.transport.pipelining && !this.singly) || !connection.underway().length) {
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

  /** The next batch. A message that an extension still holds stops those behind it. */
  take() {
    const batch = [];
    let size = 0;
    this.singly = this.singly && this.queue.length;
    while (this.queue.length && this.queue[0].stage === "ready" && !(this.singly && batch.length)) {
      const [envelope] = this.queue;
      envelope.message.clientId = this.session.clientId;
      size += encode(envelope.message).length;
      if (this.expire(envelope)) continue;
      if (batch.length && size > BATCH_LIMIT) break;
      batch.push(this.queue.shift());
    }
    return batch;
  }

  expect(envelope) {
    const { message, scheduler } = envelope;
    scheduler.send();
    this.session.connection.expect(message.id, scheduler.getTimeout(), {
      answered: reply => {
        // What a forgotten session could not do may succeed in the new one.
        const renewed = !reply.successful && message.clientId !== this.session.clientId;
        if (renewed && !this.session.ended && scheduler.isDeliverable()) return this.insert(envelope);
        scheduler.succeed();
        envelope.answered(reply);
      },
      lost: () => {
        scheduler.fail();
        this.insert(envelope);
        this.expire(envelope);
      }
    });
  }

  /** What is under way was refused for its size or form: it goes one by one then, that the one at fault fails alone. */
  refused() {
    const [first, second] = this.session.connection.underway();
    this.singly = true;
    if (first && !second) this.session.connection.giveUp(first.id, "413::Message refused");
  }

  expire(envelope) {
    return !envelope.scheduler.isDeliverable() && this.drop(envelope, "Not sent within its deadline or attempts");
  }

  drop(envelope, reason) {
    const at = this.queue.indexOf(envelope);
    if (at < 0) return;
    this.queue.splice(at, 1);
    envelope.scheduler.abort();
    envelope.answered(failedReply(reason));
    return true;
  }
}
