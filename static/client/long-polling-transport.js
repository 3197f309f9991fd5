/** Bayeux over HTTP: each batch is a POST of a JSON array, and the server holds the one with `/meta/connect`. */
class LongPollingTransport {
  constructor(type, url, headers) {
    Object.assign(this, { type, url, headers });
    this.requests = new Set();
  }

  send(messages) {
    const request = new XMLHttpRequest();
    this.requests.add(request);
    request.onloadend = () => {
      this.requests.delete(request);
      this.finish(messages, request);
    };
    request.open("POST", this.url);
    // The page's cookies, to another origin too: a proxy may know the page by them.
    request.withCredentials = true;
    request.setRequestHeader("Content-Type", "application/json");
    // Has many a login proxy answer 401 and not redirect to a page for humans.
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    Object.keys(this.headers).forEach(name => request.setRequestHeader(name, this.headers[name]));
    request.send(encode(messages));
  }

  finish(messages, { status, responseText }) {
    let replies = null;
    try {
      replies = JSON.parse(responseText);
    } catch (error) {
      // Not the server's answer, but that of something on the way to it.
    }
    if (status !== 200 || !replies) {
      return this.listener.lost("HTTP answer " + status, status === 400 || status === 413);
    }
    this.listener.receive(replies);
    this.listener.finished(messages);
  }

  /** Sends the last words of a page that goes away: as a form, for which another origin needs no preflight. */
  leave(messages) {
    navigator.sendBeacon(this.url, new URLSearchParams({ message: encode(messages) }));
  }

  close() {
    this.requests.forEach(request => {
      request.onloadend = null;
      request.abort();
    });
  }
}
