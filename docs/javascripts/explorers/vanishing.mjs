// A deep network before its first step: how much of the gradient is left at each layer, beside the most that there could be.
import * as nn from "../nn.mjs";
import { scientific, short } from "../kit/format.mjs";
import { choice, seed, slider } from "../kit/parameters.mjs";
import { curve, frame, label, picture, pixel, point } from "../kit/plot.mjs";

const ACTIVATIONS = { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", leaky_relu: "leaky ReLU", linear: "linear" };
const STARTS = { glorot_uniform: "Glorot", he_uniform: "He", uniform: "own size" };
const EXAMPLES = 4;
const CLASSES = 4;
const FLOAT32 = 2 ** -24; // what is smaller, float32 doesn't see beside 1
const APART = 16; // px from one label to the next

const parameters = {
  f: choice({ label: "Activation", options: ACTIVATIONS, value: "sigmoid" }),
  start: choice({ kind: "tabs", label: "Weights", options: STARTS, value: "glorot_uniform" }),
  scale: slider({
    label: "Size <i>s</i>/√<i>n</i>",
    name: "Size of the weights, as a multiple of 1/√n",
    min: 0.1,
    max: 10,
    scale: "log",
    step: 0.01,
    value: 1,
    says: (value) => `${short(value)} divided by the root of the units`,
  }),
  depth: slider({ label: "Hidden layers", min: 1, max: 50, step: 1, value: 20, whole: true }),
  width: slider({ label: "Units in each", min: 2, max: 32, step: 1, value: 16, whole: true }),
  seed: seed({}),
};

/** A generator that starts again with the draws it has already made: most changes of the state need the same ones. */
class Remembering extends nn.Generator {
  drawn = [];
  at = 0;

  random() {
    if (this.at === this.drawn.length) this.drawn.push(super.random());
    return this.drawn[this.at++];
  }

  again() {
    this.at = 0;
    return this;
  }
}

let draws = { seed: null, rng: null };
let stretches = { key: "", norms: [] };

function generator(seed) {
  if (draws.seed !== seed) draws = { seed, rng: new Remembering(seed) };
  return draws.rng.again();
}

/** The spectral norms of all layers; hidden layers that another depth has too are not asked again. */
function spectralNorms(weights, { seed, start, scale, width }) {
  const key = [seed, start, scale, width].join();
  if (stretches.key !== key) stretches = { key, norms: [] };
  const hidden = weights.slice(0, -1).map((W, l) => (stretches.norms[l] ??= nn.spectral_norm(W)));
  return [...hidden, nn.spectral_norm(weights.at(-1))];
}

/** The steepest that an activation can be. */
function steepest(name) {
  const { prime } = nn.activations[name];
  return Math.max(prime(0), prime(1));
}

function model(state) {
  const { f, start, scale, depth, width } = state;
  const rng = generator(state.seed);
  const x = Array.from({ length: EXAMPLES }, () => Array.from(nn.normal_many(rng, width)));
  const labels = x.map((_, m) => m % CLASSES);
  const network = new nn.Network([width, ...Array(depth).fill(width), CLASSES], {
    hidden: f,
    initializer: start === "uniform" ? nn.uniform(scale / Math.sqrt(width)) : start,
    rng,
  });
  const norms = network.backward(x, labels).deltas.map(nn.norm);
  const layers = norms.length;
  const [slope, quarter, last] = [steepest(f), nn.sigmoid_prime(0), norms.at(-1)];
  const bounds = [1];
  for (const stretch of spectralNorms(network.weights, state).slice(1).reverse()) bounds.unshift(slope * stretch * bounds[0]);
  const left = norms.map((norm) => norm / last);
  const shorter = left[0] < 1 ? left[0] : 1 / left[0];
  return {
    norms,
    left,
    bounds,
    reference: norms.map((_, l) => quarter ** (layers - 1 - l)),
    factor: left[0] ** (1 / (layers - 1)),
    kept: Math.fround(1 + Math.fround(shorter)) !== 1,
  };
}

function view(numbers, state, width) {
  return { plot: plot(numbers, width), readout: readout(numbers), summary: summary(numbers, state) };
}

function plot(numbers, width) {
  const { left, bounds, reference } = numbers;
  const narrow = width < 500;
  const layers = left.length;
  const shown = [...left, ...bounds, ...reference].filter((value) => value > 0 && value < Infinity);
  const powers = [Math.floor(Math.log10(Math.min(...shown))), Math.ceil(Math.log10(Math.max(...shown)))];
  const margin = narrow ? 96 : 116; // for the labels, left of the first layer and well apart from the axis's numbers
  const room = { left: narrow ? 38 : 46, right: 14, top: 30 };
  const pad = (margin / (width - room.left - room.right - margin)) * (layers - 1);
  const at = frame({
    width,
    height: narrow ? 300 : 380,
    x: [1 - pad, layers],
    y: powers.map((power) => 10 ** power),
    ylog: true,
    xlabel: "layer l",
    room,
  });
  at.x.ticks = layerTicks(layers, narrow ? 5 : 8);
  const numbered = left.map((_, l) => l + 1);
  const roomy = at.x(2) - at.x(1) >= 13;
  const sent = numbered.filter((l) => left[l - 1] > 0);
  const silent = numbered.filter((l) => left[l - 1] === 0);
  const single = at.y(FLOAT32);
  const seen = single > at.top && single < at.height - at.bottom;
  return picture(
    at,
    `<text class="axis" x="${room.left - 38}" y="14">${narrow ? "length of δ, as a part of the last layer’s" : "length of each layer’s δ, as a part of the last layer’s"}</text>`,
    seen ? `<line class="curve faint" data-thin="" x1="${pixel(at.x(1))}" x2="${width - room.right}" y1="${pixel(single)}" y2="${pixel(single)}"/>` : "",
    curve(at, numbered, reference, "none", { extra: 'data-thin=""' }),
    curve(at, numbered, bounds, "bound"),
    curve(at, numbered, left.map((value) => (value > 0 ? value : NaN)), "gradient plain"),
    (roomy ? sent : sent.slice(-1)).map((l) => point(at, l, left[l - 1], "gradient", { radius: 3.5 })),
    silent.map((l) => point(at, l, 0, "gradient", { radius: roomy ? 3.5 : 2, hollow: true })),
    spread(at, [
      { text: "gradient", quantity: "gradient", y: at.y(left[0]) },
      { text: "bound", quantity: "bound", y: at.y(bounds[0]) },
      { text: "¼ a layer", quantity: "", y: at.y(reference[0]) },
      ...(seen ? [{ text: "float32", quantity: "faint", y: single }] : []),
    ]).map(({ text, quantity, y }) => label(at.x(1) - 9, y + 4, text, quantity, { anchor: "end" })),
  );
}

/** Layers to name on the axis: the first, and round ones. */
function layerTicks(layers, count) {
  const pace = [1, 2, 5, 10, 20].find((step) => layers / step <= count);
  const round = Array.from({ length: Math.floor(layers / pace) }, (_, k) => (k + 1) * pace);
  return [1, ...round.filter((l) => l > 1)];
}

/** Labels moved apart, as little as they must be, and kept within the frame. */
function spread(at, labels) {
  const placed = labels.filter(({ y }) => Number.isFinite(y)).sort((a, b) => a.y - b.y);
  const lowest = at.height - at.bottom - 6;
  placed.forEach((one, k) => (one.y = Math.max(one.y, k ? placed[k - 1].y + APART : at.top + 4)));
  placed.reverse().forEach((one, k) => (one.y = Math.min(one.y, k ? placed[k - 1].y - APART : lowest)));
  return placed;
}

function readout({ norms, left, bounds, factor }) {
  const rows = [
    ["gradient", "length of δ<sup>1</sup>", short(norms[0], 3)],
    ["gradient", `of δ<sup>${norms.length}</sup>`, short(norms.at(-1), 3)],
    ["gradient", "ratio", short(left[0], 3)],
    ["bound", "bound on the ratio", short(bounds[0], 3)],
    ["", "factor a layer", short(factor, 3)],
  ];
  return `<dl>${rows.map(([quantity, name, value]) => `<div><dt${quantity && ` class="q-${quantity}"`}>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>`;
}

function summary({ left, norms, kept }, { f, start, scale, depth }) {
  const weights = start === "uniform" ? `weights of up to ±${short(scale)}/√n` : `${STARTS[start]}’s weights`;
  const built = `${depth} hidden layer${depth === 1 ? "" : "s"}, ${ACTIVATIONS[f]} with ${weights}`;
  const part = left[0];
  if (norms.at(-1) === 0) return `${built}: the last layer’s δ is exactly 0, so there is nothing to send back.`;
  if (part === 0) {
    const reached = left.findIndex((value) => value > 0) + 1;
    return `${built}: below layer ${reached} every δ is exactly 0. No unit of layer ${reached - 1} is active for any input, so nothing passes it.`;
  }
  const told = `${built}: δ at the first layer is ${size(part)} times as long as at the last.`;
  return `${told} ${verdict(part, kept)}`;
}

function verdict(part, kept) {
  if (part < 1e-3) {
    const seen = kept ? "Float32 could still tell it from 0 beside 1" : `Float32 could not tell it from 0 beside 1: there 1 + ${size(part)} is exactly 1`;
    return `The gradient vanishes. ${seen}.`;
  }
  if (part > 1e3) {
    const seen = kept ? "" : " Beside the first layer’s, float32 could not even tell the last’s from 0.";
    return `The gradient explodes: a step that suits the last layer is far too long for the first.${seen}`;
  }
  const arrived = part < 0.3 ? "The gradient fades, but it arrives" : part > 3 ? "The gradient grows" : "The gradient arrives at about its full length";
  return `${arrived}; float32 tells it from 0 beside 1 with ease.`;
}

function size(value) {
  return value < 0.01 || value >= 1000 ? scientific(value, 2) : short(value, 2);
}

export default {
  name: "vanishing",
  title: "The gradient, layer by layer",
  prompt: "Change the activation to ReLU and the weights to He’s, then add layers: how much of the gradient reaches the first one now?",
  parameters,
  samples: [
    { f: "relu", start: "he_uniform", depth: 50, width: 32, seed: 3 },
    { f: "tanh", start: "uniform", scale: 2.4, depth: 24, seed: 7 },
    { f: "leaky_relu", start: "he_uniform", depth: 50, width: 8 },
    { f: "linear", start: "uniform", scale: 10, depth: 50 },
    { f: "sigmoid", start: "uniform", scale: 0.1, depth: 50, width: 12 },
    { f: "relu", start: "uniform", scale: 1, depth: 30, width: 2, seed: 5 },
    { f: "tanh", depth: 1, width: 5, seed: 2 },
  ],
  relevant: { scale: ({ start }) => start === "uniform" },
  model,
  view,
  layout: ({ control, plot, slot }) =>
    `<div class="explorer-controls">${control("f")}${control("start")}${control("scale")}</div>${plot("plot")}<div class="explorer-controls">${control("depth")}${control("width")}${control("seed")}</div>${slot("readout")}`,
};
