// A row's point is moved: its class gets another probability, and the others of the row share the rest as before.
import * as nn from "../../nn.mjs";
import { scales } from "./picture.mjs";
import { named, table, total, truth } from "./rows.mjs";

const SUREST = 0.999; // of what a logit can be dragged to: 1 would need an infinite one

/** The fields that a handle changes. */
export function drag(handle, { x }, state, width) {
  const n = Number(handle.at(-1));
  const p = Math.min(1, Math.max(0, scales(width).x.invert(x)));
  const row = table(state, "p")[n - 1];
  const c = truth(table(state, "y")[n - 1]);
  if (state.as === "logits") return { [`p${n}${c + 1}`]: logit(row, c, Math.min(SUREST, Math.max(1 - SUREST, p))) };
  return named("p", n, shared(row, c, Math.round(p * 100) / 100));
}

/** The row whose point is nearest to a place, across. */
export function nearest({ x }, state, width) {
  const at = scales(width);
  const given = table(state, "p");
  const y_hat = state.as === "logits" ? nn.softmax(given) : given;
  const far = table(state, "y").map((labels, n) => Math.abs(at.x(y_hat[n][truth(labels)]) - x));
  return `row${far.indexOf(Math.min(...far)) + 1}`;
}

/** The logit with which a class gets a probability beside the others' logits. */
function logit(row, c, p) {
  const others = row.filter((_, i) => i !== c);
  const level = others[0] - nn.log_softmax(others)[0]; // ln of the sum of the others' exponentials
  const odds = nn.categorical_crossentropy(1, [p, 1 - p]) - nn.categorical_crossentropy(0, [p, 1 - p]);
  return Math.min(1000, Math.max(-1000, Math.round((level + odds) * 100) / 100));
}

// The others' shares would be lost little by little to rounding, and altogether at 1: they are kept while one drags.
let kept = { row: "", shares: [] };

function shared(row, c, p) {
  const others = without(row, c);
  const shares = kept.row === others.join() ? kept.shares : others.map((value) => Math.max(0, value));
  const sum = total(shares);
  const parts = shares.map((share, i) => (i === c ? p : (1 - p) * (sum > 0 ? share / sum : 1 / (row.length - 1))));
  const next = rounded(parts, c);
  kept = { row: without(next, c).join(), shares };
  return next;
}

function without(row, c) {
  return row.map((value, i) => (i === c ? 0 : value));
}

/** Three decimals each; the largest, but for the class `c`, takes what is missing to 1. */
function rounded(parts, c = -1) {
  const others = without(parts, c);
  const largest = others.indexOf(Math.max(...others)) === c ? (c + 1) % parts.length : others.indexOf(Math.max(...others));
  const thousandths = parts.map((part) => Math.round(part * 1000));
  const missing = 1000 - total(thousandths);
  return thousandths.map((part, i) => (i === largest ? part + missing : part) / 1000);
}

/** Every row that can be is brought to a sum of 1; one that has it already stays as it is. */
export function divide(state) {
  const changes = ["y", "p"].flatMap((letter) =>
    table(state, letter).map((row, n) => {
      const sum = total(row);
      const can = row.every((value) => value >= 0) && sum > 0 && Math.abs(sum - 1) > 1e-6;
      return can ? named(letter, n + 1, rounded(row.map((value) => value / sum))) : {};
    }),
  );
  return Object.assign({}, ...changes);
}
