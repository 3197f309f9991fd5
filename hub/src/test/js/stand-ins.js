// Stand-ins for dhtmlxGrid, dhtmlxTree, dhtmlxDataView and Scheduler 3, of which no package is public: just those of their
// documented methods that a data processor and a live page call, on plain elements.
class StandIn {
  constructor(container, tag) {
    this.body = document.getElementById(container).appendChild(document.createElement(tag));
    this.handlers = {};
    this.marks = {};
  }
  node(id) { return [...this.body.querySelectorAll('[item_id]')].find((node) => node.getAttribute('item_id') === String(id)); }
  ids() { return [...this.body.querySelectorAll('[item_id]')].map((node) => node.getAttribute('item_id')); }
  tell(id, action) { if (this.dp) this.dp.setUpdated(id, true, action); }
  rename(from, to) {
    this.node(from).setAttribute('item_id', to);
    this.marks[to] = this.marks[from];
  }
  // A data processor keeps what is deleted until that is saved, and then asks for it again.
  drop(id) {
    const saved = this.getUserData(id, '!nativeeditor_status') === 'true_deleted';
    if (this.dp && !this.dp._silent_mode && !saved) this.tell(id, 'deleted');
    else this.node(id)?.remove();
  }
  style() {}
  setUserData(id, name, value) { (this.marks[id] ||= {})[name] = value; }
  getUserData(id, name) { return this.marks[id]?.[name] ?? ''; }
  attachEvent(name, call) { (this.handlers[name] ||= []).push(call); return `${name}:${this.handlers[name].length}`; }
  callEvent(name, args) { return (this.handlers[name] || []).every((call) => call.apply(this, args) !== false); }
  // What the widgets' own extensions give to their data processors.
  _dp_init(dp) {
    this.dp = dp;
    dp._methods = ['style', 'style', 'rename', 'drop'];
    dp._getRowData = (id) => ({
      id, [dp.action_param]: this.getUserData(id, dp.action_param), ...(this.node(id) && this.fields(id)),
    });
  }
}

class GridStandIn extends StandIn {
  constructor(container, names) {
    super(container, 'table');
    this.names = names;
  }
  fields(id) { return Object.fromEntries(this.names.map((name, index) => [`c${index}`, this.cells(id, index).getValue()])); }
  doesRowExist(id) { return Boolean(this.node(id)); }
  getColumnsNum() { return this.names.length; }
  cells(id, index) {
    const cell = this.node(id).cells[index];
    return { getValue: () => cell.textContent, setValue: (value) => { cell.textContent = value; } };
  }
  addRow(id, values) {
    const row = this.body.insertRow();
    row.setAttribute('item_id', id);
    [].concat(values).forEach((value) => { row.insertCell().textContent = value; });
    this.tell(id, 'inserted');
  }
  deleteRow(id) { this.drop(id); }
}

class TreeStandIn extends StandIn {
  constructor(container) { super(container, 'div'); }
  fields(id) { return { text: this.getItemText(id), parent: this.getParentId(id) }; }
  getIndexById(id) { return this.node(id) ? this.ids().indexOf(String(id)) : null; }
  getItemText(id) { return this.node(id).firstChild.textContent; }
  setItemText(id, text) { this.node(id).firstChild.textContent = text; }
  getParentId(id) { return this.node(id).parentNode.getAttribute('item_id') || '0'; }
  insertNewItem(parent, id, text) {
    const node = (this.node(parent) || this.body).appendChild(document.createElement('div'));
    node.setAttribute('item_id', id);
    node.append(document.createElement('span'));
    node.firstChild.textContent = text;
    this.tell(id, 'inserted');
  }
  moveItem(id, mode, parent) {
    (this.node(parent) || this.body).append(this.node(id));
    this.tell(id, 'updated');
  }
  deleteItem(id) { this.drop(id); }
}

class ListStandIn extends StandIn {
  constructor(container) {
    super(container, 'div');
    this.items = {};
  }
  fields(id) { return this.items[id]; }
  exists(id) { return Boolean(this.node(id)); }
  item(id) { return this.items[id]; }
  add(item) {
    this.items[item.id] = item;
    this.body.appendChild(document.createElement('div')).setAttribute('item_id', item.id);
    this.refresh(item.id);
    this.tell(item.id, 'inserted');
  }
  update(id, item) {
    this.items[id] = item;
    this.refresh(id);
    this.tell(id, 'updated');
  }
  refresh(id) { this.node(id).textContent = this.items[id].text; }
  remove(id) { this.drop(id); }
  rename(from, to) {
    super.rename(from, to);
    this.items[to] = Object.assign(this.items[from], { id: to });
    delete this.items[from];
  }
}

// Dates are numbers in a fixed order: names and AM/PM are not needed to stand in.
const clock = {
  date_to_str: (format) => (date) => format.replace(/%[YmdHi]/g, (token) => String({
    '%Y': date.getFullYear(), '%m': date.getMonth() + 1, '%d': date.getDate(), '%H': date.getHours(), '%i': date.getMinutes(),
  }[token]).padStart(2, '0')),
  str_to_date: (format) => (text) => {
    const at = {};
    const numbers = text.match(/\d+/g).map(Number);
    format.match(/%[YmdHi]/g).forEach((token, index) => { at[token] = numbers[index]; });
    return new Date(at['%Y'], at['%m'] - 1, at['%d'], at['%H'] || 0, at['%i'] || 0);
  },
};

class SchedulerStandIn extends StandIn {
  constructor(container) {
    super(container, 'div');
    this.events = {};
    this.date = clock;
    this.config = { api_date: '%d-%m-%Y %H:%i', xml_date: '%Y-%m-%d %H:%i' };
    this.templates = {
      xml_date: (text) => clock.str_to_date(this.config.xml_date)(text),
      xml_format: (date) => clock.date_to_str(this.config.xml_date)(date),
    };
    this.attachEvent('onEventAdded', (id) => this.tell(id, 'inserted'));
    this.attachEvent('onEventChanged', (id) => this.tell(id, 'updated'));
  }
  fields(id) {
    const { start_date: start, end_date: end, ...rest } = this.events[id];
    return { ...rest, start_date: this.templates.xml_format(start), end_date: this.templates.xml_format(end) };
  }
  getEvent(id) { return this.events[id]; }
  // Also with a record alone, as the manual shows first.
  addEvent(start, end, text, id, more) {
    const event = start instanceof Date || typeof start === 'string' ? { start_date: start, end_date: end, text, id, ...more } : start;
    event.id ||= Date.now();
    for (const key of ['start_date', 'end_date']) {
      if (typeof event[key] === 'string') event[key] = clock.str_to_date(this.config.api_date)(event[key]);
    }
    const known = Boolean(this.events[event.id]);
    this.events[event.id] = event;
    if (!known) this.body.appendChild(document.createElement('div')).setAttribute('item_id', event.id);
    this.updateEvent(event.id);
    this.callEvent(known ? 'onEventChanged' : 'onEventAdded', [event.id, event]);
    return event.id;
  }
  updateEvent(id) { this.node(id).textContent = this.events[id].text; }
  deleteEvent(id) { this.drop(id); }
  drop(id) {
    super.drop(id);
    if (!this.node(id)) delete this.events[id];
  }
  changeEventId(from, to) {
    super.rename(from, to);
    this.events[to] = Object.assign(this.events[from], { id: to });
    delete this.events[from];
  }
  rename(from, to) { this.changeEventId(from, to); }
}
