// Squared error and its gradient.
import { checkReduction, checkSameShape, mean, reduceRows } from "./rows.mjs";

/** L = 1/K sum_i (y_hat_i - y_i)^2 for a row of K outputs; `reduction` is about the rows: "mean", "sum" or "none". */
export function mean_squared_error(y_true, y_pred, { reduction = "mean" } = {}) {
  checkReduction(reduction);
  const shape = checkSameShape(y_true, y_pred);
  const ofRow = (y, y_hat) => mean(Array.from(y_hat, (p, i) => (p - y[i]) * (p - y[i])));
  return reduceRows(shape, y_true, y_pred, ofRow, reduction);
}

/** dL/dy_hat_i = 2/K (y_hat_i - y_i), of the shape of `y_pred`; "mean" divides by the number of rows. */
export function mean_squared_error_prime(y_true, y_pred, { reduction = "mean" } = {}) {
  checkReduction(reduction);
  const shape = checkSameShape(y_true, y_pred);
  const elements = shape.at(-1) * (reduction === "mean" && shape.length === 2 ? shape[0] : 1);
  const ofRow = (y, y_hat) => Array.from(y_hat, (p, i) => (p - y[i]) / (elements / 2));
  return reduceRows(shape, y_true, y_pred, ofRow, "none");
}
