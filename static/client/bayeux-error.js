/** A failure as pages see it: `code` (a number or null), `params` and `message`. */
class BayeuxError {
  constructor(code, params, message) {
    Object.assign(this, { code, params, message });
  }

  /** From a reply's "403:/x:Forbidden channel" (Bayeux 1.0, 3.6); any other text is the message. */
  static parse(text) {
    const [whole, code, params, message] = /^(\d{3}):([^:]*):([^]*)$/.exec(text) || [];
    return whole ? new BayeuxError(+code, params.split(","), message) : new BayeuxError(null, [], text || "");
  }

  toString() {
    return this.code + ":" + this.params + ":" + this.message;
  }
}

/** Whether a reply says that the server has forgotten this client id. */
function isUnknownClient(reply, clientId) {
  const error = BayeuxError.parse(reply.error);
  return error.code === 401 && error.params[0] === clientId;
}
