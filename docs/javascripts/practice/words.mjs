// Room for numbers in the words of an exercise, and how a number fills it; scripts/practice/tokens.py tells the forms.

const TOKEN = /@([(±|≈~]?)([a-z][a-z0-9_]*)(?::(\d+))?\)?@/g;
const MINUS = "−";
const ROUNDING = 1e-12; // what floating point leaves of an exact number: no reason to call it rounded

/** A text with its numbers. */
export function fill(text, values, minus = MINUS) {
  return text.replace(TOKEN, (token, kind, name, digits) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${token}: expected one of ${Object.keys(values).join(", ")}`);
    if (typeof value === "string") return value;
    const rounded = shown(value, digits === undefined ? undefined : Number(digits));
    const isExact = Math.abs(value - Number(rounded)) <= ROUNDING * Math.max(1, Math.abs(value));
    if (kind === "≈") return isExact ? "=" : minus === MINUS ? "≈" : "\\approx";
    const number = kind === "~" && isExact ? rounded.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") : rounded;
    const isNegative = number.startsWith("-");
    const size = isNegative ? number.slice(1) : number;
    if (kind === "±") return isNegative ? minus : "+";
    if (kind === "|") return size;
    const told = isNegative ? minus + size : size;
    return kind === "(" && isNegative ? `(${told})` : told;
  });
}

/** A number with so many decimals, or as it is; a result that rounds to 0 has no sign. */
export function shown(value, digits) {
  const text = digits === undefined ? String(value) : value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** The same with a real minus. */
export function readable(value, digits) {
  return shown(value, digits).replace("-", MINUS);
}

/** A copy of one part of a template, filled; `null` where the exercise has no such part. */
export function part(template, name, values) {
  const found = template.content.querySelector(`[data-part="${name}"]`);
  if (!found) return null;
  const copy = document.importNode(found, true);
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    // The LaTeX that a formula carries along has the hyphen that LaTeX wants.
    if (text.data.includes("@")) text.data = fill(text.data, values, text.parentElement.closest("annotation") ? "-" : MINUS);
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...copy.childNodes);
  return fragment;
}
