/** Milliseconds for which a blocked WebSocket is not tried again. */
const WEBSOCKET_PAUSE = 300000;

/** What this page knows of each WebSocket url. */
const experience = {};

/** A WebSocket if it works, else long-polling. */
class TransportChoice {
  constructor(url, endpoints) {
    Object.assign(this, { url, endpoints, headers: {}, disabled: new Set() });
    const sameOrigin = new URL(this.endpoint("long-polling")).origin === location.origin;
    this.postType = sameOrigin ? "long-polling" : "cross-origin-long-polling";
    const websocket = this.endpoint("websocket");
    this.websocket = experience[websocket] = experience[websocket] || { blocked: 0 };
  }

  endpoint(type) {
    const url = new URL(this.endpoints[type] || this.url, location.href);
    url.hash = "";
    return url.href.replace(/^ws/, "http");
  }

  types() {
    return ["websocket", this.postType].filter(type => !this.disabled.has(type));
  }

  permits(type) {
    return this.types().includes(type) && (!this.supported || this.supported.includes(type));
  }

  choose(chosen) {
    const { postType, websocket } = this;
    const polling = this.permits(postType) &&
      new LongPollingTransport(postType, this.endpoint(postType), this.headers);
    // A WebSocket cannot carry the page's headers, and they may be its credentials.
    const refused = !this.permits("websocket") || Object.keys(this.headers).length;
    if (refused || (polling && Date.now() < websocket.blocked)) return chosen(polling);
    const socket = new WebSocketTransport(this.endpoint("websocket"));
    socket.open(usable => {
      websocket.failed = !usable;
      websocket.worked = websocket.worked || usable;
      chosen(usable ? socket : polling);
    });
  }

  /** Blocked is a WebSocket that never worked where polling does. */
  works() {
    const { websocket } = this;
    if (websocket.failed && !websocket.worked) websocket.blocked = Date.now() + WEBSOCKET_PAUSE;
    websocket.failed = false;
  }
}
