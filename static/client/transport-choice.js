/** Milliseconds for which a blocked WebSocket is not tried again. */
const WEBSOCKET_PAUSE = 300000;

/** Milliseconds until polling begins beside a WebSocket that does not open: some proxies swallow it. */
const HEAD_START = 300;

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
    this.memory = "no WebSocket " + websocket;
  }

  /** Pages that this tab loads later need no head start where WebSockets fail. */
  remember(use) {
    try {
      return use(sessionStorage, this.memory);
    } catch (error) {
      // Storage is forbidden.
      return null;
    }
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

  /** Calls `chosen(polling, true)` when a WebSocket has lost its head start, and again when its outcome is known. */
  choose(chosen) {
    const { postType, websocket } = this;
    const polling = this.permits(postType) &&
      new LongPollingTransport(postType, this.endpoint(postType), this.headers);
    // A WebSocket cannot carry the page's headers, and they may be its credentials.
    const refused = !this.permits("websocket") || Object.keys(this.headers).length;
    if (refused || (polling && Date.now() < websocket.blocked)) return chosen(polling);
    const socket = new WebSocketTransport(this.endpoint("websocket"));
    const headStart = this.remember((storage, key) => storage.getItem(key)) ? 0 : HEAD_START;
    // One that has worked is waited for: a server that comes back has enough to do.
    const timer = polling && !websocket.worked && setTimeout(() => chosen(polling, true), headStart);
    websocket.failed = false;
    socket.open(usable => {
      clearTimeout(timer);
      websocket.failed = !usable;
      websocket.worked = websocket.worked || usable;
      if (usable) this.remember((storage, key) => storage.removeItem(key));
      chosen(usable ? socket : polling);
    });
  }

  /** Blocked is a WebSocket that never worked where polling does. */
  works() {
    const { websocket } = this;
    if (websocket.failed && !websocket.worked) {
      websocket.blocked = Date.now() + WEBSOCKET_PAUSE;
      this.remember((storage, key) => storage.setItem(key, 1));
    }
    websocket.failed = false;
  }
}
