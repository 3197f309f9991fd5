const REFERENCES = ["parent", "source", "target", "event_pid", "recurring_event_id"];

/** Anybody may publish anything: `__proto__` as an id would be found in the widget's own tables, and changed. */
const inherited = name => String(name) in Object.prototype;

const isId = id => (typeof id === "number" || (typeof id === "string" && id !== "")) && !inherited(id);

/** Copy of a record as it travels: all own properties that JSON can carry. */
function pack(record, widget, dateFields) {
  const data = {};
  Object.keys(record).forEach(key => {
    const value = record[key];
    if (key.startsWith("$") || (isDate(value) && isNaN(value))) return;
    if (isDate(value) && dateFields.includes(key)) data[key] = formatDate(value, widget);
    else {
      try {
        data[key] = JSON.parse(JSON.stringify(value));
      } catch (noJson) { /* a function, a widget's bookkeeping that leads back to itself */ }
    }
  });
  return data;
}

/** The other way: what a widget keeps for itself (`_timed`, `!nativeeditor_status`) is this page's own business. */
function unpack(data, widget, dateFields, present) {
  const record = {};
  Object.keys(data).forEach(key => {
    const value = data[key];
    if (/^[_$!]/.test(key) || inherited(key) || (REFERENCES.includes(key) && inherited(value))) return;
    const date = dateFields.includes(key) || isDate(present && present[key]);
    if (date && value !== "" && value !== null && value !== undefined) {
      const read = parseDate(value, widget);
      if (!isNaN(read)) record[key] = read;
    } else record[key] = value;
  });
  return record;
}
