// An activation and its slope: drag the point along the curve; far out, see where float32 has no slope left.
import * as nn from "../nn.mjs";
import { fixed, short } from "../kit/format.mjs";
import { LEFT, labels, RIGHT } from "../kit/labels.mjs";
import { choice, slider } from "../kit/parameters.mjs";
import { curve, frame, inside, label, picture, point, segment, spaced } from "../kit/plot.mjs";

const FUNCTIONS = { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", leaky_relu: "leaky ReLU", linear: "linear" };
const SATURATES = ["sigmoid", "tanh"];
const JUMPS = ["relu", "leaky_relu"]; // whose slope does, at 0
const NEAR = 6;
const FAR = 20;
const SAMPLES = 241;

const parameters = {
  f: choice({ label: "Function", options: FUNCTIONS, value: "sigmoid" }),
  z: slider({ label: "<i>z</i>", min: -FAR, max: FAR, step: 0.05, value: 1.5 }),
  slope: slider({ label: "Slope on the left", min: 0, max: 1, step: 0.01, value: 0.1 }),
  view: choice({
    kind: "tabs",
    label: "Show",
    options: { curve: "function and slope", gap: "what float32 keeps" },
    value: "curve",
  }),
};

/** The function and its slope at a number, in float64 and as float32 has them. */
function pair({ f, slope }) {
  const options = f === "leaky_relu" ? [slope] : [];
  return { f: (z) => nn[f](z, ...options), prime: (z) => nn[`${f}_prime`](z, ...options) };
}

function model(state) {
  const { f, prime } = pair(state);
  const reach = state.view === "gap" || Math.abs(state.z) > NEAR ? FAR : NEAR;
  const zs = spaced(-reach, reach, SAMPLES);
  const single = Math.fround(f(Math.fround(state.z)));
  const numbers = {
    zs,
    values: zs.map(f),
    slopes: zs.map(prime),
    value: f(state.z),
    prime: prime(state.z),
    single,
    limit: null,
  };
  if (SATURATES.includes(state.f)) {
    // Both go to 1 on the right: how far they are from it, without a difference of nearly equal numbers.
    const gap = state.f === "sigmoid" ? (z) => nn.sigmoid(-z) : (z) => 2 * nn.sigmoid(-2 * z);
    const rights = spaced(0, FAR, SAMPLES);
    numbers.limit = {
      zs: rights,
      gaps: rights.map(gap),
      singles: rights.map((z) => 1 - Math.fround(f(Math.fround(z)))),
      gap: gap(Math.abs(state.z)),
      single: 1 - Math.fround(f(Math.fround(Math.abs(state.z)))),
    };
  }
  return numbers;
}

function view(numbers, state, width) {
  const plot = state.view === "gap" && numbers.limit ? gaps(numbers, state, width) : curves(numbers, state, width);
  return { plot, readout: readout(numbers), summary: summary(numbers, state) };
}

function bounds(state, reach) {
  if (SATURATES.includes(state.f)) return state.f === "tanh" ? [-1.25, 1.25] : [-0.3, 1.25];
  return reach === FAR ? [-8, 20] : [-2, 5];
}

function curves(numbers, state, width) {
  const reach = numbers.zs.at(-1);
  const at = frame({
    width,
    height: width < 500 ? 260 : 340,
    x: [-reach, reach],
    y: bounds(state, reach),
    xlabel: "z",
  });
  const { z } = state;
  const { value, prime } = numbers;
  const half = reach / 4;
  const tangent = [[z - half, value - half * prime], [z + half, value + half * prime]];
  return picture(
    at,
    inside(
      at,
      curve(at, numbers.zs, numbers.values, "function"),
      slopes(at, numbers, state), // above it: where both are 0, its gaps let the function be seen
      segment(at, ...tangent, "gradient"),
    ),
    segment(at, [z, 0], [z, prime], "derivative", { extra: 'data-thin=""' }),
    point(at, z, value, "function", { drag: "z", radius: 6 }),
    point(at, z, prime, "derivative", { hollow: true, radius: 4 }), // where both are one, the larger is seen around it
    names(at, numbers, state, tangent),
  );
}

/** What the curves are called, above them on the right, where neither they nor the points are in the way. */
function names(at, { zs, values, slopes, value, prime }, { f, z }, tangent) {
  const pixels = (points) => points.map(([x, y]) => [at.x(x), at.y(y)]);
  const cross = ([[x, y]]) => [[[x - 8, y - 8], [x + 8, y + 8]], [[x - 8, y + 8], [x + 8, y - 8]]];
  const along = (ys) => pixels(zs.map((x, k) => [x, ys[k]]));
  const drawn = [along(values), along(slopes), pixels(tangent), ...cross(pixels([[z, value]])), ...cross(pixels([[z, prime]]))];
  const ends = (SATURATES.includes(f) ? [0.86, 0.78, 0.94] : [0.8, 0.74, 0.86]).map((part) => Math.round(part * (SAMPLES - 1)));
  const places = (line, side, up) => ends.map((k) => ({ side, x: line[k][0], y: line[k][1] - up }));
  return labels(
    at,
    [
      { text: "f(z)", quantity: "function", places: places(drawn[0], LEFT, 15) },
      { text: "f′(z)", quantity: "derivative", places: places(drawn[1], RIGHT, 13) },
    ],
    drawn,
  );
}

/** The curve of the slope; where it jumps, nothing joins its pieces: a filled dot has the value at 0, a hollow one has not. */
function slopes(at, { zs, slopes: all }, { f }) {
  const zero = zs.indexOf(0);
  const [left, right] = [all[zero], all[zero + 1]];
  if (!JUMPS.includes(f) || left === right) return curve(at, zs, all, "derivative");
  const broken = [[zs, 0], [all, right]].map(([list, begin]) => [...list.slice(0, zero + 1), NaN, begin, ...list.slice(zero + 1)]);
  const ends = [point(at, 0, right, "derivative", { hollow: true, radius: 3 }), point(at, 0, left, "derivative", { radius: 4.5 })];
  return [curve(at, ...broken, "derivative"), ...ends].join("");
}

function gaps(numbers, state, width) {
  const { limit } = numbers;
  const at = frame({
    width,
    height: width < 500 ? 260 : 340,
    x: [0, FAR],
    y: [1e-10, 1],
    ylog: true,
    xlabel: "|z|",
    room: { left: 54, top: 26 },
  });
  const kept = limit.singles.map((gap) => (gap > 0 ? gap : NaN));
  const last = limit.singles.findLastIndex((gap) => gap > 0);
  const middle = Math.round(last / 2);
  const z = Math.abs(state.z);
  return picture(
    at,
    `<text class="axis" x="4" y="14">distance to the limit</text>`,
    inside(at, curve(at, limit.zs, limit.gaps, "function"), curve(at, limit.zs, kept, "derivative")),
    segment(at, [limit.zs[last], limit.singles[last]], [limit.zs[last], at.y.domain[0]], "derivative", { extra: 'data-thin=""' }),
    point(at, z, limit.gap, "function", { drag: "z" }),
    limit.single > 0 ? point(at, z, limit.single, "derivative", { hollow: true }) : "",
    label(at.x(limit.zs[middle]) + 6, at.y(limit.gaps[middle]) - 8, "real numbers", "function"),
    label(at.x(limit.zs[last]) - 6, at.y(at.y.domain[0]) - 8, "float32 ends here", "derivative", { anchor: "end" }),
  );
}

/** A value so near to its limit of 1 that decimals would show the limit. */
function near(value, gap) {
  const sign = value < 0 ? "−" : "";
  return gap !== undefined && gap < 1e-4 && gap > 0 ? `${sign}(1 − ${short(gap, 2)})`.replace(/^\((.*)\)$/, "$1") : short(value);
}

/** How far the value is from the limit on its own side, where there is one. */
function toLimit({ value, limit }) {
  return limit && Math.abs(value) > 0.5 ? limit.gap : undefined;
}

function readout(numbers) {
  const { value, prime, single } = numbers;
  return `<dl><div><dt class="q-function">f(z)</dt><dd>${near(value, toLimit(numbers))}</dd></div><div><dt class="q-derivative">f′(z)</dt><dd>${short(prime)}</dd></div><div><dt>f(z) in float32</dt><dd>${single === 1 || single === -1 ? `exactly ${fixed(single, 0)}` : short(single, 7)}</dd></div></dl>`;
}

function summary(numbers, state) {
  const { value, prime, limit, single } = numbers;
  const name = FUNCTIONS[state.f];
  const told = `At z = ${short(state.z)}, ${name} is ${near(value, toLimit(numbers))} and its slope ${short(prime)}.`;
  if (!limit) return `${told} It has no limit on the right, so its slope doesn’t fade there.`;
  if (single === 1 || single === -1 || limit.single === 0) {
    return `${told} In float32 the value is exactly ${fixed(single, 0)}: a slope computed from it would be 0.`;
  }
  return `${told} It is ${short(limit.gap, 2)} away from ${state.f === "sigmoid" && state.z < 0 ? 0 : state.z < 0 ? "−1" : 1}, its limit.`;
}

export default {
  name: "activation",
  title: "An activation and its slope",
  prompt: "Drag the point along the curve: where is the slope, and with it the gradient, almost nothing?",
  parameters,
  samples: [
    { f: "tanh", z: -2.3 },
    { f: "relu", z: 0 },
    { f: "leaky_relu", z: -3, slope: 0.25 },
    { f: "linear", z: 12 },
    { f: "sigmoid", z: 18, view: "gap" },
    { f: "tanh", z: -9.5, view: "gap" },
  ],
  relevant: { slope: ({ f }) => f === "leaky_relu", view: ({ f }) => SATURATES.includes(f) },
  model,
  view,
  layout: ({ control, plot, slot }) =>
    `<div class="explorer-controls">${control("f")}${control("view")}</div>${plot("plot")}<div class="explorer-controls">${control("z")}${control("slope")}</div>${slot("readout")}`,
  drag: (name, at, state, width) => {
    const reach = state.view === "gap" || Math.abs(state.z) > NEAR ? FAR : NEAR;
    const gap = state.view === "gap" && SATURATES.includes(state.f);
    const scale = frame({ width, height: 100, x: gap ? [0, FAR] : [-reach, reach], y: [0, 1], room: gap ? { left: 54 } : {} }).x;
    return { z: scale.invert(at.x) };
  },
  nearest: () => "z",
};
