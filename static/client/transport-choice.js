/** Milliseconds after which a client on polling tries the WebSocket again: where it never worked, and where it has. */
const WEBSOCKET_PAUSE = 300000;
const WEBSOCKET_PAUSE_PROVEN = 15000;

/** What all clients of this page know of each WebSocket url: if it has `worked`, and until when it is `blocked`. */
const experience = {};

/** Chooses the way to the server: a WebSocket if it works, else long-polling. */
class TransportChoice {
  constructor(url, endpoints) {
    Object.assign(this, { url, endpoints, headers: {}, disabled: new Set() });
    this.postType = new URL(this.endpoint("long-polling")).origin === location.origin
      ? "long-polling"
      : "cross-origin-long-polling";
    const websocket = this.endpoint("websocket");
    this.websocket = experience[websocket] = experience[websocket] || { worked: false, blocked: 0 };
  }

  endpoint(type) {
    const url = new URL(this.endpoints[type] || this.url, location.href);
    url.hash = "";
    return url.href.replace(/^ws/, "http");
  }

  /** The types to offer in the handshake. */
  types() {
    return ["websocket", this.postType].filter(type => !this.disabled.has(type));
  }

  /** Whether neither the page nor the server rules this type out. */
  permits(type) {
    return this.types().includes(type) && (!this.supported || this.supported.includes(type));
  }

  /** Whether a WebSocket may serve. It cannot carry the page's headers, and they may be its credentials. */
  permitsWebSocket() {
    return this.permits("websocket") && !Object.keys(this.headers).length;
  }

  /** Calls `chosen(transport)`; without one if none is permitted or works. */
  choose(chosen) {
    const { postType } = this;
    const polling = this.permits(postType) &&
      new LongPollingTransport(postType, this.endpoint(postType), this.headers);
    if (!this.permitsWebSocket() || (polling && Date.now() < this.websocket.blocked)) chosen(polling);
    else this.tryWebSocket(socket => chosen(socket || polling));
  }

  tryWebSocket(tried) {
    const socket = new WebSocketTransport(this.endpoint("websocket"));
    let open = true;
    socket.open(usable => {
      if (!open) return;
      open = false;
      this.websocket.failed = !usable;
      this.websocket.worked = this.websocket.worked || usable;
      tried(usable && socket);
    });
  }

  /**
   * Polling works; returns the milliseconds until the WebSocket is worth a try. It only counts as blocked if polling
   * gets through at the same time: else the whole server was away.
   */
  pollingWorks() {
    const { websocket } = this;
    if (websocket.failed) {
      websocket.failed = false;
      websocket.blocked = Date.now() + (websocket.worked ? WEBSOCKET_PAUSE_PROVEN : WEBSOCKET_PAUSE);
    }
    return Math.max(0, websocket.blocked - Date.now());
  }
}
