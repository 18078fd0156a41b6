// A playground: a small network is trained on points of the plane, a step at a time, and nothing of it is hidden.
import { fixed, short, escape } from "../kit/format.mjs";
import { choice, player, seed, slider, text } from "../kit/parameters.mjs";
import { course } from "./playground/course.mjs";
import { drawing, table } from "./playground/network.mjs";
import { plane, planeFrame } from "./playground/plane.mjs";
import * as points from "./playground/points.mjs";
import { LAYERS, REACH, setting } from "./playground/setting.mjs";
import { snippet } from "./playground/snippet.mjs";
import { model } from "./playground/training.mjs";

const FUNCTIONS = { tanh: "tanh", sigmoid: "sigmoid", relu: "ReLU", leaky_relu: "leaky ReLU", linear: "linear" };
const UNITS = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [n + 1, n === 0 ? "1 unit" : `${n + 1} units`]));
const ISLAND = [
  [0.05, 0.2, 1],
  [-0.3, -0.1, 1],
  [0.3, -0.2, 1],
  [0, -0.4, 1],
  [-0.9, 0.5, 0],
  [-0.2, 1, 0],
  [0.8, 0.7, 0],
  [1, -0.4, 0],
  [0.2, -1.1, 0],
  [-0.8, -0.7, 0],
];
const SIDE_BY_SIDE = 500; // below this width the pictures stand one above another
const GAP = 16;

const parameters = {
  data: choice({
    kind: "tabs",
    label: "Points",
    options: { xor: "XOR", circles: "circles", spiral: "spiral", own: "your own" },
    value: "xor",
  }),
  seed: seed({ label: "Seed", value: 2 }),
  layers: choice({ kind: "tabs", label: "Hidden layers", options: { 0: "0", 1: "1", 2: "2", 3: "3", 4: "4" }, value: "1" }),
  ...Object.fromEntries(
    LAYERS.flatMap((l) => [
      [`units${l}`, choice({ label: `Layer ${l}`, options: UNITS, value: "4" })],
      [`f${l}`, choice({ label: `Activation of layer ${l}`, shown: false, options: FUNCTIONS, value: "tanh" })],
    ]),
  ),
  init: choice({
    label: "Weights start",
    options: { glorot_uniform: "Glorot, uniform", he_uniform: "He, uniform", constant: "all at 0.5", zeros: "all at 0" },
    value: "glorot_uniform",
  }),
  optimizer: choice({ label: "Optimiser", options: { sgd: "SGD", momentum: "momentum 0.9", adam: "Adam" }, value: "adam" }),
  batch: choice({ kind: "tabs", label: "Batch", options: { all: "all", 32: "32", 8: "8", 1: "1" }, value: "all" }),
  rate: slider({ label: "Learning rate", min: 1e-4, max: 10, scale: "log", value: 0.1 }),
  // Slow where most happens, and not for ever on the way to the last step.
  t: player({ label: "Steps", max: 2000, value: 40, pace: (t) => 1 + Math.floor(t / 100) }),
  pen: choice({ kind: "tabs", label: "A click places", options: { 0: "○ class 0", 1: "△ class 1" }, value: "1" }),
  points: text({
    label: "The points as x, y, class; …",
    value: ISLAND,
    read: points.read,
    write: points.write,
    show: points.show,
    told: points.told,
  }),
  layer: choice({ kind: "tabs", label: "Numbers of layer", options: { 1: "1", 2: "2", 3: "3", 4: "4", 5: "5" }, value: "1" }),
};

const isOwn = ({ data }) => data === "own";

function view(numbers, state, width) {
  const half = width < SIDE_BY_SIDE ? width : Math.floor((width - GAP) / 2);
  return {
    plane: plane(numbers, half, isOwn(state)),
    course: course(numbers, half),
    tools: isOwn(state) ? TOOLS : "",
    readout: readout(numbers, state),
    network: drawing(numbers, state, width),
    table: table(numbers, state),
    snippet: escape(snippet({ ...state, t: numbers.step })),
    summary: summary(numbers, state),
  };
}

const EMPTY = "There is nothing to learn from yet. Click into the plane, or write points into the field.";

function broken(step) {
  return `Training broke down after step ${step}: with the next, a number left the range of floating point. The picture stays at step ${step}. Try a learning rate ten times smaller.`;
}

const TOOLS = `<button type="button" data-set="undo">Remove the last</button> <button type="button" data-set="clear">Remove all</button>`;

function readout({ loss, right, y, step }, state) {
  if (loss === null) return `<p class="playground-told">${EMPTY}</p>`;
  const { batch, examples } = setting(state);
  const shown = short((step * batch) / examples, 3);
  const stopped = state.t > step ? `<p class="playground-told">${broken(step)}</p>` : "";
  return `${stopped}<dl><div><dt>Step</dt><dd>${step}</dd></div><div><dt>Epochs</dt><dd>${shown}</dd></div><div><dt class="q-loss">Loss</dt><dd>${fixed(loss, 4)}</dd></div><div><dt>Right</dt><dd>${right} of ${y.length}</dd></div></dl>`;
}

