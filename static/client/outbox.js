/** Messages kept without a connection. Further ones fail: what is kept has no gaps. */
const OFFLINE_LIMIT = 1000;

/** Characters of a batch: below 64 KB, a usual limit. */
const BATCH_LIMIT = 16384;

/** Seconds for the server to answer all but a held `/meta/connect`. */
const ANSWER_LIMIT = 20;

function failedReply(error) {
  return { successful: false, error };
}

/** What a client sends, in order. After a cut it repeats what is unanswered, under the same ids. */
class Outbox {
  constructor(session, options) {
    // The queue is sorted by order: that of the page's calls; 0 for what restores a session.
    Object.assign(this, { session, options, order: 0, queue: [] });
  }

  add(message, options, answered, order = (this.order += 1)) {
    const { ended, live } = this.session;
    const full = order && !live && this.queue.length >= OFFLINE_LIMIT;
    if (ended || full) return answered(failedReply(ended || "Too many messages wait"));
    const { attempts, deadline } = options;
    const scheduler = new (this.options.scheduler || Scheduler)(message, {
      timeout: ANSWER_LIMIT,
      interval: this.session.connection.retry,
      attempts,
      deadline: deadline && Date.now() + deadline * 1000
    });
    const envelope = { message, scheduler, answered, order };
    if (deadline) setTimeout(() => this.expire(envelope), deadline * 1000 + 1);
    this.insert(envelope);
  }

  restore(channels) {
    this.queue = this.queue.filter(envelope => envelope.order);
    channels.forEach(subscription => this.add({ channel: "/meta/subscribe", subscription }, {}, ignore, 0));
  }

  insert(envelope) {
    const at = this.queue.filter(other => other.order <= envelope.order).length;
    this.queue.splice(at, 0, envelope);
    this.flush();
  }

  /** After the page's turn: what it says in one breath is one batch. */
  flush() {
    this.flushing = this.flushing || Promise.resolve().then(() => {
      this.flushing = null;
      this.pump();
    });
  }

  pump() {
    const { live, connection } = this.session;
    // Before a move nothing new gets under way.
    if (!live || connection.next) return;
    this.queue.filter(envelope => !envelope.stage).forEach(envelope => this.extend(envelope));
    // HTTP requests overtake each other: there, one at a time.
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

  /** A message that an extension still holds stops those behind it. */
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
        // What a forgotten session could not, the new one may.
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

  /** Something under way is too large or malformed: one by one, only that will fail. */
  refused() {
    const { connection } = this.session;
    const underway = connection.underway();
    this.singly = true;
    if (underway.length === 1) connection.finished(underway, "413::Message refused");
  }

  expire(envelope) {
    return !envelope.scheduler.isDeliverable() && this.drop(envelope, "Not sent within deadline or attempts");
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
