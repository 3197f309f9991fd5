/** An outcome known later. Old pages ignore it: then a failure stays silent. */
class Deferrable {
  constructor() {
    this.outcome = new Promise((succeed, fail) => Object.assign(this, { succeed, fail }));
    this.outcome.catch(ignore);
  }

  settle(reply) {
    if (reply.successful) this.succeed();
    else this.fail(new BayeuxError(reply.error));
  }

  /** Like a promise's, but without `errback` a failure is swallowed. */
  then(callback, errback) {
    return this.outcome.then(callback || ignore, errback || ignore);
  }

  /** Calls `callback(value)` after success. */
  callback(callback, context) {
    if (callback) this.then(value => callPage(callback, context, [value]));
  }

  /** Calls `errback(error)` after failure. */
  errback(errback, context) {
    if (errback) this.then(ignore, error => callPage(errback, context, [error]));
  }
}
