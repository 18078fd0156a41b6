// Lines as formulas, the layers as a chain, and what is told of them.
import { short } from "../../kit/format.mjs";

const COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"];

/** A line as the pages write it: 6n + 5. */
export function formula(slope, intercept) {
  if (slope === 0) return short(intercept, 6);
  const size = Math.abs(slope) === 1 ? "" : short(Math.abs(slope), 6);
  const first = `${slope < 0 ? "−" : ""}${size}<i>n</i>`;
  return intercept === 0 ? first : `${first} ${intercept < 0 ? "−" : "+"} ${short(Math.abs(intercept), 6)}`;
}

/** Text without its markup, for pictures. */
export function plain(text) {
  return text.replace(/<\/?i>/g, "");
}

/** What the layers make together, as far as it can be read. */
export function wholeName({ layers, relu }) {
  if (layers === 1) return "f(n)";
  if (layers === 2) return relu ? "g(ReLU(f(n)))" : "g(f(n))";
  return `${COUNTS[layers]} layers`;
}

/** In which order the input goes through the layers. */
export function chain({ layers, relu }) {
  const units = Array.from({ length: layers }, (_, l) => `<i>${l % 2 ? "g" : "f"}</i>`);
  return `<i>n</i> → ${units.join(relu ? " → ReLU → " : " → ")}`;
}

/** The formulas: of both lines, and of the whole, piece by piece. */
export function readout(numbers, state) {
  const { w1, b1, w2, b2, layers } = state;
  const rows = [`<div><dt>f(n)</dt><dd>${formula(w1, b1)}</dd></div>`];
  if (layers > 1) {
    rows.push(`<div><dt>g(n)</dt><dd>${formula(w2, b2)}</dd></div>`);
    const pieces = `<dd class="pieces">${whole(numbers.pieces)}</dd>`;
    rows.push(`<div class="piecewise"><dt class="q-function">${wholeName(state)}</dt>${pieces}</div>`);
  }
  return `<p class="chain">${chain(state)}</p><dl>${rows.join("")}</dl>`;
}

function whole({ ends, slopes, intercepts }) {
  return slopes.map((slope, k) => `<span>${formula(slope, intercepts[k])}${where(ends[k - 1], ends[k])}</span>`).join(" ");
}

function where(from, to) {
  if (from === undefined) return to === undefined ? "" : ` up to ${short(to)},`;
  return to === undefined ? ` from ${short(from)} on` : ` from ${short(from)} to ${short(to)},`;
}

/** The summary, in a few sentences. */
export function summary({ line, pieces }, state) {
  const { layers, relu } = state;
  if (layers === 1) return "One layer is one line. It takes two for something to stand between them.";
  if (!relu) {
    const all = COUNTS[layers];
    const [slope, intercept] = line.map((number) => short(number, 6));
    const found = layers === 2 ? worked(state) : ["", ""];
    return `${all[0].toUpperCase()}${all.slice(1)} lines in a row are one line: slope ${found[0]}${slope}, intercept ${found[1]}${intercept}. One layer with these two numbers does what the ${all} do.`;
  }
  const more = layers > 2 ? " With one unit a layer there can’t be more than two bends; wider layers make more." : "";
  return bent(pieces) + more;
}

function worked({ w1, b1, w2, b2 }) {
  const [w, b] = [w1, b1].map((number) => short(number));
  const v = w2 < 0 ? `(${short(w2)})` : short(w2);
  return [`${w} · ${v} = `, `${b} · ${v} ${b2 < 0 ? "−" : "+"} ${short(Math.abs(b2))} = `];
}

function bent({ ends, slopes, intercepts }) {
  const [first, last] = [0, slopes.length - 1];
  if (!ends.length) return `No bend is left: the answer is ${short(intercepts[0])} whatever n is.`;
  if (ends.length === 1) {
    const told = slopes.map((slope, k) => (slope === 0 ? `level at ${short(intercepts[k])}` : `slope ${short(slope, 6)}`));
    return `There is one bend, at n = ${short(ends[0])}: left of it ${told[0]}, right of it ${told[1]}. No single line does that.`;
  }
  return `There are ${COUNTS[ends.length]} bends, at n = ${ends.map((end) => short(end)).join(" and ")}: level at ${short(intercepts[first])}, then slope ${short(slopes[1], 6)}, then level at ${short(intercepts[last])}. No single line does that.`;
}
