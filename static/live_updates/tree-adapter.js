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
