// Adapters: what a session needs to know of a widget.
// kinds: those it shows, the likeliest first; kindNow(): kind of the record that is being saved
// find(kind, id): the record, else null; pack(record, state): as it travels
// insert, update, remove: called inside batch(work), which draws once; marker(data): is it a removed occurrence?
// editing, closeEditor, keepAsNew, dragging: of the record with that id

const same = (a, b) => a !== undefined && a !== null && String(a) === String(b);
const filled = id => Boolean(id) && String(id) !== "0";

function adapterOf(dp) {
  const widget = dp.$scheduler || dp.$gantt || dp.obj; // 6.0 and later name it by what it is
  if (!widget) return null;
  const scheduler = widget.getState ? schedulerAdapter : earlySchedulerAdapter;
  const make = widget.addTask ? ganttAdapter : widget.addEvent && widget.getEvent ? scheduler
    : widget.doesRowExist ? gridAdapter : widget.insertNewItem ? treeAdapter : widget.exists ? listAdapter : null;
  return make && make(widget, dp);
}
