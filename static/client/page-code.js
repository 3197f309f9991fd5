/** Calls a function of the page. What it throws goes to window.onerror and costs no other listener its message. */
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

/** Tells `Faye.logger`, if the page has set it: a function, or an object like `console`. */
function log(level, text) {
  const { logger } = Faye;
  if (logger && logger[level]) logger[level]("[Faye] " + text);
  else if (logger && logger.call) logger("[Faye] " + text);
}

/** JSON, with arrays as they are: Prototype.js before 1.7 gives them a toJSON which makes strings of them. */
function encode(value) {
  return JSON.stringify(value, function (key, current) {
    return Array.isArray(this[key]) ? this[key] : current;
  });
}
