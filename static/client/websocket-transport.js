/** Seconds for a WebSocket to open and to answer: some proxies swallow it without a word. */
const WEBSOCKET_LIMIT = 4;

/** Bayeux over a WebSocket: each frame is a JSON array of messages. */
class WebSocketTransport {
  constructor(url) {
    this.type = "websocket";
    this.url = url.replace(/^http/, "ws");
    /** Batches may follow each other without waiting: one connection keeps their order. */
    this.pipelining = true;
  }

  /**
   * Calls `decided(usable)` once. Usable is a socket on which an empty batch, Faye's ping, was answered: a proxy may
   * accept the upgrade and yet pass no frame.
   */
  open(decided) {
    this.listener = {
      receive: () => decided(true),
      lost: () => decided(false)
    };
    try {
      this.socket = new WebSocket(this.url);
    } catch (error) {
      // A ws: url in an https: page, a content policy, or no WebSocket at all.
      return decided(false);
    }
    this.awaitSign();
    this.socket.onopen = () => this.send([]);
    this.socket.onmessage = event => {
      clearTimeout(this.timer);
      this.listener.receive(JSON.parse(event.data));
    };
    this.socket.onclose = this.socket.onerror = event => {
      this.lost("WebSocket closed " + (event.code || ""), event.code === 1009);
    };
  }

  send(messages) {
    // On a closing socket nothing is sent: its close event has it done again.
    if (this.socket.readyState === 1) this.socket.send(encode(messages));
  }

  /** Asks for a sign of life. */
  check() {
    this.send([]);
    this.awaitSign();
  }

  awaitSign() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lost("WebSocket is silent"), WEBSOCKET_LIMIT * 1000);
  }

  /** Sends the last words of a page that goes away. */
  leave(messages) {
    this.send(messages);
  }

  lost(reason, refused) {
    this.close();
    this.listener.lost(reason, refused);
  }

  close() {
    clearTimeout(this.timer);
    const { socket } = this;
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    socket.close();
  }
}
