// What a reader can set: each kind reads its text, strictly, and writes it again for the address and the field.

/**
 * A number on a slider, with a field for its exact value.
 * `scale: "log"` lets the slider run over powers of ten; `whole: true` takes whole numbers alone.
 */
export function slider(settings) {
  return number({ kind: "slider", ...settings });
}

/** A number in a field of its own, for tables of numbers. */
export function field(settings) {
  return number({ kind: "field", ...settings });
}

/**
 * A whole number that can be played: a slider with the buttons Play and Step, which goes on by `stride`.
 * `pace(value)`, where given, is how far a frame of Play goes on from a value.
 */
export function player(settings) {
  return number({ kind: "player", min: 0, step: 1, value: 0, whole: true, stride: 1, ...settings });
}

/** A whole number that decides all that is random, with a button for another one. */
export function seed(settings) {
  return number({ kind: "seed", label: "Seed", min: 0, max: 9999, step: 1, value: 1, whole: true, ...settings });
}

/**
 * One of several: `options` maps each value to its label. `kind: "tabs"` shows all of them at once.
 * `shown: false` keeps the label for those who hear it.
 */
export function choice({ kind = "choice", ...settings }) {
  const names = Object.keys(settings.options);
  return {
    kind,
    ...settings,
    read(text) {
      if (names.includes(text)) return text;
      throw new Error(`${plain(settings.label)}: expected ${names.join(", ")}, got ${quoted(text)}.`);
    },
    write: String,
  };
}

/** Yes or no. */
export function toggle(settings) {
  return {
    kind: "toggle",
    ...settings,
    read(text) {
      if (text === "1" || text === "0") return text === "1";
      throw new Error(`${plain(settings.label)}: expected 1 for yes or 0 for no, got ${quoted(text)}.`);
    },
    write: (value) => (value ? "1" : "0"),
  };
}

/**
 * A line of text that means something, such as a list of points; brings its own `read` and `write`. Where the address has a
 * shorter form, `show` writes it for its field; `told` names a value in a message.
 */
export function text({ show, ...settings }) {
  return { kind: "text", rounded: show, ...settings };
}

/** Something that only the picture sets, such as points that the reader places; brings its own `read` and `write`. */
export function hidden(settings) {
  return { kind: "hidden", ...settings };
}

/** The state in which an explorer opens. */
export function defaults(parameters) {
  return Object.fromEntries(Object.entries(parameters).map(([key, parameter]) => [key, parameter.value]));
}

/** The explorer as a page opens it: `first` is a query such as `f=tanh&z=-1`, whose values become the defaults. */
export function opened(explorer, first) {
  const parameters = { ...explorer.parameters };
  for (const [key, text] of new URLSearchParams(first)) {
    if (!parameters[key]) throw new Error(`${explorer.name}: expected one of ${Object.keys(parameters).join(", ")}, got ${key}.`);
    parameters[key] = { ...parameters[key], value: parameters[key].read(text) };
  }
  return { ...explorer, first, parameters };
}

/** The nearest value that the slider has, within its bounds. */
export function snap(parameter, value) {
  const { min = -Infinity, max = Infinity, step, scale } = parameter;
  const inside = Math.min(max, Math.max(min, value));
  if (scale === "log" || !step) return inside;
  return Math.min(max, Number((min + Math.round((inside - min) / step) * step).toPrecision(12)));
}

/** Text as a message quotes it: never longer than a line. */
export function quoted(text) {
  const shown = String(text).trim();
  if (!shown) return "nothing";
  return `“${shown.length > 30 ? `${shown.slice(0, 30)}…` : shown}”`;
}

function number(settings) {
  const { label, min, max, whole = false } = settings;
  const kind = whole ? "a whole number" : "a number";
  return {
    ...settings,
    read(text) {
      const typed = String(text).trim().replace(/^[−–]/, "-");
      const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(typed) ? Number(typed) : NaN;
      if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value === 0 ? 0 : value;
      const comma = /^[+-]?\d*,\d+$/.test(typed) ? " Write a point for the decimals." : "";
      throw new Error(`${plain(label)}: expected ${kind} from ${told(min)} to ${told(max)}, got ${quoted(text)}.${comma}`);
    },
    write: (value) => String(value),
  };
}

function plain(label) {
  return label.replace(/<[^>]*>/g, "");
}

function told(value) {
  return String(value).replace("-", "−");
}
