"use strict";

// A third listener beside the two pages: shows every message as it passes.
const MOST = 50;
const messages = document.getElementById("messages");
const state = document.getElementById("state");
const client = new Faye.Client(new URL("../sync", location.href).href);

function show(message) {
  messages.querySelectorAll(".none").forEach(line => line.remove());
  const status = String(message?.status || "other");
  const json = JSON.stringify(message);
  const line = document.createElement("li");
  line.className = "new";
  line.append(
    part("time", new Date().toLocaleTimeString()),
    part("b", status, status.replace(/[^a-z]/g, "")),
    part("code", json));
  line.title = json;
  messages.prepend(line);
  while (messages.children.length > MOST) {
    messages.lastChild.remove();
  }
}

function part(element, text, className) {
  const made = document.createElement(element);
  made.textContent = text;
  made.className = className || "";
  return made;
}

function connection(word) {
  state.dataset.state = state.textContent = word;
}

client.on("transport:up", () => connection("connected"));
client.on("transport:down", () => connection("disconnected"));
client.subscribe("/update", show).then(() => connection("connected"));
