/** A failure as pages see it: `code` (a number or null), `params` and `message`. */
class BayeuxError {
  constructor(code, params, message) {
    Object.assign(this, { code, params, message });
  }

  /** From "403:/x:Forbidden channel" (Bayeux 1.0, 3.6); other text is the message. */
  static parse(text) {
    const [whole, code, params, message] = /^(\d{3}):([^:]*):([^]*)$/.exec(text || "") || [];
    return whole ? new BayeuxError(+code, params.split(","), message) : new BayeuxError(null, [], text || "");
  }

  toString() {
    return this.code + ":" + this.params + ":" + this.message;
  }
}
