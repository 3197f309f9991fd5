// A stand-in for dhtmlxGrid, of which no package is public: just those of its documented methods that a data processor and a
// live page call, on a plain table.
class GridStandIn {
  constructor(container, names) {
    this.names = names;
    this.body = document.getElementById(container).appendChild(document.createElement('table'));
    this.handlers = {};
    this.marks = {};
  }
  row(id) { return [...this.body.rows].find((row) => row.getAttribute('row_id') === String(id)); }
  doesRowExist(id) { return Boolean(this.row(id)); }
  getAllRowIds() { return [...this.body.rows].map((row) => row.getAttribute('row_id')).join(','); }
  getRowsNum() { return this.body.rows.length; }
  getColumnsNum() { return this.names.length; }
  getColumnId(index) { return this.names[index]; }
  forEachRow(call) { for (const row of [...this.body.rows]) call.call(this, row.getAttribute('row_id')); }
  cells(id, index) {
    const cell = this.row(id).cells[index];
    return { getValue: () => cell.textContent, setValue: (value) => { cell.textContent = value; } };
  }
  addRow(id, values) {
    const row = this.body.insertRow();
    row.setAttribute('row_id', id);
    for (const name of this.names) row.insertCell().textContent = [].concat(values)[this.names.indexOf(name)] ?? '';
    this.callEvent('onRowAdded', [id]);
    if (this.dp) this.dp.setUpdated(id, true, 'inserted');
  }
  deleteRow(id) {
    if (this.dp && !this.dp._silent_mode && this.getUserData(id, '!nativeeditor_status') !== 'true_deleted') {
      this.dp.setUpdated(id, true, 'deleted');
    } else {
      this.row(id)?.remove();
    }
  }
  changeRowId(from, to) {
    this.row(from).setAttribute('row_id', to);
    this.marks[to] = this.marks[from];
  }
  setRowTextStyle() {}
  setCellTextStyle() {}
  setUserData(id, name, value) { (this.marks[id] ||= {})[name] = value; }
  getUserData(id, name) { return this.marks[id]?.[name] ?? ''; }
  attachEvent(name, call) { (this.handlers[name] ||= []).push(call); return `${name}:${this.handlers[name].length}`; }
  callEvent(name, args) { return (this.handlers[name] || []).every((call) => call.apply(this, args) !== false); }
  // What dhtmlxGrid's own extension gives to its data processor.
  _dp_init(dp) {
    this.dp = dp;
    dp._methods = ['setRowTextStyle', 'setCellTextStyle', 'changeRowId', 'deleteRow'];
    dp._getRowData = (id) => {
      const data = { gr_id: id, [dp.action_param]: this.getUserData(id, dp.action_param) };
      if (this.doesRowExist(id)) this.names.forEach((name, index) => { data[`c${index}`] = this.cells(id, index).getValue(); });
      return data;
    };
  }
}
