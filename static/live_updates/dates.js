// Dates travel as wall-clock strings, so that no time zone shifts them.

const DATE_PARTS = { Y: 0, m: 1, n: 1, d: 2, j: 2, H: 3, G: 3, i: 4, s: 5 };
const USUAL_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%m/%d/%Y", "%d.%m.%Y"]
  .reduce((all, day) => all.concat([day + " %H:%i:%s", day + " %H:%i", day]), []);
const readers = {};

/** A function from text of just this format to a Date, else null. Names and AM/PM are the widget's job. */
function reader(format) {
  const parts = [];
  const source = format.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/%([a-zA-Z])/g, (token, letter) => {
    parts.push(DATE_PARTS[letter]);
    return letter === "Y" ? "(\\d{4})" : "(\\d{1,2})";
  });
  const pattern = new RegExp("^" + source + "$");
  return text => {
    const found = !parts.includes(undefined) && pattern.exec(text);
    if (!found) return null;
    const at = [1970, 1, 1, 0, 0, 0];
    parts.forEach((part, i) => { at[part] = Number(found[i + 1]); });
    const date = new Date(at[0], at[1] - 1, at[2], at[3], at[4], at[5]);
    return date.getMonth() === at[1] - 1 ? date : null;
  };
}

/** Reads the page's own formats first: "05-11-2027" is in May or in November. */
function parseDate(text, widget) {
  if (typeof text !== "string") return new Date(typeof text === "number" ? text : NaN);
  if (/^\d{4}-\d\d-\d\dT\d/.test(text)) return new Date(text);
  const { api_date: api, xml_date: xml, date_format: own } = widget.config;
  for (const format of [api, xml, own, ...USUAL_FORMATS]) {
    if (typeof format !== "string") continue;
    readers[format] = readers[format] || reader(format);
    const date = readers[format](text);
    if (date) return date;
  }
  const { parse_date: parse, xml_date: parseOld } = widget.templates;
  return (parse || parseOld)(text);
}

function formatDate(date, widget) {
  return widget.date.date_to_str(widget.config.api_date || "%d-%m-%Y %H:%i")(date);
}

const isDate = value => Object.prototype.toString.call(value) === "[object Date]";
