function attempt(work) {
  try {
    work();
  } catch (error) {
    complain("a change could not be passed on or shown:", error);
  }
}

function complain(...words) {
  if (global.console) global.console.error("live_updates:", ...words);
}
