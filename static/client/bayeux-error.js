/** A failure as pages see it, from "403:/x:Forbidden channel" (Bayeux 1.0, 3.6); other text has no `code`. */
class BayeuxError {
  constructor(text = "") {
    const [, code, params, message] = /^(\d{3}):([^:]*):([^]*)$/.exec(text) || ["", null, "", text];
    Object.assign(this, { code: code && +code, params: code ? params.split(",") : [], message });
  }

  toString() {
    return [this.code + "", this.params, this.message].join(":");
  }
}
