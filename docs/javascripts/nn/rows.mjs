// Labels, probabilities, bases and reductions: what makes sense, and how losses of rows become one number.
import { checkNotEmpty, checkRows, isList, printed, sameShape, shapeOf, shown } from "./arrays.mjs";

/** How far from 1 a row of probabilities may sum: typing errors are larger, the rounding of a thousand classes is not. */
const SUM_TOLERANCE = 1e-6;

/** Refuse an unknown reduction. */
export function checkReduction(reduction) {
  if (["mean", "sum", "none"].includes(reduction)) return;
  throw new RangeError(
    `\`reduction\`: expected 'mean', 'sum' or 'none', got ${shown(reduction)}. Use 'none' (the text) for one value per row.`,
  );
}

/** The logarithm to a base; null means nats. Bases 2 and 10 have their own: log10(0.001) is exactly -3. */
export function logarithm(base) {
  const unit = natsPerUnit(base);
  if (base === 2) return Math.log2;
  if (base === 10) return Math.log10;
  return (p) => Math.log(p) / unit;
}

/** The size of one unit of information, in nats. */
export function natsPerUnit(base) {
  if (base === null || base === undefined) return 1;
  if (typeof base === "number" && base > 1 && base < Infinity) return Math.log(base);
  const expected = typeof base === "number" ? "a finite number greater than 1" : "a number or null";
  const message =
    `\`base\`: expected ${expected}, got ${shown(base)}. ` +
    "Leave it out for nats, or pass 2 for bits or 10 for decimal digits.";
  throw typeof base === "number" ? new RangeError(message) : new TypeError(message);
}

/** The shape of rows of probabilities that lie in [0, 1] and sum to 1; NaN passes. */
export function checkProbabilities(value, name) {
  const shape = checkRows(value, name);
  const rows = shape.length === 1 ? [value] : value;
  const place = (...index) => `[${(shape.length === 1 ? index.slice(1) : index).join(", ")}]`;
  Array.from(rows).forEach((row, n) => checkRange(row, name, (i) => place(n, i)));
  Array.from(rows).forEach((row, n) => checkSum(row, name, shape.length === 1 ? "" : ` in row [${n}]`));
  return shape;
}

function checkRange(row, name, place) {
  const i = row.findIndex((p) => p < 0 || p > 1);
  if (i < 0) return;
  throw new RangeError(
    `\`${name}\`: expected probabilities in [0, 1], got ${row[i]} at index ${place(i)}. ` +
      "If these are logits, pass them through softmax first, or use categorical_crossentropy_from_logits.",
  );
}

function checkSum(row, name, place) {
  const sum = row.reduce((total, p) => total + p, 0);
  if (!(Math.abs(sum - 1) > SUM_TOLERANCE)) return;
  throw new RangeError(
    `\`${name}\`: expected rows that sum to 1 within ${SUM_TOLERANCE}, got a sum of ${Number(sum.toPrecision(9))}${place}. ` +
      "Divide each row by its sum.",
  );
}

/** Refuse labels that are not whole numbers from 0 to num_classes - 1. */
export function checkLabels(labels, num_classes, name) {
  checkNotEmpty(shapeOf(labels, name), name);
  const flat = isList(labels) ? Array.from(labels).flat(Infinity) : [labels];
  for (const label of flat) {
    if (!Number.isInteger(label)) {
      throw new TypeError(
        `\`${name}\`: expected integer labels, got ${label}. Convert them if they are whole numbers: Math.round(label).`,
      );
    }
    if (label < 0 || label >= num_classes) {
      throw new RangeError(
        `\`${name}\`: expected labels from 0 to ${num_classes - 1} for ${num_classes} classes, got ${label}. ` +
          "Count the classes from 0.",
      );
    }
  }
}

/** 1 in the label's column, 0 elsewhere. */
export function oneHotRow(label, num_classes) {
  return Array.from({ length: num_classes }, (_, i) => Number(i === label));
}

/** Targets as rows of probabilities of the shape of the predictions, whichever of their two forms they have. */
export function targetRows(y_true, shape, name = "y_true") {
  const given = shapeOf(y_true, name);
  if (sameShape(given, shape.slice(0, -1)) && areIntegers(y_true)) {
    checkLabels(y_true, shape.at(-1), name);
    return shape.length === 1 ? oneHotRow(y_true, shape[0]) : Array.from(y_true, (label) => oneHotRow(label, shape[1]));
  }
  if (!sameShape(given, shape)) {
    throw new RangeError(
      `\`${name}\`: expected integer labels of shape ${printed(shape.slice(0, -1))} or rows of probabilities of shape ` +
        `${printed(shape)}, got values of shape ${printed(given)}. Count the rows, and round labels to whole numbers.`,
    );
  }
  checkProbabilities(y_true, name);
  return y_true;
}

function areIntegers(labels) {
  return isList(labels) ? labels.every(Number.isInteger) : Number.isInteger(labels);
}

/** Two arrays of one shape; targets that only broadcasting would fit to the predictions are refused. */
export function checkSameShape(y_true, y_pred) {
  const [given, shape] = [shapeOf(y_true, "y_true"), checkRows(y_pred, "y_pred")];
  if (sameShape(given, shape)) return shape;
  throw new RangeError(
    `\`y_true\`: expected the shape of \`y_pred\`, ${printed(shape)}, got ${printed(given)}. ` +
      "Reshape one of them: shapes are never broadcast here.",
  );
}

/** One loss a row, of rows of `y` beside rows of `y_hat`, reduced as named. */
export function reduceRows(shape, y, y_hat, lossOfRow, reduction) {
  if (shape.length === 1) return lossOfRow(y, y_hat);
  const losses = Array.from(y_hat, (row, n) => lossOfRow(y[n], row));
  if (reduction === "none") return losses;
  return reduction === "sum" ? sum(losses) : mean(losses);
}

/** The sum of numbers. */
export function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The mean; dividing first where only the sum would overflow. */
export function mean(numbers) {
  const average = sum(numbers) / numbers.length;
  return Math.abs(average) === Infinity ? sum(numbers.map((number) => number / numbers.length)) : average;
}
