const DEEPEST = 1000; // levels of tasks

function ganttAdapter(gantt, dp) {
  const dates = ["start_date", "end_date", "constraint_date", "deadline"];
  const uses = {
    task: { exists: "isTaskExists", get: "getTask", add: "addTask", update: "updateTask", remove: "deleteTask" },
    link: { exists: "isLinkExists", get: "getLink", add: "addLink", update: "updateLink", remove: "deleteLink" },
  };
  const call = (kind, verb, ...args) => gantt[uses[kind][verb]](...args);
  const find = (kind, id) => (uses[kind] && isId(id) && call(kind, "exists", id) ? call(kind, "get", id) : null);

  /** Two pages may move two tasks under each other at the same time. */
  function isUnder(id, ancestor) {
    for (let at = id, depth = 0; find("task", at) && depth < DEEPEST; at = gantt.getParent(at), depth++) {
      if (same(at, ancestor)) return true;
    }
    return false;
  }
  const cells = () => gantt.ext && gantt.ext.inlineEditors; // from 6 on, when the grid is there
  const inCell = id => Boolean(cells()) && same(cells().getState().id, id);

  /** What is typed in a cell is saved as a new task; when it is not saved, that task goes. */
  function keepCell(task) {
    gantt.setUserData(task.id, dp.action_param, "inserted", "task");
    const id = cells().attachEvent("onEditEnd", () => {
      cells().detachEvent(id);
      if (!dp.updatedRows.some(row => same(row, task.id))) dp.ignore(() => gantt.deleteTask(task.id));
    });
  }

  /** `target`: the task to stand before, or "next:" and the one to stand behind. */
  function place(id, { target, parent: own }) {
    if (same(target, own)) return; // so 4.2 says that it is an only child
    const [, behind, other] = /^(next:)?(.*)$/.exec(String(target));
    if (!find("task", other) || isUnder(other, id)) return;
    const task = gantt.getTask(id);
    const parent = gantt.getParent(other);
    const siblings = gantt.getChildren(parent).filter(each => !same(each, task.id));
    const index = siblings.findIndex(each => same(each, other)) + (behind ? 1 : 0);
    gantt.moveTask(task.id, index, parent);
  }

  return {
    kinds: ["task", "link"],
    kindNow: () => String(dp._ganttMode || "task").replace(/s$/, ""), // 4.2: "tasks"
    find,
    /** A task remembers where it was put last; that is news only while it is being put there. */
    pack(record, state) {
      const data = pack(record, gantt, dates);
      if (state !== "order" && "parent" in data) delete data.target;
      return data;
    },
    marker: () => false,
    insert(kind, id, data) {
      const record = Object.assign(unpack(data, gantt, dates), { id });
      if (same(record.parent, id)) delete record.parent;
      call(kind, "add", record, ...(kind === "task" ? [record.parent] : []));
      if (kind === "task" && data.target) place(id, data);
    },
    update(kind, id, data, status) {
      const record = find(kind, id);
      const change = unpack(data, gantt, dates, record);
      if (isUnder(change.parent, id)) delete change.parent;
      const moved = kind === "task" && "parent" in change && !same(gantt.getParent(id), change.parent);
      const parent = filled(change.parent) && find("task", change.parent) ? change.parent : gantt.config.root_id;
      delete change.id;
      if (kind === "task") delete change.target;
      if (moved) delete change.parent;
      Object.assign(record, change);
      const timed = "start_date" in change || "duration" in change;
      if (kind === "task" && timed && !("end_date" in change) && record.start_date) {
        // Back ends of RemoteEvents pages may keep start and duration alone; a bar ends at its end_date.
        record.end_date = gantt.calculateEndDate(record.start_date, record.duration);
      }
      if (moved) gantt.moveTask(record.id, -1, parent);
      if (kind === "task" && data.target) place(id, data);
      call(kind, "update", record.id);
    },
    remove(kind, id) {
      // 10 asks the back end first when so configured, and leaves the task until it has answered.
      if (kind === "task" && dp.deleteAfterConfirmation) gantt.silent(() => gantt.deleteTask(id));
      else call(kind, "remove", id);
    },
    editing: (kind, id) => kind === "task" && (same(gantt.getState().lightbox, id) || inCell(id)),
    closeEditor(kind, id) {
      if (inCell(id)) cells().hide();
      else gantt.hideLightbox();
    },
    keepAsNew(kind, id) {
      gantt.getChildren(id).slice().forEach(child => gantt.deleteTask(child));
      const task = gantt.getTask(id);
      (task.$source || []).concat(task.$target || []).forEach(link => gantt.deleteLink(link));
      gantt.changeTaskId(task.id, gantt.uid());
      if (inCell(task.id)) keepCell(task);
      else task.$new = true;
    },
    dragging: (kind, id) => kind === "task" && same(gantt.getState().drag_id, id),
    batch(work) {
      // batchUpdate and the deletion of a branch end by sending all that is not saved, but not in mode "off".
      const { updateMode, dnd } = dp;
      const { activeElement: typing } = document;
      dp.setUpdateMode("off", dnd);
      try {
        gantt.batchUpdate(work);
      } finally {
        dp.setUpdateMode(updateMode, dnd);
      }
      // Drawing has taken the cell's input out and put it back.
      const { placeholder } = cells() ? cells().getState() : {};
      if (placeholder && placeholder.contains(typing)) typing.focus();
    },
  };
}
