// Cross-entropy of three rows: every label and prediction can be typed, and a row's point dragged along the loss's curve.
import * as nn from "../nn.mjs";
import { fixed } from "../kit/format.mjs";
import { choice, field } from "../kit/parameters.mjs";
import { divide, drag, nearest } from "./cross-entropy/dragging.mjs";
import { drawn } from "./cross-entropy/picture.mjs";
import { BASES, CLASSES, LABELS, PREDICTIONS, ROWS, table } from "./cross-entropy/rows.mjs";
import { lines, note, sum, summary } from "./cross-entropy/words.mjs";

const SAMPLES = 134; // of a curve: eight to each halving of p, down to where base 10 leaves the picture

const parameters = {
  as: choice({
    kind: "tabs",
    label: "Predictions are",
    options: { probabilities: "probabilities", logits: "logits" },
    value: "probabilities",
  }),
  log: choice({
    kind: "tabs",
    label: "Logarithm",
    options: { log10: "base 10", ln: "base <i>e</i>", log2: "base 2" },
    value: "log10",
  }),
  reduction: choice({ kind: "tabs", label: "Rows together", options: { sum: "sum", mean: "mean" }, value: "sum" }),
  ...fields("y", "label", LABELS),
  ...fields("p", "prediction", PREDICTIONS),
};

function fields(letter, name, values) {
  const cells = values.flatMap((row, n) =>
    row.map((value, i) => {
      const told = `Row ${n + 1}, ${name} of ${CLASSES[i]}`;
      return [`${letter}${n + 1}${i + 1}`, field({ label: told, shown: false, min: -1000, max: 1000, value })];
    }),
  );
  return Object.fromEntries(cells);
}

function model(state) {
  const base = BASES[state.log];
  const { reduction } = state;
  const [y, given] = [table(state, "y"), table(state, "p")];
  const scores = state.as === "logits";
  const loss = scores ? nn.categorical_crossentropy_from_logits : nn.categorical_crossentropy;
  const total = loss(y, given, { base, reduction }); // first: it refuses what makes no sense
  const logits = scores ? given : given.map((row) => row.map(Math.log));
  const share = reduction === "mean" ? 1 / ROWS.length : 1;
  return {
    y,
    given,
    total,
    y_hat: scores ? nn.softmax(given) : given,
    losses: loss(y, given, { base, reduction: "none" }),
    terms: given.map((row, n) => row.map((_, i) => (y[n][i] === 0 ? 0 : y[n][i] * loss(i, row, { base })))),
    by_logit: nn.categorical_crossentropy_from_logits_prime(y, logits, { reduction }),
    by_probability: scores ? null : given.map((row, n) => row.map((p, i) => share * slope(y[n][i], p, base))),
    curves: curves(),
  };
}

// Of one term, -y log p. A class that the label leaves out has none, whatever its probability.
function slope(y, p, base) {
  return y === 0 ? 0 : -y / p / Math.log(base ?? Math.E);
}

let known = null;

/** The loss of a row by the probability of its true class, in each base; no state changes it. */
function curves() {
  if (known) return known;
  const ps = Array.from({ length: SAMPLES }, (_, k) => 2 ** (-k / 8));
  const rows = ps.map((p) => [p, 1 - p]);
  const truth = ps.map(() => 0);
  const losses = Object.entries(BASES).map(([log, base]) => [
    log,
    nn.categorical_crossentropy(truth, rows, { base, reduction: "none" }),
  ]);
  known = { ps, ...Object.fromEntries(losses) };
  return known;
}

function view(numbers, state, width) {
  const rows = ROWS.map((n) => ({
    [`name${n}`]: state.as === "logits" ? "<i>z</i>" : "<i>ŷ</i>",
    [`loss${n}`]: fixed(numbers.losses[n - 1], 5),
    [`row${n}`]: lines(numbers, state, n - 1),
  }));
  return {
    plot: drawn(numbers, state, width),
    sum: sum(numbers, state),
    ...Object.assign({}, ...rows),
    note: note(state),
    summary: summary(numbers, state),
  };
}

function layout({ control, plot, slot }) {
  const heads = CLASSES.map((name) => `<th scope="col">${name}</th>`).join("");
  const inputs = (letter, n) => CLASSES.map((_, i) => `<td>${control(`${letter}${n}${i + 1}`)}</td>`).join("");
  const rows = ROWS.map(
    (n) =>
      `<table class="batch-row"><caption>Row ${n}: loss ${slot(`loss${n}`, "strong")}</caption><thead><tr><td></td>${heads}</tr></thead><tbody><tr><th scope="row"><i>y</i></th>${inputs("y", n)}</tr><tr><th scope="row">${slot(`name${n}`, "span")}</th>${inputs("p", n)}</tr></tbody>${slot(`row${n}`, "tbody")}</table>`,
  );
  return `<div class="explorer-controls">${control("as")}${control("log")}${control("reduction")}</div>${plot("plot")}${slot("sum")}<div class="batch">${rows.join("")}</div>${slot("note")}`;
}

export default {
  name: "cross-entropy",
  title: "Cross-entropy of three rows",
  prompt: "Drag row 1’s point to the right, or change the base: which of the two makes the prediction less wrong?",
  parameters,
  samples: [
    { log: "ln", reduction: "mean" },
    { log: "log2", p11: 0.2, p12: 0.7, p13: 0.1 },
    { as: "logits", log: "ln", reduction: "mean", p11: 3, p12: -1.5, p13: 0.25, p21: 40, p22: -2, p23: 1 },
    { as: "logits" },
    { p11: 1, p12: 0, p13: 0 },
    { y11: 0.05, y12: 0.9, y13: 0.05, y21: 0.5, y22: 0.5, y23: 0, p21: 0.25, p22: 0, p23: 0.75, reduction: "mean" },
    { y11: 0.2, y12: 0.7, y13: 0.1, as: "logits", log: "log2", p12: 900 },
  ],
  model,
  view,
  layout,
  drag,
  nearest,
  buttons: { divide },
};
