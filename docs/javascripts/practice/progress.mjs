// Which exercises were solved, on the reader's own device alone; where nothing may be stored, until the page is left.

const KEY = "nnref.practice";
let memory = null; // the solved exercises, once the browser has refused to store them

/** The solved exercises, as "page.id". */
export function solved() {
  if (memory === null) {
    try {
      return new Set(readable(localStorage.getItem(KEY)));
    } catch {
      memory = [];
    }
  }
  return new Set(memory);
}

/** Whether the browser keeps what was solved. */
export function keeps() {
  return memory === null;
}

/** Remember that an exercise was solved. */
export function remember(page, id) {
  keep([...solved().add(`${page}.${id}`)]);
}

/** Forget what was solved on a page. */
export function forget(page) {
  keep([...solved()].filter((name) => !name.startsWith(`${page}.`)));
}

function keep(names) {
  try {
    localStorage.setItem(KEY, JSON.stringify(names));
    memory = null;
  } catch {
    memory = names;
  }
}

/** The names in what was stored; anything else there counts as none. */
function readable(text) {
  try {
    const found = JSON.parse(text ?? "[]");
    return Array.isArray(found) ? found.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}
