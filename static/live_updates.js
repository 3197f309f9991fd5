/*
 * live_updates.js: gives every DHTMLX data processor the method live_updates(url[, options]), so that pages which show
 * the same data stay in step. What a page has saved it tells the hub; what others have saved appears without being
 * saved again.
 *
 *   <script src="/liveUpdates/client.js"></script>
 *   <script src="/liveUpdates/live_updates.js"></script>
 *
 *   const live = dp.live_updates("/liveUpdates", { publish: "/broadcast", subscribe: "/update", publishOnly: false });
 *   dp.attachEvent("onLiveUpdate", (status, sid, tid, data) => …);          // false: do without this change
 *   dp.attachEvent("onLiveUpdateCollision", (sid, tid, status, data) => …); // being edited; false: close the editor
 *   dp.attachEvent("onLiveUpdateConnection", state => …);                   // "connected", "disconnected"
 *   live.stop();
 *
 * A message: {sid, tid, status, data, kind, origin, at}. sid: id before the save, tid: id after it, status: the back
 * end's word, data: the whole record, kind: "event", "task", "link", …, origin: which data processor speaks, at: when it
 * was saved. The vendor's file, which older pages may have, knows only the first four.
 */
(function (global) {
  "use strict";

  const GATHER = 60; // ms without a message after which those that came are drawn, all at once
  const FEW = 20; // messages; of more, the next piece may take longer
  const GATHER_MOST = 1000; // ms after which they are drawn although more keep coming
  const RETRY = 200; // ms between looks at what has to wait
  const CROSSING = 2000; // ms within which changes of two pages may have crossed
  const PATIENCE = 10000; // ms that a message waits for an own save; an answer may never come

  // ---- dates: wall-clock strings, so that no time zone shifts them -------------------------------------------------

  const DATE_PARTS = { Y: 0, m: 1, n: 1, d: 2, j: 2, H: 3, G: 3, i: 4, s: 5 };
  const USUAL_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%m/%d/%Y", "%d.%m.%Y"]
    .reduce((all, day) => all.concat([day + " %H:%i:%s", day + " %H:%i", day]), []);
  const readers = {};

  /** A function from text of just this format to a Date, else null. Names and AM/PM are the widget's job. */
  function reader(format) {
    const parts = [];
    const source = format.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/%([a-zA-Z])/g, (token, letter) => {
      parts.push(DATE_PARTS[letter]);
      return letter === "Y" ? "(\\d{4})" : "(\\d{1,2})";
    });
    const pattern = new RegExp("^" + source + "$");
    return text => {
      const found = !parts.includes(undefined) && pattern.exec(text);
      if (!found) return null;
      const at = [1970, 1, 1, 0, 0, 0];
      parts.forEach((part, i) => { at[part] = Number(found[i + 1]); });
      const date = new Date(at[0], at[1] - 1, at[2], at[3], at[4], at[5]);
      return date.getMonth() === at[1] - 1 ? date : null;
    };
  }

  /** Reads the page's own formats first: "05-11-2027" is in May or in November. */
  function parseDate(text, widget) {
    if (typeof text !== "string") return new Date(text);
    if (/^\d{4}-\d\d-\d\dT\d/.test(text)) return new Date(text);
    const { api_date: api, xml_date: xml, date_format: own } = widget.config;
    for (const format of [api, xml, own, ...USUAL_FORMATS]) {
      if (typeof format !== "string") continue;
      readers[format] = readers[format] || reader(format);
      const date = readers[format](text);
      if (date) return date;
    }
    const { parse_date: parse, xml_date: parseOld } = widget.templates;
    return (parse || parseOld)(text);
  }

  function formatDate(date, widget) {
    return widget.date.date_to_str(widget.config.api_date || "%d-%m-%Y %H:%i")(date);
  }

  const isDate = value => Object.prototype.toString.call(value) === "[object Date]";

  /** Copy of a record as it travels: all own properties that JSON can carry. */
  function pack(record, widget, dateFields) {
    const data = {};
    Object.keys(record).forEach(key => {
      const value = record[key];
      if (typeof value === "function" || key.startsWith("$")) return;
      if (isDate(value) && isNaN(value)) return;
      if (isDate(value)) data[key] = dateFields.includes(key) ? formatDate(value, widget) : value.toISOString();
      else if (value && typeof value === "object") {
        try {
          data[key] = JSON.parse(JSON.stringify(value));
        } catch (circular) { /* a widget's bookkeeping */ }
      } else data[key] = value;
    });
    return data;
  }

  /** The other way: what a widget keeps for itself (`_timed`, `!nativeeditor_status`) is this page's own business. */
  function unpack(data, widget, dateFields, present) {
    const record = {};
    Object.keys(data).forEach(key => {
      if (/^[_$!]/.test(key)) return;
      const value = data[key];
      const date = dateFields.includes(key) || isDate(present && present[key]);
      if (date && value !== "" && value !== null && value !== undefined) {
        const read = parseDate(value, widget);
        if (!isNaN(read)) record[key] = read;
      } else record[key] = value;
    });
    return record;
  }

  // ---- adapters: what the core needs to know of a widget -----------------------------------------------------------
  // kinds: those it shows, the likeliest first; kindNow(): kind of the record that is being saved
  // find(kind, id): the record, else null; pack(record, state): as it travels
  // insert, update, remove: called inside batch(work), which draws once; marker(data): is it a removed occurrence?
  // editing, closeEditor, keepAsNew, dragging: of the record with that id

  const same = (a, b) => a !== undefined && a !== null && String(a) === String(b);
  const filled = id => Boolean(id) && String(id) !== "0";

  function schedulerAdapter(scheduler, dp) {
    const dates = ["start_date", "end_date", "original_start"];
    const find = (kind, id) => scheduler.getEvent(id) || null;
    const occurrenceOf = record => record.event_pid || record.recurring_event_id;
    // An occurrence that the lightbox shows has the id "<series>#<start>".
    const edits = (open, id) => same(open, id) || String(open).startsWith(id + "#");

    /** As loading does: `addEvent` has no silent form, and would compute the end of a series anew. */
    function store(record) {
      if (scheduler.callEvent("onEventLoading", [record]) === false) return;
      scheduler.addEvent(record);
    }

    function discard(id) {
      scheduler.deleteEvent(id, true);
      delete scheduler._events[id]; // a changed occurrence stays as the mark of a removed one
    }

    function discardOccurrences(id) {
      Object.keys(scheduler._events).forEach(other => {
        const record = scheduler._events[other];
        if (record && !other.includes("#") && same(occurrenceOf(record), id)) discard(other);
      });
      ["_rec_markers", "_rec_markers_pull"].forEach(name => {
        const marks = scheduler[name] || {};
        delete marks[id];
        Object.keys(marks).forEach(key => { if (same(marks[key].event_pid, id)) delete marks[key]; });
      });
    }

    return {
      kinds: ["event"],
      kindNow: () => "event",
      find,
      pack: record => pack(record, scheduler, dates),
      marker: data => filled(data.event_pid) || filled(data.recurring_event_id),
      asMarker: data => Object.assign(data, "recurring_event_id" in data ? { deleted: true }
        : { rec_type: "none", rec_pattern: "none" }),
      insert(kind, id, data) {
        store(Object.assign(unpack(data, scheduler, dates), { id }));
      },
      update(kind, id, data) {
        const record = scheduler.getEvent(id);
        const change = unpack(data, scheduler, dates, record);
        delete change.id;
        Object.assign(record, change);
        if (record.rec_type === "") record.rec_pattern = "";
        // Up to 6.0 the acting page and the back end drop the exceptions of a series that was changed.
        if (record.rec_type && !filled(record.event_pid)) discardOccurrences(id);
        const { lightbox_id: open } = scheduler.getState();
        const length = record.rec_type ? record.event_length : record.rrule && record.duration;
        store(record);
        if (same(open, id) && length && record._end_date) {
          // The open form shows the first occurrence; the end of the series is kept beside it.
          record._end_date = record.end_date;
          record.end_date = new Date(record.start_date.valueOf() + length * 1000);
        }
      },
      remove(kind, id) {
        discard(id);
        discardOccurrences(id);
      },
      editing(kind, id) {
        const { lightbox_id: open, editor_id: inline } = scheduler.getState();
        return Boolean((open && edits(open, id)) || (inline && edits(inline, id)));
      },
      closeEditor() {
        if (scheduler.getState().lightbox_id) scheduler.cancel_lightbox();
        else scheduler.editStop(false);
      },
      /** What is typed stays, and saving it makes a new record of it. */
      keepAsNew() {
        const { lightbox_id: open, editor_id: inline } = scheduler.getState();
        const record = scheduler.getEvent(open || inline);
        scheduler._rec_temp = (scheduler._rec_temp || []).filter(other => other !== record);
        scheduler.changeEventId(record.id, scheduler.uid());
        if (record.recurring_event_id) record.recurring_event_id = record.original_start = null;
        if (filled(record.event_pid)) record.event_pid = 0;
        record[dp.action_param] = "";
        scheduler._new_event = record.id;
      },
      dragging: (kind, id) => same(scheduler.getState().drag_id, id),
      batch(work) {
        const { editor_id: inline } = scheduler.getState();
        const typed = inline && scheduler._editor && scheduler._editor.value;
        const { _loading: loading, _not_render: hidden } = scheduler;
        scheduler._loading = scheduler._not_render = true;
        try {
          work();
        } finally {
          scheduler._not_render = hidden;
          if (scheduler.getState().mode) scheduler.render_view_data();
          scheduler._loading = loading;
        }
        // Drawing has put a new input in the place of the one in which somebody types.
        const { _editor: editor } = scheduler;
        if (typeof typed === "string" && editor) editor.value = typed;
      },
    };
  }

  function ganttAdapter(gantt, dp) {
    const dates = ["start_date", "end_date", "constraint_date", "deadline"];
    const uses = {
      task: { exists: "isTaskExists", get: "getTask", add: "addTask", update: "updateTask", remove: "deleteTask" },
      link: { exists: "isLinkExists", get: "getLink", add: "addLink", update: "updateLink", remove: "deleteLink" },
    };
    const call = (kind, verb, ...args) => gantt[uses[kind][verb]](...args);
    const find = (kind, id) => (uses[kind] && call(kind, "exists", id) ? call(kind, "get", id) : null);

    /** `target`: the task to stand before, or "next:" and the one to stand behind. */
    function place(id, { target, parent: own }) {
      if (same(target, own)) return; // so 4.2 says that it is an only child
      const [, behind, other] = /^(next:)?(.*)$/.exec(String(target));
      if (!find("task", other) || same(other, id)) return;
      const task = gantt.getTask(id);
      const parent = gantt.getParent(other);
      const siblings = gantt.getChildren(parent).filter(each => !same(each, task.id));
      const index = siblings.findIndex(each => same(each, other)) + (behind ? 1 : 0);
      gantt.moveTask(task.id, index, parent);
    }

    return {
      kinds: ["task", "link"],
      kindNow: () => String(dp._ganttMode || "task").replace(/s$/, ""), // 4.2: "tasks"
      find,
      /** A task remembers where it was put last; that is news only while it is being put there. */
      pack(record, state) {
        const data = pack(record, gantt, dates);
        if (state !== "order" && "parent" in data) delete data.target;
        return data;
      },
      marker: () => false,
      insert(kind, id, data) {
        const record = Object.assign(unpack(data, gantt, dates), { id });
        call(kind, "add", record, ...(kind === "task" ? [record.parent] : []));
        if (kind === "task" && data.target) place(id, data);
      },
      update(kind, id, data, status) {
        const record = find(kind, id);
        const change = unpack(data, gantt, dates, record);
        const moved = kind === "task" && "parent" in change && !same(gantt.getParent(id), change.parent);
        const parent = filled(change.parent) && find("task", change.parent) ? change.parent : gantt.config.root_id;
        delete change.id;
        if (kind === "task") delete change.target;
        if (moved) delete change.parent;
        Object.assign(record, change);
        if (moved) gantt.moveTask(record.id, -1, parent);
        if (kind === "task" && data.target) place(id, data);
        call(kind, "update", record.id);
      },
      remove(kind, id) {
        // 10 asks the back end first when so configured, and leaves the task until it has answered.
        if (kind === "task" && dp.deleteAfterConfirmation) gantt.silent(() => gantt.deleteTask(id));
        else call(kind, "remove", id);
      },
      editing: (kind, id) => kind === "task" && same(gantt.getState().lightbox, id),
      closeEditor: () => gantt.hideLightbox(),
      keepAsNew(kind, id) {
        gantt.getChildren(id).slice().forEach(child => gantt.deleteTask(child));
        const task = gantt.getTask(id);
        (task.$source || []).concat(task.$target || []).forEach(link => gantt.deleteLink(link));
        gantt.changeTaskId(task.id, gantt.uid());
        task.$new = true;
      },
      dragging: (kind, id) => kind === "task" && same(gantt.getState().drag_id, id),
      batch(work) {
        // batchUpdate and the deletion of a branch end by sending all that is not saved, but not in mode "off".
        const { updateMode, dnd } = dp;
        dp.setUpdateMode("off", dnd);
        try {
          gantt.batchUpdate(work);
        } finally {
          dp.setUpdateMode(updateMode, dnd);
        }
      },
    };
  }

  // Grid, Tree, DataView: by their documented methods alone.
  const plain = {
    pack: record => record,
    marker: () => false,
    editing: () => false,
    dragging: () => false,
    batch(work) { work(); },
  };

  function gridAdapter(grid, dp) {
    const columns = () => Array.from({ length: grid.getColumnsNum() }, (none, i) => i);
    return Object.assign({}, plain, {
      kinds: ["row"],
      kindNow: () => "row",
      find: (kind, id) => (grid.doesRowExist(id) ? { data: columns().map(i => grid.cells(id, i).getValue()) } : null),
      insert(kind, id, data) { grid.addRow(id, data.data); },
      update(kind, id, data) { data.data.forEach((value, i) => grid.cells(id, i).setValue(value)); },
      remove(kind, id) {
        grid.setUserData(id, dp.action_param, "true_deleted"); // else the data processor keeps it until it is saved
        grid.deleteRow(id);
      },
    });
  }

  function treeAdapter(tree, dp) {
    return Object.assign({}, plain, {
      kinds: ["node"],
      kindNow: () => "node",
      find: (kind, id) => (exists(id) ? { text: tree.getItemText(id), parent: String(tree.getParentId(id)) } : null),
      insert(kind, id, data) { tree.insertNewItem(data.parent, id, data.text); },
      update(kind, id, data) {
        if (!same(tree.getParentId(id), data.parent)) tree.moveItem(id, "item_child", data.parent);
        tree.setItemText(id, data.text);
      },
      remove(kind, id) {
        tree.setUserData(id, dp.action_param, "true_deleted");
        tree.deleteItem(id, false);
      },
    });

    function exists(id) {
      const index = tree.getIndexById(id);
      return index !== null && index !== undefined && index !== false && index !== -1;
    }
  }

  function listAdapter(list) {
    const item = id => (list.item ? list.item(id) : list.get(id));
    return Object.assign({}, plain, {
      kinds: ["item"],
      kindNow: () => "item",
      find: (kind, id) => (list.exists(id) ? item(id) : null),
      pack: record => pack(record, list, []),
      insert(kind, id, data) { list.add(Object.assign({}, data, { id })); },
      update(kind, id, data) {
        const record = item(id);
        Object.assign(record, data, { id: record.id });
        if (list.update) list.update(id, record);
        else list.refresh(id);
      },
      remove(kind, id) { list.remove(id); },
    });
  }

  function adapterOf(dp) {
    const widget = dp.$scheduler || dp.$gantt || dp.obj; // 6.0 and later name it by what it is
    if (!widget) return null;
    const make = widget.addTask ? ganttAdapter : widget.addEvent && widget.getEvent ? schedulerAdapter
      : widget.doesRowExist ? gridAdapter : widget.insertNewItem ? treeAdapter : widget.exists ? listAdapter : null;
    return make && make(widget, dp);
  }

  /** What a message without kind is about, by the shape of its record; null when it has none, as after a delete. */
  function kindByShape(data) {
    const has = name => data[name] !== undefined;
    if (Array.isArray(data.data)) return "row";
    if (has("source") && has("target")) return "link";
    const task = has("parent") && has("duration") && !has("rec_type") && !has("rrule");
    if (has("start_date")) return task ? "task" : "event";
    if (has("text") && has("parent")) return "node";
    return Object.keys(data).length ? "item" : null;
  }

  // ---- core: one session for each data processor -------------------------------------------------------------------

  const sessions = new Set();

  function verb(status) {
    if (/^insert/.test(status)) return "insert";
    if (/^delete/.test(status)) return "delete";
    return /^(error|invalid|collision)$/.test(status) ? null : "update";
  }

  class Session {
    constructor(dp, url, options) {
      this.dp = dp;
      this.url = url;
      const usual = { publish: "/broadcast", subscribe: "/update", publishOnly: false, client: {} };
      this.options = Object.assign(usual, options);
      this.origin = Math.random().toString(36).slice(2, 12) + Date.now().toString(36);
      this.sent = {}; // by kind and id: state and record as they were when the save began
      this.waiting = []; // messages yet to be applied, in order
      this.gone = {}; // deleted here by others: an update that comes late must not bring them back
      this.unsent = []; // publications from before there was a client
      this.latest = {}; // by kind and id: which message was the latest
    }

    start() {
      const { dp } = this;
      sessions.add(this);
      this.handlers = [
        dp.attachEvent("onBeforeUpdate", (id, state) => this.remember(id, state)),
        dp.attachEvent("onAfterUpdate", (sid, status, tid) => this.saved(sid, status, tid)),
        dp.attachEvent("onDestroy", () => { this.stop(); return true; }),
      ];
      this.watchAnswers();
      whenFaye(this.url, () => { if (!this.stopped) this.connect(); });
      return this;
    }

    /** Ends it; `live_updates` may be called again. */
    stop() {
      if (this.stopped) return;
      this.stopped = true;
      clearTimeout(this.timer);
      sessions.delete(this);
      this.handlers.forEach(id => this.dp.detachEvent(id));
      if (this.client) this.client.disconnect();
    }

    /** A client of its own: a hub may spare a client what it said itself, but the page's other widgets have to know. */
    connect() {
      const { url, dp, options } = this;
      this.client = new global.Faye.Client(url, options.client);
      this.client.bind("transport:up", () => dp.callEvent("onLiveUpdateConnection", ["connected"]));
      this.client.bind("transport:down", () => dp.callEvent("onLiveUpdateConnection", ["disconnected"]));
      if (options.publishOnly) this.client.connect();
      else this.failing(this.client.subscribe(options.subscribe, message => this.receive(message)), "hears nothing");
      this.unsent.splice(0).forEach(message => this.publish(message));
    }

    failing(outcome, consequence) {
      const tell = error => complain("the page " + consequence + ":", error && error.message);
      if (outcome && outcome.errback) outcome.errback(tell);
    }

    /** Sees each answer before the data processor does. */
    watchAnswers() {
      const session = this;
      const { afterUpdate } = this.dp;
      if (!afterUpdate) return;
      this.dp.afterUpdate = function (...args) {
        const at = args.findIndex(arg => arg && arg.xmlDoc);
        // Scheduler 4.4 and Gantt take an answer with a bad status for saved if it can be read.
        session.httpStatus = at < 0 ? 0 : args[at].xmlDoc.status;
        if (session.httpStatus === 200 && !session.stopped) args[at] = session.readable(args[at], args[at + 1]);
        try {
          return afterUpdate.apply(this, args);
        } finally {
          session.httpStatus = 0;
        }
      };
    }

    /** Answers of a plain REST back end: {id} to a POST, which no version takes for the new id; "", unread by 4.4. */
    readable(answer, ids) {
      const { responseText: text, status } = answer.xmlDoc;
      const inserted = Object.keys(this.sent).map(key => this.sent[key])
        .some(({ id, state }) => state === "inserted" && ids && ids.length === 1 && same(id, ids[0]));
      let tag = null;
      try {
        tag = JSON.parse(text === "" ? "{}" : text);
      } catch (xml) { /* has ids of its own */ }
      const renames = inserted && tag && filled(tag.id) && tag.tid === undefined;
      if (text !== "" && !renames) return answer;
      const responseText = JSON.stringify(renames ? Object.assign(tag, { tid: tag.id }) : tag);
      return Object.create(answer, { xmlDoc: { value: { status, responseText } } });
    }

    /** What is sent may be gone from the widget when it is answered: the mark of a removed occurrence is. */
    remember(id, state) {
      const adapter = adapterOf(this.dp);
      if (!adapter) return true;
      const kind = adapter.kindNow();
      const key = kind + ":" + id;
      const record = adapter.find(kind, id);
      this.sent[key] = { kind, id, state, data: record && adapter.pack(record, state) };
      // What came during the dragging that ends here, or just before this edit, was saved before it.
      this.waiting = this.waiting.filter(({ message }) => {
        const change = this.understand(message, adapter);
        return !change || change.does !== "update" || change.key !== key;
      });
      return true;
    }

    saved(sid, status, tid) {
      const adapter = adapterOf(this.dp);
      if (!adapter) return true;
      const kind = adapter.kindNow();
      const key = kind + ":" + sid;
      const { state, data: before } = this.sent[key] || {};
      if (!this.saving(kind, sid)) delete this.sent[key]; // else a later edit is already on its way
      if (this.waiting.length) this.schedule(0);
      const does = verb(status);
      if (does && !(this.httpStatus >= 400)) {
        const record = adapter.find(kind, tid) || adapter.find(kind, sid);
        let data = record ? adapter.pack(record, state) : Object.assign({}, before);
        if (does === "delete") {
          data = adapter.marker(data) && (record || state !== "deleted") ? adapter.asMarker(data) : {};
        }
        if (data.id !== undefined) data.id = tid;
        const subject = kind + ":" + tid;
        const at = Math.max(Date.now(), (this.latest[subject] || { at: 0 }).at + 1); // clocks differ
        this.note(subject, { at, origin: this.origin });
        this.publish({ sid, tid, status, data, kind, origin: this.origin, at });
      }
      return true;
    }

    publish(message) {
      if (!this.client) this.unsent.push(message);
      else this.failing(this.client.publish(this.options.publish, message), "could not tell the others of a change");
    }

    receive(message) {
      if (!message || typeof message !== "object" || message.origin === this.origin) return;
      const adapter = adapterOf(this.dp);
      const change = adapter && this.understand(message, adapter);
      const late = change && !this.note(change.key, message);
      // While the own change is being saved: the back end gets it after this one, and the others will see it so.
      if (change && change.does === "update" && (late || this.saving(change.kind, change.id))) return;
      this.waiting.push({ message, since: Date.now() });
      const first = this.firstArrival = this.firstArrival || Date.now();
      const pause = this.waiting.length > FEW ? 3 * GATHER : GATHER;
      this.schedule(Math.min(pause, Math.max(0, first + GATHER_MOST - Date.now())));
    }

    /**
     * Whether a message is not older than the latest about that record. When two pages change it at the same time, the
     * messages cross, and all pages have to agree which one counts.
     */
    note(key, { at, origin }) {
      if (typeof at !== "number") return true;
      const known = this.latest[key];
      const older = known && (at < known.at || (at === known.at && origin < known.origin));
      if (older) return Date.now() - known.heard > CROSSING;
      this.latest[key] = { at, origin, heard: Date.now() };
      return true;
    }

    schedule(delay) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.applyWaiting(), delay);
    }

    applyWaiting() {
      const adapter = adapterOf(this.dp);
      this.firstArrival = 0;
      const arrived = this.waiting.splice(0);
      if (!adapter) return; // no widget yet: it will load what is saved
      const held = {};
      const changes = [];
      arrived.forEach(entry => {
        const change = this.understand(entry.message, adapter);
        if (!change) return;
        if ((held[change.key] || this.mustWait(change, adapter)) && Date.now() - entry.since < PATIENCE) {
          held[change.key] = true;
          this.waiting.push(entry);
        } else if (this.permitted(change, adapter)) changes.push(change);
      });
      const all = () => changes.forEach(change => attempt(() => this.apply(change, adapter)));
      if (changes.length) this.dp.ignore(() => attempt(() => adapter.batch(all)));
      if (this.waiting.length) this.schedule(RETRY);
    }

    /** What a message asks for here, if anything: all widgets of a page hear all messages. */
    understand(message, adapter) {
      const { sid, tid, status } = message;
      const data = message.data && typeof message.data === "object" ? message.data : {};
      let does = verb(String(status));
      let kind = message.kind || kindByShape(data);
      if (!kind) {
        // The vendor's file says of a deleted record its id alone: whose it is only shows if no other widget has it.
        const owners = [...sessions].filter(session => session.kindOf(tid, sid));
        kind = owners.length === 1 && owners[0] === this && this.kindOf(tid, sid);
      }
      if (!does || !adapter.kinds.includes(kind)) return null;
      const present = adapter.find(kind, tid) ? tid : adapter.find(kind, sid) ? sid : undefined;
      const id = present !== undefined ? present : same(data.id, tid) ? data.id : tid;
      let record = data;
      if (does === "delete" && adapter.marker(data)) {
        record = adapter.asMarker(Object.assign({}, data));
        does = "update";
      }
      return { does, kind, id, key: kind + ":" + id, data: record, sid, tid, status };
    }

    kindOf(...ids) {
      const adapter = adapterOf(this.dp);
      return adapter && adapter.kinds.find(kind => ids.some(id => adapter.find(kind, id)));
    }

    mustWait({ does, kind, id }, adapter) {
      // The answer to an own insert may be on its way, with the id that this insert has.
      if (does === "insert") return this.inserting();
      return adapter.dragging(kind, id) || this.saving(kind, id);
    }

    /** Ids whose saves are unanswered. Gantt has a set for each kind and swaps them. */
    saving(kind, id) {
      const { dp } = this;
      const sets = Object.keys(dp.modes || {})
        .filter(mode => mode.replace(/s$/, "") === kind).map(mode => dp.modes[mode]._in_progress);
      if (adapterOf(dp).kindNow() === kind) sets.push(dp._in_progress);
      return sets.some(set => set && set[id]);
    }

    inserting() {
      return Object.keys(this.sent).map(key => this.sent[key])
        .some(({ kind, id, state }) => state === "inserted" && this.saving(kind, id));
    }

    /** Asks the page, outside of what is not recorded: its answer may be to change something. */
    permitted(change, adapter) {
      const { does, kind, id, data, sid, tid, status } = change;
      if (does === "insert" && adapter.find(kind, id)) return false;
      if (this.dp.callEvent("onLiveUpdate", [status, sid, tid, data]) === false) return false;
      if (adapter.editing(kind, id)) {
        const close = this.dp.callEvent("onLiveUpdateCollision", [sid, tid, status, data]) === false;
        if (close) adapter.closeEditor(kind, id);
        else if (does === "delete") change.keep = true;
      }
      return true;
    }

    apply({ does, kind, id, data, status, keep }, adapter) {
      const key = kind + ":" + id;
      const present = adapter.find(kind, id);
      if (does === "delete") {
        this.gone[key] = true;
        if (keep && present) adapter.keepAsNew(kind, id);
        if (adapter.find(kind, id)) adapter.remove(kind, id);
      } else if (!Object.keys(data).length) {
        return; // the vendor's oldest file looks for an inserted record under its former id, and finds none
      } else if (does === "update" && present) {
        adapter.update(kind, id, data, status);
      } else if (!present && (does === "insert" || !this.gone[key])) {
        delete this.gone[key];
        adapter.insert(kind, id, data);
      }
    }
  }

  function attempt(work) {
    try {
      work();
    } catch (error) {
      complain("a change of another page could not be shown", error);
    }
  }

  function complain(...words) {
    if (global.console) global.console.error("live_updates:", ...words);
  }

  // ---- hooks: scripts come in any order ----------------------------------------------------------------------------

  /** Becomes a method of every data processor. */
  function live_updates(url, options) {
    const { $liveUpdates: present } = this;
    if (present && !present.stopped && present.url === url) return present;
    if (present) present.stop();
    this.$liveUpdates = new Session(this, url, options);
    return this.$liveUpdates.start();
  }

  function hookPrototype(prototype) {
    if (!prototype || !prototype.setUpdated) return false;
    prototype.live_updates = live_updates;
    return true;
  }

  /** Gantt 5 and later hand out a function in place of the class: an instance leads to it. */
  function hookClass(Class) {
    if (typeof Class !== "function" || hookPrototype(Class.prototype)) return;
    try {
      hookPrototype(Object.getPrototypeOf(new Class("")));
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
})(window);
