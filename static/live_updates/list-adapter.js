function listAdapter(list) {
  const item = id => (list.item ? list.item(id) : list.get(id));
  return Object.assign({}, plain, {
    kinds: ["item"],
    kindNow: () => "item",
    find: (kind, id) => (list.exists(id) ? item(id) : null),
    pack: record => pack(record, list, []),
    insert(kind, id, data) { list.add(Object.assign(own(data), { id })); },
    update(kind, id, data) {
      const record = item(id);
      Object.assign(record, own(data), { id: record.id });
      if (list.update) list.update(id, record);
      else list.refresh(id);
    },
    remove(kind, id) { list.remove(id); },
  });

  function own(data) {
    const record = {};
    Object.keys(data).forEach(key => { if (!inherited(key)) record[key] = data[key]; });
    return record;
  }
}
