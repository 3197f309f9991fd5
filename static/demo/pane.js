"use strict";

// The page of an application, as small as it can be: a Scheduler, a back end, and the two lines that keep it in step.
const SLOW_MS = 8000; // a network that swallows requests tells nobody, for minutes
const library = new URL(document.documentElement.dataset.library, location.href).href;
const missing = document.getElementById("missing");
const notice = document.getElementById("notice");

function open() {
  scheduler.config.csp = true; // the page forbids code made of text
  scheduler.config.ajax_error = false; // told below
  scheduler.config.header = ["date", "prev", "today", "next"];
  scheduler.config.first_hour = 8;
  scheduler.config.last_hour = 18;
  scheduler.config.hour_size_px = 36; // the whole day in half a screen
  scheduler.config.time_step = 30;
  scheduler.config.event_duration = 60;
  scheduler.ignore_week = day => day.getDay() % 6 === 0; // five columns are wide enough to read
  scheduler.config.responsive_lightbox = true;
  const text = (start, end, event) => plain(event.text);
  scheduler.templates.event_text = scheduler.templates.event_bar_text = text;
  scheduler.attachEvent("onLoadError", () => tell("The events cannot be read: is the hub running?"));
  scheduler.init("scheduler", new Date(), "week");
  scheduler.load("events");

  const dp = scheduler.createDataProcessor({url: "events", mode: "REST-JSON"});
  dp.live_updates("../sync");
  let away = false;
  dp.attachEvent("onLiveUpdateConnection", state => {
    if (away && state === "connected") reload(); // nobody repeats what was said meanwhile
    away = state === "disconnected";
  });
  scheduler.attachEvent("onSaveError", (id, answer) => {
    tell(why(answer));
    if (answer.status) reload(); // what is shown is what is stored
  });
}

function reload() {
  scheduler.clearAll();
  scheduler.load("events");
}

// The Scheduler takes texts for HTML.
function plain(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}

function why(answer) {
  try {
    return "Not saved: " + JSON.parse(answer.responseText).message + ".";
  } catch (unreadable) {
    return "Not saved: the back end does not answer.";
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

function isMissing(yes) {
  missing.hidden = !yes;
  document.getElementById("scheduler").hidden = yes;
}

document.getElementById("place").textContent = library;
const slow = setTimeout(() => isMissing(true), SLOW_MS);
Promise.all([
  load("link", {rel: "stylesheet", href: library + "dhtmlxscheduler.css"}),
  load("script", {src: library + "dhtmlxscheduler.js"}),
]).then(() => {
  clearTimeout(slow);
  isMissing(false);
  open();
}, () => isMissing(true));
