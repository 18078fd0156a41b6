// Two lines in a row, or eight: one line. With a ReLU between them the line bends.
import * as nn from "../nn.mjs";
import { slider, toggle } from "../kit/parameters.mjs";
import { spaced } from "../kit/plot.mjs";
import { dragged, drawn } from "./linear-collapse/picture.mjs";
import { pieces } from "./linear-collapse/pieces.mjs";
import { readout, summary } from "./linear-collapse/words.mjs";

const [FAR, SAMPLES] = [2.5, 51];

const parameters = {
  relu: toggle({ label: "ReLU between the layers", value: false }),
  layers: slider({ label: "Layers", min: 1, max: 8, step: 1, value: 2, whole: true }),
  w1: slider({ label: "<i>f</i>: slope", min: -4, max: 4, step: 0.1, value: 2 }),
  b1: slider({ label: "<i>f</i>: intercept", min: -5, max: 5, step: 0.1, value: 1 }),
  w2: slider({ label: "<i>g</i>: slope", min: -4, max: 4, step: 0.1, value: 3 }),
  b2: slider({ label: "<i>g</i>: intercept", min: -5, max: 5, step: 0.1, value: 2 }),
};

function model({ relu, layers: count, w1, b1, w2, b2 }) {
  const [f, g] = [
    [w1, b1],
    [w2, b2],
  ];
  const layers = Array.from({ length: count }, (_, l) => (l % 2 ? g : f));
  const line = nn.compose_linear(layers);
  const ns = spaced(-FAR, FAR, SAMPLES);
  const whole = (n) => answer(layers, n, relu);
  const parts = relu ? pieces(layers) : { ends: [], slopes: [line[0]], intercepts: [line[1]] };
  return {
    layers,
    line,
    pieces: parts,
    bends: { ns: parts.ends, heights: parts.ends.map(whole) },
    ns,
    f: ns.map((n) => answer([f], n)),
    g: ns.map((n) => answer([g], n)),
    straight: ns.map((n) => answer([line], n)),
    values: ns.map(whole),
  };
}

/** What layers answer to a number; ReLU stands between them, not behind the last. */
function answer(layers, n, relu = false) {
  return layers.reduce((a, [w, b], l) => w * (relu && l > 0 ? nn.relu(a) : a) + b, n);
}

export default {
  name: "linear-collapse",
  title: "Two lines make one line",
  prompt: "Switch the ReLU on and see the one line bend, then add layers, with it and without.",
  parameters,
  samples: [
    { relu: true },
    { relu: true, w1: -1.5, b1: 2, w2: -2, b2: 3, layers: 3 },
    { relu: true, w1: -0.8, b1: 1.3, w2: -1.1, b2: 2.7, layers: 8 },
    { relu: true, w1: 0, b1: -1 },
    { relu: true, w1: 1, b1: 3, w2: -2, b2: -1, layers: 4 },
    { relu: true, layers: 8 },
    { layers: 7, w1: -1.2, w2: 0.7, b2: -4 },
    { layers: 1, relu: true },
  ],
  relevant: { w2: ({ layers }) => layers > 1, b2: ({ layers }) => layers > 1, relu: ({ layers }) => layers > 1 },
  model,
  view: (numbers, state, width) => ({
    plot: drawn(numbers, state, width),
    readout: readout(numbers, state),
    summary: summary(numbers, state),
  }),
  layout: ({ control, plot, slot }) =>
    `<div class="explorer-controls">${control("relu")}${control("layers")}</div>${plot("plot")}${slot("readout")}<div class="explorer-controls">${control("w1")}${control("b1")}${control("w2")}${control("b2")}</div>`,
  drag: dragged,
};
