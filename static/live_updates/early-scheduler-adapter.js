function earlySchedulerAdapter(scheduler) {
  const dates = ["start_date", "end_date"];
  return Object.assign({}, plain, {
    kinds: ["event"],
    kindNow: () => "event",
    find: (kind, id) => scheduler.getEvent(id) || null,
    pack: record => pack(record, scheduler, dates),
    insert(kind, id, data) {
      const record = Object.assign(unpack(data, scheduler, dates), { id });
      if (!dates.every(key => isDate(record[key]))) throw new Error("Event " + id + " lacks dates");
      scheduler.addEvent(record);
    },
    update(kind, id, data) {
      const record = scheduler.getEvent(id);
      const change = unpack(data, scheduler, dates, record);
      dates.forEach(key => { if (!isDate(change[key])) delete change[key]; });
      Object.assign(record, change, { id: record.id });
      scheduler.updateEvent(id);
    },
    remove(kind, id) { scheduler.deleteEvent(id); },
  });
}
