const GATHER = 60; // ms without a message after which those that came are drawn, all at once
const FEW = 20; // messages; of more, the next piece may take longer
const GATHER_MOST = 1000; // ms after which they are drawn although more keep coming
const RETRY = 200; // ms between looks at what has to wait
const CROSSING = 2000; // ms within which changes of two pages may have crossed
const MOST_UNSENT = 1000; // publications that wait for the client script
const PATIENCE = 10000; // ms that a message waits for an own save; an answer may never come

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
    Object.keys(options || {}).forEach(name => {
      if (!usual.hasOwnProperty(name)) throw new Error("Unrecognized option: " + name);
    });
    this.options = Object.assign(usual, options);
    this.origin = Math.random().toString(36).slice(2, 12) + Date.now().toString(36);
    this.sent = new Recent(); // by kind and id: state and record as they were when the save began
    this.waiting = []; // messages yet to be applied, in order
    this.gone = new Recent(); // deleted here by others: an update that comes late must not bring them back
    this.unsent = []; // publications from before there was a client
    this.latest = new Recent(); // by kind and id: which message was the latest
  }

  start() {
    sessions.add(this);
    this.handlers = [
      this.on("onBeforeUpdate", (id, state) => this.remember(id, state)),
      this.on("onAfterUpdate", (sid, status, tid) => this.saved(sid, status, tid)),
      this.on("onDestroy", () => this.stop()),
    ];
    this.watchAnswers();
    whenFaye(this.url, () => { if (!this.stopped) this.connect(); });
    return this;
  }

  /** Saving goes on, whatever happens here. */
  on(event, handler) {
    return this.dp.attachEvent(event, (...args) => {
      attempt(() => handler(...args));
      return true;
    });
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

  /** Sees each answer before the data processor does; once for all sessions of its life. */
  watchAnswers() {
    const { dp } = this;
    const { afterUpdate } = dp;
    if (!afterUpdate || afterUpdate.watched) return;
    dp.afterUpdate = function (...args) {
      const session = dp.$liveUpdates;
      if (session.stopped) return afterUpdate.apply(this, args);
      const at = args.findIndex(arg => arg && arg.xmlDoc);
      // Scheduler 4.4 and Gantt take an answer with a bad status for saved if it can be read.
      session.httpStatus = at < 0 ? 0 : args[at].xmlDoc.status;
      if (session.httpStatus >= 200 && session.httpStatus < 300) args[at] = session.readable(args[at], args[at + 1]);
      try {
        return afterUpdate.apply(this, args);
      } finally {
        session.httpStatus = 0;
        attempt(() => session.sent.forEach((save, key) => session.settle(key, save)));
      }
    };
    dp.afterUpdate.watched = true;
  }

  /** Answers of a plain REST back end: {id} to a POST, which no version takes for the new id; "", unread by 4.4. */
  readable(answer, ids) {
    const { responseText: text, status } = answer.xmlDoc;
    const inserted = [...this.sent.values()]
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
    if (!adapter) return;
    const kind = adapter.kindNow();
    const key = kind + ":" + id;
    const record = adapter.find(kind, id);
    const { replaces } = this.sent.get(key) || {};
    const save = { kind, id, state, data: record && adapter.pack(record, state), replaces };
    this.sent.set(key, save);
    // What came during the dragging that ends here, or just before this edit, was saved before it.
    this.waiting = this.waiting.filter(({ message }) => {
      const change = this.understand(message, adapter);
      const older = change && change.does === "update" && change.key === key;
      if (older) save.replaces = message;
      return !older;
    });
  }

  saved(sid, status, tid) {
    const adapter = adapterOf(this.dp);
    if (!adapter) return;
    const kind = adapter.kindNow();
    const key = kind + ":" + sid;
    const save = this.sent.get(key) || {};
    const { state, data: before } = save;
    const does = verb(status);
    const taken = does && !(this.httpStatus >= 400);
    if (taken) save.replaces = null;
    this.settle(key, this.sent.get(key));
    if (this.waiting.length) this.schedule(0);
    if (taken) {
      const record = adapter.find(kind, tid) || adapter.find(kind, sid);
      let data = record ? adapter.pack(record, state) : Object.assign({}, before);
      if (does === "delete") {
        data = adapter.marker(data) && (record || state !== "deleted") ? adapter.asMarker(data) : {};
      }
      if (data.id !== undefined) data.id = tid;
      const subject = kind + ":" + tid;
      const at = Math.max(Date.now(), (this.latest.get(subject) || { at: 0 }).at + 1); // clocks differ
      this.note(subject, { at, origin: this.origin });
      this.publish({ sid, tid, status, data, kind, origin: this.origin, at });
    }
  }

  /** Forgets a save that has ended. What was kept back for it, if it failed, is what the back end has: it is shown now. */
  settle(key, save) {
    if (!save || this.saving(save.kind, save.id)) return; // perhaps a later edit, already on its way
    this.sent.delete(key);
    if (save.replaces) this.wait(save.replaces);
  }

  publish(message) {
    if (!this.client && this.unsent.length < MOST_UNSENT) this.unsent.push(message);
    else if (!this.client) complain("there is no client yet, and too much to tell the others");
    else this.failing(this.client.publish(this.options.publish, message), "could not tell the others of a change");
  }

  receive(message) {
    if (this.stopped || !message || message.origin === this.origin) return;
    const adapter = adapterOf(this.dp);
    const change = adapter && this.understand(message, adapter);
    const late = change && !this.note(change.key, message);
    // While the own change is being saved: the back end gets it after this one, and the others will see it so.
    if (change && change.does === "update") {
      const saving = this.saving(change.kind, change.id);
      const save = saving && !late && this.sent.get(change.key);
      if (save) save.replaces = message;
      if (saving || late) return;
    }
    this.wait(message);
  }

  wait(message) {
    this.waiting.push({ message, since: now() });
    const first = this.firstArrival = this.firstArrival || now();
    const pause = this.waiting.length > FEW ? 3 * GATHER : GATHER;
    this.schedule(Math.min(pause, Math.max(0, first + GATHER_MOST - now())));
  }

  /**
   * Whether a message is not older than the latest about that record. When two pages change it at the same time, the
   * messages cross, and all pages have to agree which one counts.
   */
  note(key, { at, origin }) {
    if (!Number.isSafeInteger(at)) return true; // larger ones have no successor
    const known = this.latest.get(key);
    const older = known && (at < known.at || (at === known.at && origin < known.origin));
    if (older) return now() - known.heard > CROSSING;
    this.latest.set(key, { at, origin, heard: now() });
    return true;
  }

  schedule(delay) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.applyWaiting(), delay);
  }

  applyWaiting() {
    const adapter = adapterOf(this.dp);
    this.firstArrival = 0;
    const arrived = this.waiting.splice(0);
    if (!adapter) return; // no widget yet: it will load what is saved
    const changes = this.due(arrived, adapter);
    const all = () => changes.forEach(change => attempt(() => this.apply(change, adapter)));
    if (changes.length) this.dp.ignore(() => attempt(() => adapter.batch(all)));
    if (this.waiting.length) this.schedule(RETRY);
  }

  /** What the arrived messages change now; the others go on waiting. */
  due(arrived, adapter) {
    const changes = [];
    const fates = new Map(); // by key: what the last of the changes does
    const held = new Set();
    let insertHeld = false; // anything after it may be about it: a move under a new task
    arrived.forEach(entry => attempt(() => {
      const change = this.understand(entry.message, adapter);
      if (!change) {
        // The record may be among these.
        const may = !entry.asked && (insertHeld || changes.length) && !kindOfMessage(entry.message);
        entry.asked = !insertHeld;
        if (may) this.waiting.push(entry);
        return;
      }
      const { does, key } = change;
      if ((insertHeld || held.has(key) || this.mustWait(change, adapter)) && now() - entry.since < PATIENCE) {
        held.add(key);
        insertHeld = insertHeld || does === "insert";
        this.waiting.push(entry);
        return;
      }
      const present = fates.has(key) ? fates.get(key) !== "delete" : adapter.find(change.kind, change.id);
      if ((does === "insert" && present) || !this.permitted(change, adapter)) return;
      fates.set(key, does);
      changes.push(change);
    }));
    return changes;
  }

  /** What a message asks for here, if anything: all widgets of a page hear all messages. */
  understand(message, adapter) {
    const { status } = message;
    const [sid] = [message.sid, message.tid].filter(isId);
    const [tid] = [message.tid, message.sid].filter(isId);
    if (tid === undefined || typeof status !== "string" || !status) return null;
    const data = dataOf(message);
    let does = verb(status);
    let kind = kindOfMessage(message);
    if (!kind) {
      // The vendor's file says of a deleted record its id alone: whose it is only shows if no other widget has it.
      const kinds = new Set([...sessions].map(session => session.kindOf(tid, sid)).filter(Boolean));
      kind = kinds.size === 1 && this.kindOf(tid, sid);
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
    return [...this.sent.values()]
      .some(({ kind, id, state }) => state === "inserted" && this.saving(kind, id));
  }

  /** Asks the page, outside of what is not recorded: its answer may be to change something. */
  permitted(change, adapter) {
    const { does, kind, id, data, sid, tid, status } = change;
    if (this.refuses("onLiveUpdate", status, sid, tid, data)) return false;
    if (adapter.editing(kind, id)) {
      if (this.refuses("onLiveUpdateCollision", sid, tid, status, data)) adapter.closeEditor(kind, id);
      else if (does === "delete") change.keep = true;
    }
    return true;
  }

  /** A handler that stumbles has not refused. */
  refuses(event, ...args) {
    let answer;
    attempt(() => { answer = this.dp.callEvent(event, args); });
    return answer === false;
  }

  apply({ does, kind, id, data, status, keep }, adapter) {
    const key = kind + ":" + id;
    const present = adapter.find(kind, id);
    if (does === "delete") {
      this.gone.set(key, true);
      if (keep && present) adapter.keepAsNew(kind, id);
      if (adapter.find(kind, id)) adapter.remove(kind, id);
    } else if (!Object.keys(data).length) {
      return; // the vendor's oldest file looks for an inserted record under its former id, and finds none
    } else if (does === "update" && present) {
      adapter.update(kind, id, data, status);
    } else if (!present && (does === "insert" || !this.gone.has(key))) {
      this.gone.delete(key);
      adapter.insert(kind, id, data);
    }
  }
}