function summary(numbers, state) {
  const { loss, right, y, step, norms } = numbers;
  const next = isOwn(state) ? ` A click adds a ${state.pen === "1" ? "triangle, class 1" : "circle, class 0"}.` : "";
  if (loss === null) return EMPTY + next;
  const stopped = state.t > step ? `${broken(step)} ` : "";
  const share = `${right} of ${y.length} points are classified right (${short((100 * right) / y.length, 3)} per cent)`;
  const accuracy = right === y.length && y.length > 1 ? `all ${y.length} points are classified right` : share;
  return `${stopped}After ${step === 1 ? "one step" : `${step} steps`} the loss is ${short(loss, 3)}, and ${accuracy}. ${gradients(norms)}${next}`;
}

function gradients(norms) {
  if (norms.length === 1) return `The norm of the gradient is ${short(norms[0], 2)}.`;
  return `The norm of the gradient is ${short(norms[0], 2)} in the first layer and ${short(norms.at(-1), 2)} in the last.`;
}

function layout({ control, plot, slot }) {
  const layers = LAYERS.map((l) => `<div class="playground-layer">${control(`units${l}`)}${control(`f${l}`)}</div>`);
  return `<div class="explorer-controls">${control("data")}${control("seed")}</div>
<div class="explorer-controls">${control("layers")}<div class="playground-layers">${layers.join("")}</div></div>
<div class="explorer-controls">${control("init")}${control("optimizer")}</div>
<div class="explorer-controls">${control("batch")}${control("rate")}</div>
<div class="explorer-controls">${control("t")}</div>
<div class="playground-pair">${plot("plane")}${plot("course")}</div>
<p class="playground-note">Circles are class 0, triangles class 1. The line is where the network is undecided, and beyond it, where the plane is hatched, it says class 1. The stronger the colour, the surer it is.</p>
<div class="explorer-controls">${control("pen")}${slot("tools", "span")}${control("points")}</div>
${slot("readout")}
${plot("network")}
<p class="playground-note">The thicker, the larger the weight; dashes are negative. Short lines from above are biases.</p>
<div class="explorer-controls">${control("layer")}</div>
${slot("table")}
<div class="explorer-controls playground-export"><span>The same experiment in Python</span><button type="button" data-copy="snippet">Copy</button></div>
<div class="no-copy scroll" tabindex="0" role="group" aria-label="The same experiment in Python">${slot("snippet", "pre")}</div>`;
}

/** A click into the plane places a point, where the points are the reader's own. */
function tap({ x, y, slot }, state, width) {
  if (slot !== "plane" || !isOwn(state) || state.points.length >= points.MOST) return {};
  const at = planeFrame(width < SIDE_BY_SIDE ? width : Math.floor((width - GAP) / 2));
  const [x1, x2] = [at.x.invert(x), at.y.invert(y)];
  if (Math.abs(x1) > REACH || Math.abs(x2) > REACH) return {};
  return { points: [...state.points, points.pointAt(x1, x2, Number(state.pen))] };
}

export default {
  name: "playground",
  title: "Train a network",
  prompt: "Set the hidden layers to 0: can one straight line tell the two classes apart?",
  parameters,
  samples: [
    { data: "circles", layers: "2", units1: "3", units2: "5", f1: "relu", f2: "leaky_relu", init: "he_uniform", optimizer: "momentum", rate: 0.05, batch: "32", t: 37, seed: 7 },
    { data: "spiral", layers: "0", optimizer: "sgd", rate: 0.2, batch: "8", t: 125, layer: "3" },
    { data: "spiral", layers: "3", units1: "8", units2: "8", units3: "2", f3: "sigmoid", rate: 0.01, t: 100, layer: "4" },
    { data: "own", f1: "sigmoid", init: "constant", rate: 0.05, batch: "1", t: 45 },
    { data: "own", points: [[0.5, -0.25, 1], [-1.5, 1, 0], [0, 0.75, 1]], init: "zeros", optimizer: "sgd", t: 20 },
    { data: "own", points: [], t: 10 },
    { layers: "4", f1: "linear", f2: "linear", f3: "linear", f4: "linear", optimizer: "sgd", rate: 10, t: 50, seed: 5 },
  ],
  relevant: {
    ...Object.fromEntries(LAYERS.flatMap((l) => ["units", "f"].map((key) => [`${key}${l}`, ({ layers }) => l <= Number(layers)]))),
    ...Object.fromEntries([2, 3, 4, 5].map((l) => [`layer=${l}`, ({ layers }) => l <= Number(layers) + 1])),
    pen: isOwn,
    points: isOwn,
  },
  model,
  view,
  layout,
  tap,
  buttons: {
    undo: (state) => ({ points: state.points.slice(0, -1) }),
    clear: () => ({ points: [] }),
  },
};
