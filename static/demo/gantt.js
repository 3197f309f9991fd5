"use strict";

// A Gantt's page but for what the two protocols differ in; returns its data processor.
function openGantt(back) {
  const monday = gantt.date.week_start(new Date());
  const text = task => plain(task.text);
  gantt.config.csp = true; // the page forbids code made of text
  gantt.config.date_format = "%Y-%m-%d %H:%i";
  gantt.config.open_tree_initially = true;
  gantt.config.start_date = monday;
  gantt.config.end_date = gantt.date.add(monday, 3, "week");
  gantt.config.columns = [
    {name: "text", label: "Task", tree: true, width: 150, template: text},
    {name: "add", width: 36},
  ];
  gantt.config.scales = [{unit: "week", format: "%j %F"}, {unit: "day", format: "%j"}];
  gantt.config.scale_height = 40;
  const height = Math.floor((document.getElementById("widget").clientHeight - 42) / 9); // nine rows in sight
  gantt.config.row_height = Math.max(20, Math.min(30, height));
  gantt.config.bar_height = gantt.config.row_height - 7;
  gantt.config.min_column_width = 20;
  gantt.templates.task_text = (start, end, task) => text(task);
  gantt.templates.link_description = link => text(gantt.getTask(link.source)) + " – " + text(gantt.getTask(link.target));
  gantt.templates.timeline_cell_class = (task, day) => (day.getDay() % 6 ? "" : "weekend");
  gantt.attachEvent("onAjaxError", answer => {
    tell(why(answer));
    return true;
  });
  gantt.attachEvent("onAfterTaskUpdate", keepLinks);
  gantt.init("widget");
  gantt.load(back + "/gantt");

  const dp = gantt.createDataProcessor({url: back + "/gantt", mode: "REST-JSON"});
  dp.attachEvent("onAfterUpdate", (id, action) => {
    if (action === "error") reloadGantt(back); // what is shown is what is stored
  });
  return dp;
}

function reloadGantt(back) {
  gantt.clearAll();
  gantt.load(back + "/gantt");
}

// Gantt 10 forgets the links of a task that another page has changed, and leaves their arrows where they were.
function keepLinks(id, task) {
  const ids = end => gantt.getLinks().filter(link => String(link[end]) === String(id)).map(link => link.id);
  task.$source = ids("source");
  task.$target = ids("target");
  [...task.$source, ...task.$target].forEach(link => gantt.refreshLink(link));
}
