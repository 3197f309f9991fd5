/** Copy of a record as it travels: all own properties that JSON can carry. */
function pack(record, widget, dateFields) {
  const data = {};
  Object.keys(record).forEach(key => {
    const value = record[key];
    if (typeof value === "function" || key.startsWith("$")) return;
    if (isDate(value) && isNaN(value)) return;
    if (isDate(value)) data[key] = dateFields.includes(key) ? formatDate(value, widget) : value.toISOString();
    else if (value && typeof value === "object") {
      try {
        data[key] = JSON.parse(JSON.stringify(value));
      } catch (circular) { /* a widget's bookkeeping */ }
    } else data[key] = value;
  });
  return data;
}

/** The other way: what a widget keeps for itself (`_timed`, `!nativeeditor_status`) is this page's own business. */
function unpack(data, widget, dateFields, present) {
  const record = {};
  Object.keys(data).forEach(key => {
    if (/^[_$!]/.test(key)) return;
    const value = data[key];
    const date = dateFields.includes(key) || isDate(present && present[key]);
    if (date && value !== "" && value !== null && value !== undefined) {
      const read = parseDate(value, widget);
      if (!isNaN(read)) record[key] = read;
    } else record[key] = value;
  });
  return record;
}
