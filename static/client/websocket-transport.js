/** Seconds for a WebSocket to open and answer: some proxies swallow it. */
const WEBSOCKET_LIMIT = 4;

/** Bayeux over a WebSocket: each frame is a JSON array of messages. */
class WebSocketTransport {
  constructor(url) {
    this.type = "websocket";
    this.url = url.replace(/^http/, "ws");
    // One connection keeps the order: no batch has to wait for another.
    this.pipelining = true;
  }

  /** Usable is a socket that answers an empty batch: a proxy may open one and pass no frame. */
  open(decided) {
    this.listener = { receive: () => decided(true), lost: () => decided(false) };
    try {
      this.socket = new WebSocket(this.url);
    } catch (error) {
      // ws: in an https: page, a content policy, no WebSocket at all.
      return decided(false);
    }
    this.awaitSign();
    this.socket.onopen = () => this.check();
    this.socket.onmessage = event => {
      clearTimeout(this.timer);
      this.listener.receive(JSON.parse(event.data));
    };
    this.socket.onclose = this.socket.onerror = event => {
      this.lost("WebSocket closed " + (event.code || ""), event.code === 1009);
    };
  }

  send(messages) {
    // What a closing socket does not take is repeated after its close event.
    if (this.socket.readyState === 1) this.socket.send(encode(messages));
  }

  check() {
    this.send([]);
    this.awaitSign();
  }

  awaitSign() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      // After a page was busy for long, timers may come before waiting messages: now these have their turn.
      this.timer = setTimeout(() => this.lost("The server did not answer"), 100);
    }, WEBSOCKET_LIMIT * 1000);
  }

  leave(messages) {
    this.send(messages);
  }

  lost(reason, tooLarge) {
    this.close();
    this.listener.lost(reason, tooLarge);
  }

  close() {
    clearTimeout(this.timer);
    const { socket } = this;
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    socket.close();
  }
}
