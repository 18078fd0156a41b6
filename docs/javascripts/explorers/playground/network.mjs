// The network itself: drawn, each connection as thick as its weight is large; and the numbers of one layer as a table.
import { fixed } from "../../kit/format.mjs";
import { label, pixel } from "../../kit/plot.mjs";

const NAMES = { tanh: "tanh", sigmoid: "sigmoid", relu: "ReLU", leaky_relu: "leaky ReLU", linear: "linear" };
const SIZES = [0.1, 0.25, 0.5, 1, 2, 4]; // where the next thickness begins
const ROW = 32;
const TOP = 40;
const RADIUS = 8;
const STUB = 17; // a bias, drawn from above into its unit

/** The layer whose numbers are shown: the chosen one, or the last if there are fewer. */
export function layerOf(state) {
  return Math.min(Number(state.layer), Number(state.layers) + 1);
}

export function drawing({ weights, biases }, state, width) {
  const sizes = [2, ...biases.map((b) => b.length)];
  const most = Math.max(...sizes);
  const height = TOP + most * ROW + 4;
  const narrow = width < 500;
  const [left, right] = narrow ? [18, 52] : [60, 90];
  const x = (l) => pixel(left + ((width - left - right) * l) / (sizes.length - 1));
  const y = (l, i) => pixel(TOP + STUB / 2 + ROW * ((most - sizes[l]) / 2 + i + 0.25));
  const chosen = layerOf(state);
  const edges = weights.map((W, k) => {
    const parts = W.flatMap((row, i) => row.map((w, j) => [w, `M${x(k)} ${y(k, i)}L${x(k + 1)} ${y(k + 1, j)}`]));
    const stubs = biases[k].map((b, j) => [b, `M${x(k + 1)} ${pixel(y(k + 1, j) - STUB)}v${STUB}`]);
    return `<g${k + 1 === chosen ? "" : ' class="beside"'}>${bySize([...parts, ...stubs])}</g>`;
  });
  const units = sizes.flatMap((size, l) => Array.from({ length: size }, (_, i) => unit(x(l), y(l, i), i, l, sizes.length - 1)));
  const heads = sizes.map((_, l) => head(x(l), l, sizes.length - 1, state, narrow));
  const inputs = ["x₁", "x₂"].map((name, i) => label(x(0) - 13, y(0, i) + 4, name, "", { anchor: "end", small: true }));
  const outputs = [0, 1].map((c) => label(x(sizes.length - 1) + 14, y(sizes.length - 1, c) + 4, `class ${c}`, "", { small: true }));
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">${edges.join("")}${units.join("")}${[...heads, ...inputs, ...outputs].join("")}</svg>`;
}

// One path for each thickness and sign.
function bySize(parts) {
  const paths = new Map();
  for (const [value, path] of parts) {
    const size = SIZES.filter((bound) => Math.abs(value) >= bound).length;
    const name = `edge size-${size}${value < 0 ? " negative" : ""}`;
    if (value !== 0) paths.set(name, (paths.get(name) ?? "") + path);
  }
  return [...paths].map(([name, path]) => `<path class="${name}" d="${path}"/>`).join("");
}

// Hidden units have their numbers, outputs the shapes of their classes.
function unit(x, y, i, l, last) {
  if (l === last && i === 1) return `<path class="unit class-1" d="M${x} ${pixel(y - 10)}l-10 17h20z"/>`;
  const number = l > 0 && l < last ? label(x, y + 4, i + 1, "", { anchor: "middle", small: true }) : "";
  return `<circle class="unit${l === last ? " class-0" : ""}" cx="${x}" cy="${y}" r="${RADIUS}"/>${number}`;
}

function head(x, l, last, state, narrow) {
  const [name, kind] = l === 0 ? ["input", ""] : l === last ? [narrow ? `layer ${l}` : `layer ${l}, output`, "softmax"] : [`layer ${l}`, NAMES[state[`f${l}`]]];
  return label(x, 12, name, "", { anchor: "middle", small: true }) + label(x, 26, kind, "quiet", { anchor: "middle", small: true });
}

/** W^l and b^l: a row for each unit that a weight comes from, a column for each that it goes to. */
export function table({ weights, biases }, state) {
  const l = layerOf(state);
  const [W, b] = [weights[l - 1], biases[l - 1]];
  const cells = (row) => row.map((value) => `<td>${fixed(value, 4)}</td>`).join("");
  const heads = b.map((_, j) => `<th scope="col">to ${toWhat(l, weights.length, j)}</th>`).join("");
  const rows = W.map((row, i) => `<tr><th scope="row">from ${l === 1 ? `x${"₁₂"[i]}` : `unit ${i + 1}`}</th>${cells(row)}</tr>`).join("");
  return `<div class="scroll" tabindex="0" role="region" aria-label="Weights and biases of layer ${l}"><table class="numbers"><caption>Weights <i>W</i><sup>${l}</sup> and biases <i>b</i><sup>${l}</sup></caption><thead><tr><td></td>${heads}</tr></thead><tbody>${rows}<tr class="biases"><th scope="row">bias</th>${cells(b)}</tr></tbody></table></div>`;
}

function toWhat(l, last, j) {
  return l === last ? `class ${j}` : `unit ${j + 1}`;
}
