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
    marker: data => [data.event_pid, data.recurring_event_id].some(id => filled(id) && isId(id)),
    asMarker: data => Object.assign(data, "recurring_event_id" in data ? { deleted: true }
      : { rec_type: "none", rec_pattern: "none" }),
    insert(kind, id, data) {
      const record = Object.assign(unpack(data, scheduler, dates), { id });
      // One without would stop the Scheduler from drawing all others.
      if (!isDate(record.start_date) || !isDate(record.end_date)) throw new Error("Event " + id + " lacks dates");
      store(record);
    },
    update(kind, id, data) {
      const record = scheduler.getEvent(id);
      const change = unpack(data, scheduler, dates, record);
      delete change.id;
      ["start_date", "end_date"].forEach(key => { if (!isDate(change[key])) delete change[key]; });
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
