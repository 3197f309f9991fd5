function attempt(work) {
  try {
    work();
  } catch (error) {
    complain("a change of another page could not be shown", error);
  }
}

function complain(...words) {
  if (global.console) global.console.error("live_updates:", ...words);
}
