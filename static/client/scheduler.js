/** Decides whether a message is sent (again); the connection decides when. */
class Scheduler {
  /** `options`: seconds `timeout` and `interval`, `attempts`, `deadline` in ms since 1970. */
  constructor(message, options) {
    Object.assign(this, { message, options, attempts: 0 });
  }

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
