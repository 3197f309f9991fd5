"use strict";

// The page of an application, as small as it can be: a widget, a back end, and the lines that keep it in step.
const SLOW_MS = 8000; // a network that swallows requests tells nobody, for minutes
const WIDGETS = {
  scheduler: {
    name: "Scheduler",
    files: "dhtmlxscheduler",
    open: openScheduler,
    reload: reloadScheduler,
    since: {old: "6.0", new: "7.2.1"},
    cure: ["dhtmlx-scheduler@7.2", "scheduler", "--demo-library=scheduler"],
  },
  gantt: {
    name: "Gantt",
    files: "dhtmlxgantt",
    open: openGantt,
    reload: reloadGantt,
    since: {old: "6.0", new: "9.1"},
    cure: ["dhtmlx-gantt@10", "gantt", "--demo-gantt=gantt"],
  },
};
const asked = new URLSearchParams(location.search);
const key = asked.get("widget") === "gantt" ? "gantt" : "scheduler";
const protocol = asked.get("protocol") === "new" ? "new" : "old";
const kind = WIDGETS[key];
const library = new URL(document.documentElement.dataset[key], location.href).href;
const missing = document.getElementById("missing");
const notice = document.getElementById("notice");

// The old protocol: the page tells the hub what it has saved, and hears what others have.
function joinOld(dp) {
  dp.live_updates("../sync");
  let away = false;
  dp.attachEvent("onLiveUpdateConnection", state => {
    if (away && state === "connected") kind.reload(protocol); // nobody repeats what was said meanwhile
    away = state === "disconnected";
  });
}

// RemoteEvents: the page only listens; what it saves its back end tells the hub.
function joinNew(widget) {
  const {RemoteEvents, remoteUpdates} = widget.ext.liveUpdates;
  new RemoteEvents(new URL("../sync/api/v1", location.href).href, "demo").on(remoteUpdates);
}

function start() {
  const widget = window[key];
  const knows = protocol === "old" ? widget.createDataProcessor : widget.ext?.liveUpdates?.remoteUpdates;
  if (!knows) {
    const what = protocol === "old" ? "is too old for this page" : "does not speak RemoteEvents";
    explain("This " + kind.name + " " + what, "It is " + kind.name + " " + widget.version + " from " + library
      + " and this page needs " + kind.since[protocol] + " or newer, such as this one:");
    return;
  }
  missing.hidden = true;
  document.getElementById("widget").hidden = false;
  const dp = kind.open(protocol);
  if (protocol === "old") joinOld(dp);
  else joinNew(widget);
}

function explain(title, sentence) {
  const [pack, folder, option] = kind.cure;
  missing.querySelector("h1").textContent = title;
  missing.querySelector("p").textContent = sentence;
  missing.querySelector("pre").textContent =
    `npm pack ${pack}\ntar xf ${pack.replace(/@.*/, "")}-*.tgz && mv package ${folder}\n./run.sh --demo ${option}`;
  missing.hidden = false;
  document.getElementById("widget").hidden = true;
}

function isMissing() {
  explain("The " + kind.name + " is missing",
    "Its files do not come from " + library + ". Without a network, fetch them once as the npm package:");
}

// The widgets take texts for HTML.
function plain(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}

function why(answer) {
  try {
    return "Not saved: " + JSON.parse(answer.responseText).message + ".";
  } catch (unreadable) {
    return "The back end does not answer: is the hub running?";
  }
}

function tell(sentence) {
  notice.textContent = sentence;
  notice.hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { notice.hidden = true; }, 10000);
}

function load(name, properties) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), properties);
    element.onload = resolve;
    element.onerror = reject;
    document.head.prepend(element); // before the page's own style sheet, which has the last word
  });
}

document.title = kind.name + " · live updates hub";
const slow = setTimeout(isMissing, SLOW_MS);
const hubScripts = protocol === "old" ? ["../client.js", "../live_updates.js"] : []; // a RemoteEvents page needs none
Promise.all([
  load("link", {rel: "stylesheet", href: library + kind.files + ".css"}),
  load("script", {src: library + kind.files + ".js"}),
  ...hubScripts.map(src => load("script", {src})),
]).then(start, isMissing).finally(() => clearTimeout(slow));
