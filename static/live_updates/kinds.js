function dataOf({ data }) {
  return data && typeof data === "object" && !Array.isArray(data) ? data : {};
}

function kindOfMessage(message) {
  return message.kind || kindByShape(dataOf(message));
}

/** What a message without kind is about, by the shape of its record; null when it has none, as after a delete. */
function kindByShape(data) {
  const has = name => data[name] !== undefined;
  if (Array.isArray(data.data)) return "row";
  if (has("source") && has("target")) return "link";
  const task = has("parent") && has("duration") && !has("rec_type") && !has("rrule");
  if (has("start_date")) return task ? "task" : "event";
  if (has("text") && has("parent")) return "node";
  return Object.keys(data).length ? "item" : null;
}
