/**
 * Decides whether one message is sent (again); a page may pass its own class as the option `scheduler`. When it is sent
 * is not decided here: all messages wait for the connection, in their order.
 */
class Scheduler {
  /** `options`: `timeout` and `interval` in seconds, `attempts`, `deadline` in ms since 1970. */
  constructor(message, options) {
    Object.assign(this, { message, options, attempts: 0 });
  }

  /** Seconds to wait for the answer. */
  getTimeout() {
    return this.options.timeout;
  }

  getInterval() {
    return this.options.interval;
  }

  isDeliverable() {
    const { attempts, deadline } = this.options;
    return !(this.attempts >= attempts || Date.now() > deadline);
  }

  send() {
    this.attempts += 1;
  }

  succeed() {}

  fail() {}

  abort() {}
}
