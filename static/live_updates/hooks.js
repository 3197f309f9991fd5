// Hooks: scripts come in any order.

/** Becomes a method of every data processor. */
function live_updates(url, options) {
  if (!url) throw new Error("live_updates needs the url of the hub");
  const { $liveUpdates: present } = this;
  if (present && !present.stopped && present.url === url) return present;
  if (present) present.stop();
  this.$liveUpdates = new Session(this, url, options);
  return this.$liveUpdates.start();
}

const hooked = new Set(); // of them no more instances are needed: looking costs one

function hookPrototype(prototype) {
  if (!prototype || !prototype.setUpdated) return false;
  prototype.live_updates = live_updates;
  return true;
}

/** Gantt 5 and later hand out a function in place of the class: an instance leads to it. */
function hookClass(Class) {
  if (typeof Class !== "function" || hooked.has(Class) || hookPrototype(Class.prototype)) return;
  try {
    if (hookPrototype(Object.getPrototypeOf(new Class("")))) hooked.add(Class);
  } catch (notYet) { /* the widget's script is still running */ }
}

function hook(widget) {
  if (!widget || typeof widget.attachEvent !== "function") return;
  hookClass(widget.DataProcessor);
  hookClass(widget.dataProcessor);
  if (widget._dp) hookPrototype(Object.getPrototypeOf(widget._dp));
}

function hookFactory(factory, name) {
  const make = factory && factory[name];
  if (typeof make !== "function" || make.hooked) return;
  factory[name] = function (...args) {
    const widget = make.apply(this, args);
    hook(widget);
    return widget;
  };
  factory[name].hooked = true;
}

function hookAll() {
  hookPrototype(typeof global.dataProcessor === "function" && global.dataProcessor.prototype);
  hook(global.scheduler);
  hook(global.gantt);
  hookFactory(global.Scheduler, "getSchedulerInstance");
  hookFactory(global.Gantt, "getGanttInstance");
  if (global.Faye && global.Faye.Client) waitingForFaye.splice(0).forEach(({ ready }) => ready());
}

const waitingForFaye = [];

function whenFaye(url, ready) {
  waitingForFaye.push({ url, ready });
  hookAll();
  if (waitingForFaye.length && document.readyState === "complete") loadFaye();
}

/** The page has not included the client: the hub has it at its url. */
function loadFaye() {
  if (global.Faye || !waitingForFaye.length || loadFaye.begun) return;
  loadFaye.begun = true;
  const script = document.createElement("script");
  script.src = waitingForFaye[0].url.replace(/[?#].*$/, "").replace(/\/$/, "") + "/client.js";
  script.onerror = () => {
    loadFaye.begun = false;
    complain('there is no Faye client. Include it before this script: <script src="' + script.src + '"></script>');
  };
  document.head.appendChild(script);
}

/** Sees a global at its definition, also in a script of the page itself, and is a plain property from then on. */
function awaitGlobal(name) {
  const present = Object.getOwnPropertyDescriptor(global, name);
  // Chromium has a `scheduler` and a `Scheduler` of its own, which the widget's will replace.
  const { attachEvent, getSchedulerInstance } = present ? global[name] || {} : {};
  const own = /^scheduler$/i.test(name) && !attachEvent && !getSchedulerInstance;
  if (present && !(own && present.configurable)) return;
  Object.defineProperty(global, name, {
    configurable: true,
    get: () => present && (present.get ? present.get.call(global) : present.value),
    set(value) {
      Object.defineProperty(global, name, { value, configurable: true, enumerable: true, writable: true });
      hookAll();
      Promise.resolve().then(hookAll); // up to 5.3 its script goes on with the rest
    },
  });
}

hookAll();
["dataProcessor", "scheduler", "gantt", "Scheduler", "Gantt"].forEach(awaitGlobal);
document.addEventListener("load", hookAll, true); // any script, image, … of the page
document.addEventListener("DOMContentLoaded", hookAll);
global.addEventListener("load", () => {
  hookAll();
  loadFaye();
});

/** For pages that import their widgets as modules: `LiveUpdates.hook(scheduler)`. */
global.LiveUpdates = { hook };
