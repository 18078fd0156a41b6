// A 2-2-2 network with every number shown: choose a parameter, and its derivative is a sum over paths of products.
import * as nn from "../nn.mjs";
import { choice, field, slider } from "../kit/parameters.mjs";
import { drawing } from "./chain-rule/drawing.mjs";
import { EDGES, ENDS, UNITS, chosen } from "./chain-rule/edges.mjs";
import { four } from "./chain-rule/numbers.mjs";
import { product } from "./chain-rule/product.mjs";

const LIMIT = 1000; // of every number that is set

const parameters = {
  hidden: choice({
    label: "Hidden units",
    options: { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", leaky_relu: "leaky ReLU" },
    value: "sigmoid",
  }),
  output: choice({
    label: "Outputs",
    options: { linear: "linear with squared error", softmax: "softmax with cross-entropy" },
    value: "linear",
  }),
  edge: choice({
    label: "Follow",
    options: Object.fromEntries(EDGES.map(({ key, sign, words }) => [key, `${sign} ${words}`])),
    value: "w1_21",
  }),
  eta: slider({ label: "Learning rate <i>η</i>", min: 0.05, max: 3, step: 0.05, value: 0.5 }),
  ...Object.fromEntries([...EDGES, ...ENDS].map(number)),
};

function number({ key, sign, place, value }) {
  const label = `${sign}<span class="unseen"> ${place}</span>`;
  const rounded = (current) => String(Number(current.toFixed(4)));
  return [key, field({ label, min: -LIMIT, max: LIMIT, value, rounded })];
}

function model(state) {
  const [x, y] = [UNITS.map((i) => state[`x${i}`]), UNITS.map((k) => state[`y${k}`])];
  const network = new nn.Network([2, 2, 2], { hidden: state.hidden, output: state.output, initializer: "zeros" });
  network.parameters.set(EDGES.map(({ key }) => state[key]));
  const { z, a } = network.forward(x);
  const { weights, biases, deltas } = network.backward(x, y);
  const primes = z[0].map(nn.activations[state.hidden].prime);
  const gradient = EDGES.map(({ layer: l, from, to }) => (from ? weights[l - 1][from - 1] : biases[l - 1])[to - 1]);
  const factors = paths(chosen(state), network.weights[1], { a, deltas, primes });
  const products = factors.map((path) => path.reduce((found, factor) => found * factor));
  const now = { x, y, z, a, deltas, primes, gradient, factors, products, loss: network.loss(x, y) };
  const optimizer = new nn.SGD({ learning_rate: state.eta });
  nn.train(network, [x], [y], { optimizer, epochs: 1, shuffle: false });
  return { ...now, next: [...network.parameters], nextLoss: network.loss(x, y) };
}

/** The factors on each path, from the loss back to the parameter; a bias has no source at its end. */
function paths({ layer, from, to }, W, { a, deltas, primes }) {
  const source = from ? [a[layer - 1][from - 1]] : [];
  if (layer === 2) return [[deltas[1][to - 1], ...source]];
  return UNITS.map((k) => [deltas[1][k - 1], W[to - 1][k - 1], primes[to - 1], ...source]);
}

function view(numbers, state, width) {
  return {
    plot: drawing(numbers, state, width),
    product: product(numbers, state),
    step: step(numbers),
    summary: summary(numbers, state),
  };
}

function step({ loss, next, nextLoss }) {
  const now = `<span class="q-loss"><i>L</i> = <b>${four(loss)}</b></span>`;
  if (!isWithin(next)) return `${now}. A step would carry a parameter beyond ${LIMIT}: take a smaller <i>η</i>, or reset.`;
  return `${now} now, and ${four(nextLoss)} after a step`;
}

function summary({ loss, primes, gradient, products, next, nextLoss }, state) {
  const edge = chosen(state);
  const ways = edge.layer === 1 ? `: ${through(products, primes[edge.to - 1], edge)}` : "";
  const told = `The loss is ${four(loss)}. Its slope in the ${edge.kind} ${edge.words} is ${four(gradient[EDGES.indexOf(edge)])}${ways}.`;
  if (!isWithin(next)) return told;
  const change = nextLoss < loss ? "takes it down to" : nextLoss > loss ? "is too long, and takes it up to" : "leaves it at";
  return `${told} A step of all twelve parameters with η = ${four(state.eta)} ${change} ${four(nextLoss)}.`;
}

function through([first, second], prime, { to }) {
  if (prime === 0) return `hidden unit ${to} is flat here, and nothing comes through it`;
  return `${four(first)} through output 1 and ${four(second)} through output 2`;
}

function isWithin(values) {
  return values.every((value) => Math.abs(value) <= LIMIT);
}

/** One step of all parameters; where there is none, the picture says why, and nothing changes. */
function stepped(state) {
  try {
    const { next } = model(state);
    return isWithin(next) ? Object.fromEntries(EDGES.map(({ key }, n) => [key, next[n]])) : {};
  } catch {
    return {};
  }
}

function layout({ control, plot, slot }) {
  const group = (name, keys) => `<fieldset><legend>${name}</legend>${keys.map(control).join("")}</fieldset>`;
  const layer = (l) => EDGES.filter((edge) => edge.layer === l).map(({ key }) => key);
  const groups = [
    group("Inputs", ["x1", "x2"]),
    group("Layer 1", layer(1)),
    group("Layer 2", layer(2)),
    group("Targets", ["y1", "y2"]),
  ];
  const descend = '<button type="button" data-set="step">Step: <i>w</i> ← <i>w</i> − <i>η</i> ∂<i>L</i>/∂<i>w</i></button>';
  return `<div class="explorer-controls">${control("hidden")}${control("output")}${control("edge")}</div>${plot("plot")}<div class="chain-product">${slot("product")}</div><div class="explorer-controls">${control("eta")}${descend}${slot("step", "span")}</div><div class="explorer-controls chain-fields">${groups.join("")}</div>`;
}

export default {
  name: "chain-rule",
  title: "The chain rule with its numbers in",
  prompt: "Choose another edge to see its product, or take a step and see the loss fall.",
  parameters,
  samples: [
    { edge: "w2_12" },
    { edge: "b1_2", hidden: "tanh", x1: -0.7, y1: 0.4 },
    { edge: "b2_1", hidden: "relu", w1_21: -2 },
    { edge: "w1_12", hidden: "leaky_relu", w1_11: -1.3, eta: 1.2 },
    { edge: "w1_22", output: "softmax" },
    { edge: "w2_21", output: "softmax", hidden: "tanh", y1: 0.25, y2: 0.75, x2: -1.5, eta: 3 },
  ],
  model,
  view,
  layout,
  buttons: { step: stepped, ...Object.fromEntries(EDGES.map(({ key }) => [key, () => ({ edge: key })])) },
};
