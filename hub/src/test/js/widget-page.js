// An application's page with genuine widgets, as the tests drive it: the page's HTML sets `setup` and calls start().
// Dates are given and told as 'YYYY-MM-DD hh:mm' on the page's own clock.
const saved = []; // [sid, action, tid] of every answered save
const changes = []; // [status, sid, tid] of every onLiveUpdate
const collisions = []; // [sid, tid, status] of every onLiveUpdateCollision
const connections = []; // what onLiveUpdateConnection said
const trouble = []; // what went wrong in the page's scripts
const answers = { liveUpdate: true, collision: true }; // what the handlers return
const processors = {}; // by the name of their widget
let dp; // of the page's first widget
let started = 0; // widgets
let subscribed = 0; // of them, as the server has confirmed

window.addEventListener('error', (event) => trouble.push(event.message));
window.addEventListener('unhandledrejection', (event) => trouble.push(String(event.reason)));

// Scripts under test speak through Faye.Client; the page only listens for when it is heard.
{
  const subscribe = Faye.Client.prototype.subscribe;
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

const DATES = ['start_date', 'end_date', 'original_start'];

function withDates(record) {
  const copy = { ...record };
  for (const key of DATES) if (typeof copy[key] === 'string') copy[key] = at(copy[key]);
  return copy;
}

function plain(record) {
  const copy = {};
  for (const key of Object.keys(record)) {
    if (typeof record[key] !== 'function' && !/^[_$!]/.test(key)) copy[key] = told(record[key]);
  }
  return copy;
}

function boxes(selector) {
  return [...document.querySelectorAll(selector)].filter((node) => node.getClientRects().length > 0).length;
}

// What is drawn of a Scheduler's events and occurrences, by their ids.
function drawnIds() {
  return [...document.querySelectorAll('.dhx_cal_event[event_id]')].map((node) => node.getAttribute('event_id')).sort();
}

// The same with the place of each.
function drawnBoxes() {
  return [...document.querySelectorAll('.dhx_cal_event[event_id]')]
    .map((node) => `${node.getAttribute('event_id')} at ${node.parentNode.getAttribute('data-column-index') || ''}${node.style.top}`).sort();
}

function dates(id) {
  const { start_date: start, end_date: end } = record(id);
  return `${start} ${end}`;
}

// The same few verbs for each widget.
const widgets = {
  scheduler: {
    start(options) {
      scheduler.config.first_hour = 7;
      scheduler.config.last_hour = 20;
      scheduler.config.details_on_create = true;
      scheduler.config.details_on_dblclick = true;
      scheduler.config.include_end_by = true;
      scheduler.config.prevent_cache = true;
      scheduler.config.xml_date = '%Y-%m-%d %H:%i';
      scheduler.config.load_date = '%Y-%m-%d %H:%i';
      if (options.apiDate) scheduler.config.api_date = options.apiDate;
      if (options.plugins && scheduler.plugins) {
        scheduler.plugins(Object.fromEntries(options.plugins.map((name) => [name, true])));
      }
      scheduler.init('scheduler', at(options.day || '2027-05-10'), options.view || 'week');
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
    drawn: (id) =>
      boxes(`.dhx_cal_event[event_id="${id}"], .dhx_cal_event_line[event_id="${id}"], .dhx_cal_event_clear[event_id="${id}"]`),
    occurrences: (id) => boxes(`.dhx_cal_event[event_id^="${id}#"], .dhx_cal_event_line[event_id^="${id}#"]`),
  },
  scheduler3: {
    start() {
      window.scheduler3 = new SchedulerStandIn('scheduler3');
    },
    add: (record) => scheduler3.addEvent(withDates(record)),
    change(id, fields) {
      const event = Object.assign(scheduler3.getEvent(id), withDates(fields));
      scheduler3.updateEvent(id);
      scheduler3.callEvent('onEventChanged', [id, event]);
    },
    remove: (id) => scheduler3.deleteEvent(id),
    get: (id) => scheduler3.getEvent(id),
    ids: () => scheduler3.ids().sort(),
    drawn: (id) => boxes(`#scheduler3 [item_id="${id}"]`),
  },
  gantt: {
    start(options) {
      gantt.config.xml_date = '%Y-%m-%d %H:%i';
      gantt.config.date_format = '%Y-%m-%d %H:%i';
      if (options.apiDate) gantt.config.api_date = options.apiDate;
      const day = at(options.day || '2027-05-12'); // all is within sight of it
      gantt.config.start_date = new Date(day.getFullYear(), day.getMonth(), day.getDate() - 3);
      gantt.config.end_date = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 8);
      gantt.config.duration_unit = 'minute';
      gantt.config.order_branch = true;
      gantt.config.open_tree_initially = true;
      gantt.config.columns[0].editor = { type: 'text', map_to: 'text' }; // its cells are edited in place, from 6 on
      gantt.attachEvent('onTaskCreated', (task) => { task.duration = 2 * 24 * 60; return true; });
      gantt.init('gantt');
    },
    add: (record) => gantt.addTask(withDates(record), record.parent),
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
    addLink: (link) => gantt.addLink(link),
    removeLink: (id) => gantt.deleteLink(id),
    getLink: (id) => (gantt.isLinkExists(id) ? gantt.getLink(id) : undefined),
    links: () => gantt.getLinks().map((link) => String(link.id)).sort(),
    linkDrawn: (id) => boxes(`.gantt_task_link[link_id="${id}"], .gantt_task_link[data-link-id="${id}"]`),
    // As when a row is dragged.
    move(id, index, parent) {
      gantt.moveTask(id, index, parent);
      gantt.callEvent('onRowDragEnd', [id, gantt.getTask(id).$drop_target]);
    },
    order: (parent) => gantt.getChildren(parent).map(String),
  },
  grid: {
    start() {
      window.grid = new GridStandIn('grid', ['text', 'price']);
    },
    add: (record) => grid.addRow(record.id || Date.now(), [record.text, record.price]),
    change(id, fields) {
      for (const [index, name] of grid.names.entries()) {
        if (name in fields) grid.cells(id, index).setValue(fields[name]);
      }
      dp.setUpdated(id, true);
    },
    remove: (id) => grid.deleteRow(id),
    get: (id) => (grid.doesRowExist(id) ? Object.fromEntries(grid.names.map((n, i) => [n, grid.cells(id, i).getValue()])) : undefined),
    ids: () => grid.ids().sort(),
    drawn: (id) => boxes(`#grid [item_id="${id}"]`),
  },
  tree: {
    start() {
      window.tree = new TreeStandIn('tree');
    },
    add: (record) => tree.insertNewItem(record.parent || 0, Date.now(), record.text),
    change(id, fields) {
      tree.setItemText(id, fields.text);
      dp.setUpdated(id, true);
    },
    remove: (id) => tree.deleteItem(id),
    get: (id) => (tree.node(id) ? tree.fields(id) : undefined),
    ids: () => tree.ids().sort(),
    drawn: (id) => boxes(`#tree [item_id="${id}"]`),
  },
  list: {
    start() {
      window.list = new ListStandIn('list');
    },
    add: (record) => list.add({ id: Date.now(), ...record }),
    change: (id, fields) => list.update(id, { ...list.item(id), ...fields }),
    remove: (id) => list.remove(id),
    get: (id) => (list.exists(id) ? list.item(id) : undefined),
    ids: () => list.ids().sort(),
    drawn: (id) => boxes(`#list [item_id="${id}"]`),
  },
};

let widget; // the page's first

function openForm(id) {
  (widget === widgets.gantt ? gantt : scheduler).showLightbox(id);
}

function formIsOpen() {
  return boxes('.dhx_cal_light, .gantt_cal_light') > 0;
}

function record(id) {
  const found = widget.get(id);
  return found ? plain(found) : null;
}

// What a page does that saves by itself: to the same back end, with fetch.
function routerOf({ url, router }) {
  const ask = async (entity, method, id, data) => {
    const path = url + (entity === 'event' ? '' : `${entity}/`) + (id || '');
    const answer = await fetch(path, { method, body: data && JSON.stringify(data) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  };
  const verbs = (entity) => ({
    create: (data) => ask(entity, 'POST', '', data),
    update: (data, id) => ask(entity, 'PUT', id, data),
    delete: (id) => ask(entity, 'DELETE', id),
  });
  if (router === 'object') return { event: verbs('event'), task: verbs('task'), link: verbs('link') };
  return (entity, action, data, id) => (action === 'update' ? verbs(entity).update(data, id)
    : verbs(entity)[action](action === 'delete' ? id : data));
}

function processorOf(options, target) {
  if (options.mode === 'CUSTOM') return target.createDataProcessor(routerOf(options));
  if (options.creates) {
    return target.createDataProcessor({ url: options.url, mode: options.mode });
  }
  return new dataProcessor(options.url);
}

function listen(processor) {
  processor.attachEvent('onAfterUpdate', (sid, action, tid) => { saved.push([String(sid), action, String(tid)]); return true; });
  processor.attachEvent('onLiveUpdate', (status, sid, tid) => {
    changes.push([status, String(sid), String(tid)]);
    return answers.liveUpdate;
  });
  processor.attachEvent('onLiveUpdateCollision', (sid, tid, status) => {
    collisions.push([String(sid), String(tid), status]);
    return answers.collision;
  });
  processor.attachEvent('onLiveUpdateConnection', (state) => { connections.push(state); return true; });
}

// options: what one widget of the page needs; see WidgetPage.
function start(options) {
  started++;
  widgets[options.widget].start(options);
  const target = window[options.widget];
  const processor = processorOf(options, target);
  processors[options.widget] = processor;
  listen(processor);
  if (window.oldLiveUpdates) oldLiveUpdates(processor);
  const live = () => processor.live_updates(options.hub, options.live);
  if (options.liveFirst) live();
  if (!options.creates) {
    processor.init(target);
    processor.setTransactionMode(options.mode, options.batch); // init has chosen POST
  }
  if (!options.liveFirst) live();
  if (!dp) {
    dp = processor;
    widget = widgets[options.widget];
  }
}
