// Categorical cross-entropy, from probabilities and from logits, with its gradient; and one-hot labels.
import { checkCount, checkRows, isList, mapRows } from "./arrays.mjs";
import { checkLabels, checkProbabilities, checkReduction, logarithm, natsPerUnit, oneHotRow } from "./rows.mjs";
import { reduceRows, sum, targetRows } from "./rows.mjs";
import { exponentials, logProbabilities, probabilities, probabilityOfOthers } from "./softmax.mjs";

/** 1 in the column of the label, counted from 0; a row for a label, rows for a list of labels. */
export function one_hot(labels, num_classes) {
  const K = checkCount(num_classes, "num_classes", "Pass the number of columns you want.");
  checkLabels(labels, K, "labels");
  const rows = (label) => (isList(label) ? Array.from(label, rows) : oneHotRow(label, K));
  return rows(labels);
}

/**
 * L = -sum_i y_i ln(y_hat_i) of predicted probabilities, for one row or rows of shape (N, K).
 *
 * y_true: labels or rows of probabilities. base: null for nats, 2, 10 or any other above 1. reduction: "mean" or "sum" over the
 * rows, or "none" for one loss a row. 0 ln 0 is 0; a probability 0 on the true class costs Infinity.
 */
export function categorical_crossentropy(y_true, y_pred, { base = null, reduction = "mean" } = {}) {
  checkReduction(reduction);
  const log = logarithm(base);
  const shape = checkProbabilities(y_pred, "y_pred");
  const y = targetRows(y_true, shape);
  // abs: a minus would give -0
  return reduceRows(shape, y, y_pred, (y, p) => Math.abs(weightedSum(y, Array.from(p, log))), reduction);
}

/** The same of the softmax of logits, which is never formed: it rounds to 0 or 1 where its logarithm is an ordinary number. */
export function categorical_crossentropy_from_logits(y_true, logits, { base = null, reduction = "mean" } = {}) {
  checkReduction(reduction);
  const unit = natsPerUnit(base);
  const shape = checkRows(logits, "logits");
  const y = targetRows(y_true, shape);
  return reduceRows(shape, y, logits, (y, z) => rowLoss(y, z, unit), reduction);
}

/**
 * dL/dz_i = y_hat_i - y_i in nats, of the shape of the logits; "mean" divides by the number of rows.
 *
 * For the largest logit the code takes (1 - y_i) minus the sum of the other probabilities: y_hat_i - 1 would cancel.
 */
export function categorical_crossentropy_from_logits_prime(y_true, logits, { reduction = "mean" } = {}) {
  checkReduction(reduction);
  const shape = checkRows(logits, "logits");
  const y = targetRows(y_true, shape);
  const rows = reduction === "mean" && shape.length === 2 ? shape[0] : 1;
  return shape.length === 1 ? rowGradient(y, logits, rows) : mapRows(shape, logits, (z, n) => rowGradient(y[n], z, rows));
}

function rowGradient(y, z, rows) {
  const parts = exponentials(z);
  const gradient = probabilities(parts).map((p, i) => p - y[i]);
  const { top, rest } = parts;
  if (rest < 1) gradient[top] = 1 - y[top] - probabilityOfOthers(parts);
  return gradient.map((slope) => slope / rows);
}

// Two finite logits can be further apart than the largest float, while their distance times y, or in another base, is not.
// Half of the distance always fits, and the sum of exponentials is lost in it.
function rowLoss(y, z, unit) {
  const log_p = logProbabilities(exponentials(z));
  const peak = Math.max(...z);
  const half = Array.from(z, (logit) => logit / 2 - peak / 2);
  const tooFar = log_p.map((log, i) => log === -Infinity && Number.isFinite(half[i]));
  const near = weightedSum(y, log_p.map((log, i) => (tooFar[i] ? 0 : log))) / unit;
  const far = 2 * sum(half.map((distance, i) => (tooFar[i] ? (y[i] * distance) / unit : 0)));
  return Math.abs(near + far);
}

// A weight of 0 silences the logarithm of 0.
function weightedSum(weights, logs) {
  return sum(logs.map((log, i) => (weights[i] === 0 && log === -Infinity ? 0 : weights[i] * log)));
}
