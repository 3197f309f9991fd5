"use strict";

// Listens beside the pages, once in each protocol, and shows every message as it passes.
const MOST = 50; // messages on the screen
const AGAIN_MS = 2000; // as RemoteEvents pages come back after a cut
const hub = new URL("../sync", location.href).href;

class Log {
  constructor(name) {
    this.messages = document.getElementById(name + "-messages");
    this.state = document.querySelector("." + name + " .state");
  }

  /** `word`: what happened, in the protocol's own words. */
  show(word, message) {
    const json = JSON.stringify(message);
    const line = document.createElement("li");
    line.className = "new";
    line.append(
      part("time", new Date().toLocaleTimeString()),
      part("b", word, /^(add|insert|delete|)/.exec(word)[0]),
      part("code", json));
    line.title = json;
    this.messages.querySelectorAll(".none").forEach(hint => hint.remove());
    this.messages.prepend(line);
    while (this.messages.children.length > MOST) {
      this.messages.lastChild.remove();
    }
  }

  connection(word) {
    this.state.dataset.state = this.state.textContent = word;
  }
}

function part(element, text, className) {
  const made = document.createElement(element);
  made.textContent = text;
  made.className = className || "";
  return made;
}

function listenOld(log) {
  const client = new Faye.Client(hub);
  client.on("transport:up", () => log.connection("connected"));
  client.on("transport:down", () => log.connection("disconnected"));
  client.subscribe("/update", message => log.show(String(message?.status || "other"), message))
    .then(() => log.connection("connected"));
}

function listenNew(log, isBack) {
  const socket = new WebSocket(hub.replace(/^http/, "ws") + "/api/v1?token=demo&ws=1");
  socket.onmessage = ({data}) => {
    const {action, body} = JSON.parse(data);
    if (action === "start") {
      ["events", "tasks", "links"].forEach(name => socket.send(JSON.stringify({action: "subscribe", name})));
      log.connection("connected");
      if (isBack) reloadNew();
    } else if (action === "event") {
      log.show(String(body.value?.type || "other"), body);
    }
  };
  socket.onclose = () => {
    log.connection("disconnected");
    setTimeout(() => listenNew(log, true), AGAIN_MS);
  };
}

// RemoteEvents tells no page that it was away, and nobody repeats what was said meanwhile.
function reloadNew() {
  [frames.newScheduler, frames.newGantt].forEach(pane => pane.location.reload());
}

listenOld(new Log("old"));
listenNew(new Log("new"), false);
