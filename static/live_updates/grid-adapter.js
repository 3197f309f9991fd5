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
