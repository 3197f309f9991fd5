// An application's page with genuine widgets that are live by RemoteEvents, by live_updates.js or by both, as the tests
// drive it. Its HTML calls start(). Dates are given and told as 'YYYY-MM-DD hh:mm' on the page's own clock.
const trouble = []; // what went wrong in the page's scripts, or was complained of by a widget
const changes = []; // [status, tid] of every onLiveUpdate
const heard = []; // [name, value] of every event that is the application's own
const processors = {}; // by the name of their widget
let dp; // of the widget that it is about now
let widget;
let subscribed = 0; // widgets that Bayeux has confirmed

window.addEventListener('error', (event) => trouble.push(event.message));
window.addEventListener('unhandledrejection', (event) => trouble.push(String(event.reason)));
{
  const { error } = console;
  console.error = (...words) => {
    trouble.push(words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' '));
    error.apply(console, words);
  };
}

const sockets = []; // [when it was opened, when and with which code it was closed] of each, times in ms
window.WebSocket = class extends WebSocket {
  constructor(...args) {
    super(...args);
    const life = [performance.now()];
    sockets.push(life);
    this.addEventListener('close', ({ code }) => life.push(performance.now(), code));
  }
};

if (window.Faye) {
  const { subscribe } = Faye.Client.prototype;
  Faye.Client.prototype.subscribe = function (...args) {
    const subscription = subscribe.apply(this, args);
    subscription.then(() => { subscribed++; }, (error) => trouble.push('subscribe: ' + error.message));
    return subscription;
  };
}

function at(text) {
  const [year, month, day, hour, minute] = text.match(/\d+/g).map(Number);
  return new Date(year, month - 1, day, hour || 0, minute || 0);
}

function told(value) {
  if (!(value instanceof Date)) return value;
  const two = (number) => String(number).padStart(2, '0');
  return `${value.getFullYear()}-${two(value.getMonth() + 1)}-${two(value.getDate())} ${two(value.getHours())}:${two(value.getMinutes())}`;
}

function withDates(record) {
  const copy = { ...record };
  for (const key of ['start_date', 'end_date', 'original_start']) {
    if (typeof copy[key] === 'string') copy[key] = at(copy[key]);
  }
  return copy;
}

function boxes(selector) {
  return [...document.querySelectorAll(selector)].filter((node) => node.getClientRects().length > 0).length;
}

// The same few verbs for each widget. Date formats are the widget's own unless the page has chosen one.
const widgets = {
  scheduler: {
    start({ dateFormat, plugins }) {
      scheduler.config.first_hour = 7;
      scheduler.config.last_hour = 20;
      if (dateFormat) scheduler.config.date_format = scheduler.config.xml_date = dateFormat;
      if (plugins) scheduler.plugins(Object.fromEntries(plugins.map((name) => [name, true])));
      scheduler.init('scheduler', at('2027-05-10'), 'week');
    },
    add: (record) => scheduler.addEvent(withDates(record)),
    change(id, fields) {
      const event = Object.assign(scheduler.getEvent(id), withDates(fields));
      if (!id.includes('#')) scheduler.updateEvent(id);
      scheduler.callEvent('onEventChanged', [id, event]);
    },
    remove: (id) => scheduler.deleteEvent(id),
    get: (id) => scheduler.getEvent(id),
    ids: () => Object.keys(scheduler._events).filter((id) => !id.includes('#')).sort(),
    drawn: (id) => boxes(`.dhx_cal_event[event_id="${id}"]`),
  },
  gantt: {
    start({ dateFormat }) {
      if (dateFormat) gantt.config.date_format = gantt.config.xml_date = dateFormat;
      gantt.config.start_date = at('2027-05-09');
      gantt.config.end_date = at('2027-05-20');
      gantt.config.duration_unit = 'minute';
      gantt.config.open_tree_initially = true;
      gantt.init('gantt');
    },
    add: (record) => gantt.addTask(withDates({ open: true, ...record }), record.parent),
    change(id, fields) {
      const task = Object.assign(gantt.getTask(id), withDates(fields));
      if (fields.end_date) task.duration = gantt.calculateDuration(task.start_date, task.end_date);
      gantt.updateTask(id);
    },
    remove: (id) => gantt.deleteTask(id),
    get: (id) => (gantt.isTaskExists(id) ? gantt.getTask(id) : undefined),
    ids() {
      const ids = [];
      gantt.eachTask((task) => ids.push(String(task.id)));
      return ids.sort();
    },
    drawn: (id) => boxes(`.gantt_task_line[task_id="${id}"]`),
  },
};

function record(id) {
  const found = widget.get(id);
  if (!found) return null;
  return Object.fromEntries(Object.keys(found)
    .filter((key) => typeof found[key] !== 'function' && !/^[_$!]/.test(key)).map((key) => [key, told(found[key])]));
}

// A Scheduler's occurrences as they are drawn, by their ids.
function drawnIds() {
  return [...document.querySelectorAll('.dhx_cal_event[event_id]')].map((node) => node.getAttribute('event_id')).sort();
}

const links = {
  ids: () => gantt.getLinks().map((link) => String(link.id)).sort(),
  ends: (id) => { const { source, target, type } = gantt.getLink(id); return `${source} ${target} ${type}`; },
  drawn: (id) => boxes(`.gantt_task_link[link_id="${id}"], .gantt_task_link[data-link-id="${id}"]`),
};

function turnTo(name) {
  widget = widgets[name];
  dp = processors[name];
}

// options: what one widget of the page needs; see AppPage.
function start(options) {
  widgets[options.widget].start(options);
  const target = window[options.widget];
  const processor = options.creates ? target.createDataProcessor({ url: options.url, mode: options.mode })
    : new dataProcessor(options.url);
  processors[options.widget] = processor;
  processor.attachEvent('onLiveUpdate', (status, sid, tid) => { changes.push([status, String(tid)]); return true; });
  if (options.live) processor.live_updates(options.live, { publishOnly: Boolean(options.publishOnly) });
  if (!options.creates) {
    processor.init(target);
    processor.setTransactionMode(options.mode, false); // init has chosen POST
  }
  if (options.remote) {
    const { RemoteEvents, remoteUpdates } = target.ext.liveUpdates;
    const events = new RemoteEvents(options.remote, options.token);
    events.on(remoteUpdates);
    events.on(Object.fromEntries(options.names.map((name) => [name, (value) => heard.push([name, value])])));
  }
  if (!dp) turnTo(options.widget);
}
