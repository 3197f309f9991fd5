// A stand-in for the page's half that DHTMLX gave to its customers, by what is known of its messages and effects: it
// stands for the pages that still have it. A message is {sid, tid, status, data} and nothing more; the page's own echo
// is applied as any other message. `window.oldestLiveUpdates = true` before it looks records up under their former id
// alone, as the oldest of its kind did, and so publishes an inserted record as {}.
(function () {
  'use strict';

  const wireFormat = (widget) => widget.config.api_date || '%d-%m-%Y %H:%i'; // Gantt 10 has no such setting

  function copy(record, widget) {
    const data = {};
    for (const key of Object.keys(record)) {
      const value = record[key];
      if (typeof value === 'function' || key.charAt(0) === '$') continue;
      const toText = widget.date.date_to_str(wireFormat(widget));
      data[key] = key === 'start_date' || key === 'end_date' ? toText(value) : value;
    }
    return data;
  }

  const isLink = (data) => data.source !== undefined && data.target !== undefined && data.start_date === undefined;

  const dated = (data, widget) => {
    const parse = widget.date.str_to_date(wireFormat(widget));
    for (const key of ['start_date', 'end_date']) if (typeof data[key] === 'string') data[key] = parse(data[key]);
    return data;
  };

  const scheduler = {
    find: (widget, id) => widget.getEvent(id),
    apply(widget, verb, id, data) {
      const present = widget.getEvent(id);
      const marker = Number(data.event_pid) || data.recurring_event_id;
      if (verb === 'delete' && !marker) {
        if (present) widget.deleteEvent(id, true);
      } else if (present && verb === 'insert') {
        return;
      } else if (data.start_date) {
        delete data['!nativeeditor_status'];
        widget.addEvent(Object.assign(present || {}, dated(data, widget), { id: present ? present.id : id }));
      }
      widget.setCurrentView();
    },
  };

  const gantt = {
    find: (widget, id) => (widget.isTaskExists(id) && widget.getTask(id)) || (widget.isLinkExists(id) && widget.getLink(id)),
    apply(widget, verb, id, data) {
      const link = isLink(data) || (!widget.isTaskExists(id) && widget.isLinkExists(id));
      const name = link ? 'Link' : 'Task';
      const present = widget['is' + name + 'Exists'](id);
      if (verb === 'delete') {
        if (present) widget['delete' + name](id);
      } else if (present) {
        if (verb === 'insert') return;
        const record = widget['get' + name](id);
        Object.assign(record, dated(data, widget), { id: record.id });
        widget['update' + name](id);
      } else if (link || data.start_date) {
        widget['add' + name](Object.assign(dated(data, widget), { id }));
      }
    },
  };

  /** Gives a data processor the method; the page calls it, as there is no telling when the class is there. */
  window.oldLiveUpdates = function (dp) {
    dp.live_updates = function (url) {
      const client = new Faye.Client(url);
      const widget = () => dp.$scheduler || dp.$gantt || dp.obj;
      const family = () => (widget().addTask ? gantt : scheduler);
      dp.attachEvent('onAfterUpdate', (sid, status, tid) => {
        if (status === 'error' || status === 'invalid') return true;
        const record = (!window.oldestLiveUpdates && family().find(widget(), tid)) || family().find(widget(), sid);
        client.publish('/broadcast', { sid, tid, status, data: record ? copy(record, widget()) : {} });
        return true;
      });
      client.subscribe('/update', ({ sid, tid, status, data }) => {
        const verb = status.startsWith('insert') ? 'insert' : status.startsWith('delete') ? 'delete' : 'update';
        if (dp.callEvent('onLiveUpdate', [status, sid, tid, data]) === false) return;
        dp.ignore(() => family().apply(widget(), verb, tid, Object.assign({}, data)));
      });
    };
  };
})();
