/** Bayeux over HTTP: each batch is a POST of a JSON array. */
class LongPollingTransport {
  constructor(type, url, headers) {
    Object.assign(this, { type, url, headers, requests: new Set(), tabs: new Tabs(url) });
  }

  send(messages) {
    const request = new XMLHttpRequest();
    this.requests.add(request);
    request.onloadend = () => {
      this.requests.delete(request);
      this.finish(messages, request);
    };
    request.open("POST", this.url);
    request.responseType = "json";
    // Cookies, to another origin too: a proxy may know the page by them.
    request.withCredentials = true;
    request.setRequestHeader("Content-Type", "application/json");
    Object.keys(this.headers).forEach(name => request.setRequestHeader(name, this.headers[name]));
    request.send(encode(messages));
  }

  finish(messages, { status, response }) {
    if (status === 200 && response) {
      this.listener.receive(response);
      this.listener.finished(messages);
      if (this.tabs.holding && [].concat(response).some(message => message && message.data !== undefined)) {
        this.tabs.tell("news");
      }
    } else if (status === 400 || status === 413) this.listener.refused(messages);
    else this.listener.lost("HTTP status " + status);
  }

  /** As a form, which needs no preflight. */
  leave(messages) {
    if (navigator.sendBeacon) navigator.sendBeacon(this.url, new URLSearchParams({ message: encode(messages) }));
  }

  close() {
    this.tabs.leave();
    this.requests.forEach(request => {
      request.onloadend = null;
      request.abort();
    });
  }
}
