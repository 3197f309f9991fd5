"use strict";

// A Scheduler's page but for what the two protocols differ in; returns its data processor.
function openScheduler(back) {
  scheduler.config.csp = true; // the page forbids code made of text
  scheduler.config.ajax_error = false; // told below
  scheduler.config.first_hour = 9;
  scheduler.config.last_hour = 17;
  scheduler.config.time_step = 30;
  scheduler.config.event_duration = 60;
  scheduler.config.responsive_lightbox = true;
  scheduler.ignore_week = day => day.getDay() % 6 === 0; // five columns are wide enough to read
  scheduler.config.header = [""]; // one week is enough, too
  scheduler.xy.nav_height = 0;
  scheduler.xy.scale_height = 24;
  const box = document.getElementById("widget");
  const hours = scheduler.config.last_hour - scheduler.config.first_hour;
  scheduler.config.hour_size_px = Math.max(24, Math.floor((box.clientHeight - 25) / hours)); // the whole day in sight
  const text = (start, end, event) => plain(event.text);
  scheduler.templates.event_text = scheduler.templates.event_bar_text = text;
  scheduler.attachEvent("onLoadError", () => tell("The events cannot be read: is the hub running?"));
  box.className = "dhx_cal_container";
  scheduler.init("widget", new Date(), "week");
  scheduler.load(back + "/events");

  const dp = scheduler.createDataProcessor({url: back + "/events", mode: "REST-JSON"});
  scheduler.attachEvent("onSaveError", (id, answer) => {
    tell(why(answer));
    if (answer.status) reloadScheduler(back); // what is shown is what is stored
  });
  return dp;
}

function reloadScheduler(back) {
  scheduler.clearAll();
  scheduler.load(back + "/events");
}
