// Softmax and its logarithm, of one row or of each row of a batch.
import { checkRows, mapRows } from "./arrays.mjs";

/** y_i = e^{z_i} / sum_j e^{z_j}; a row of probabilities for a row of logits. */
export function softmax(z) {
  return mapRows(checkRows(z, "z"), z, (row) => probabilities(exponentials(row)));
}

/** ln y_i = (z_i - z_m) - ln(1 + sum_{j != m} e^{z_j - z_m}) with z_m the largest logit: a y near 1 keeps its digits. */
export function log_softmax(z) {
  return mapRows(checkRows(z, "z"), z, (row) => logProbabilities(exponentials(row)));
}

/**
 * What softmax, its logarithm and the gradient share: for one row, `top` is the index m of the (first) largest logit,
 * `shifted` is z_i - z_m, `e` is e^{z_i - z_m}, and `rest` the sum of `e` without m.
 */
export function exponentials(z) {
  let top = 0;
  for (let i = 1; i < z.length; i++) if (z[i] > z[top] || (Number.isNaN(z[i]) && !Number.isNaN(z[top]))) top = i;
  const peak = z[top];
  // The largest logit is no distance from itself, even where Infinity - Infinity says NaN; a NaN stays one.
  const shifted = Array.from(z, (logit, i) => (i === top && !Number.isNaN(peak) ? 0 : logit - peak));
  const e = shifted.map(Math.exp);
  const rest = e.reduce((sum, term, i) => (i === top ? sum : sum + term), 0);
  return { top, shifted, e, rest };
}

/** The softmax from its parts. */
export function probabilities({ e, rest }) {
  return e.map((term) => term / (1 + rest));
}

/** 1 minus the largest probability, without the subtraction that would cancel. */
export function probabilityOfOthers({ rest }) {
  return rest / (1 + rest);
}

/** The logarithm of the softmax from its parts. */
export function logProbabilities({ shifted, rest }) {
  const total = Math.log1p(rest);
  return shifted.map((distance) => distance - total);
}
