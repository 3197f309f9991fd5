/** Calls the page's code; what it throws goes to window.onerror and costs no other listener its message. */
function callPage(listener, context, args) {
  try {
    listener.apply(context, args);
  } catch (error) {
    throwLater(error);
  }
}

function throwLater(error) {
  setTimeout(() => { throw error; });
}

function ignore() {}

/** Tells `Faye.logger`: a function, or an object like `console`. */
function log(level, text) {
  const { logger } = Faye;
  const write = logger && (logger[level] || logger);
  if (write && write.call) write.call(logger, "[Faye] " + text);
}

/** What is to be read even where there is no `Faye.logger`. */
function warn(text) {
  if (Faye.logger) log("warn", text);
  else console.warn("[Faye] " + text);
}

/** JSON, past the toJSON by which old Prototype.js makes strings of arrays. */
function encode(value) {
  return JSON.stringify(value, function (key, current) {
    return Array.isArray(this[key]) ? this[key] : current;
  });
}
