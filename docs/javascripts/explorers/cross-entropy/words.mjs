// What is told of the rows: the numbers of each below its fields, their sum or mean, and a summary.
import { fixed, scientific, short } from "../../kit/format.mjs";
import { BASES, CLASSES, isSpread, ROWS, total, truth } from "./rows.mjs";

const UNITS = { log10: "in base 10", ln: "in nats", log2: "in bits" };

/** The computed lines of a row's table: its terms, and the slopes. */
export function lines(numbers, state, n) {
  const log = state.log === "ln" ? "ln" : "log";
  const shown = [
    [`−<i>y</i> ${log} <i>ŷ</i>`, cells(numbers.terms[n], "loss")],
    ["∂<i>J</i>/∂<i>z</i>", cells(numbers.by_logit[n], "gradient")],
  ];
  if (state.as === "logits") shown.unshift(["<i>ŷ</i>", cells(numbers.y_hat[n])]);
  else shown.push(["∂<i>J</i>/∂<i>ŷ</i>", cells(numbers.by_probability[n], "gradient")]);
  return shown.map(([name, values]) => `<tr><th scope="row">${name}</th>${values}</tr>`).join("");
}

function cells(values, quantity = "") {
  const colour = (value) => (quantity && value !== 0 ? ` class="q-${quantity}"` : "");
  return values.map((value) => `<td${colour(value)}>${brief(value)}</td>`).join("");
}

/** Seven signs at most: three tables stand side by side. */
function brief(value) {
  const size = Math.abs(value);
  if (size === 0 || size === Infinity) return fixed(value, 0);
  if (size < 5e-4 || size >= 1e5) return scientific(value, 1);
  return size < 100 ? fixed(value, 3) : short(value, 4);
}

/** How the rows' losses make one number. */
export function sum(numbers, state) {
  const losses = numbers.losses.map((loss) => fixed(loss, 5)).join(" + ");
  const all = state.reduction === "mean" ? `(${losses}) / ${ROWS.length}` : losses;
  return `<p class="batch-total"><i>J</i> = ${all} = <strong class="q-loss">+${fixed(numbers.total, 5)}</strong></p>`;
}

/** What the slopes are, and in which unit. */
export function note({ as, log, reduction }) {
  const mean = reduction === "mean" ? `, divided by ${ROWS.length} for the mean` : "";
  const inLogits = `<p>∂<i>J</i>/∂<i>z</i> is <i>ŷ</i> − <i>y</i>${mean}: the slope in the logits, in nats whatever the base.</p>`;
  if (as === "logits") return inLogits;
  const base = log === "ln" ? "" : ` / ln ${BASES[log]}`;
  return `${inLogits}<p>∂<i>J</i>/∂<i>ŷ</i> is −<i>y</i> / <i>ŷ</i>${base}${mean}: the slope in the probabilities, ${UNITS[log]}.</p><p><button type="button" data-set="divide">Divide each row by its sum</button></p>`;
}

/** The summary, in a few sentences. */
export function summary(numbers, state) {
  const size = numbers.total === Infinity ? "infinite" : `${fixed(numbers.total, 5)} ${UNITS[state.log]}`;
  const told = `The ${state.reduction} of the three rows is ${size}.`;
  return [told, reason(numbers), twice(numbers, state), spread(numbers)].filter(Boolean).join(" ");
}

function reason(numbers) {
  if (numbers.total === Infinity) return impossible(numbers);
  if (numbers.total === 0) return "Each true class was given all of the probability: nothing is left to correct.";
  return `${costliest(numbers)} ${steepest(numbers)}`;
}

function impossible({ terms, y }) {
  const rows = ROWS.filter((n) => terms[n - 1].includes(Infinity));
  const told = rows.map((n) => {
    const name = CLASSES[terms[n - 1].indexOf(Infinity)];
    return `Row ${n} gave ${name} the probability 0, and ${name} ${isSpread(y[n - 1]) ? "was possible" : "was true"}: its loss is infinite.`;
  });
  return told.join(" ");
}

function costliest({ losses, y, y_hat }) {
  const n = losses.indexOf(Math.max(...losses));
  const c = truth(y[n]);
  return `Row ${n + 1} costs most, ${fixed(losses[n], 5)}: it gave ${CLASSES[c]}, the ${isSpread(y[n]) ? "likeliest" : "true"} class, ${short(y_hat[n][c])}.`;
}

function steepest({ by_logit }) {
  const slopes = by_logit.flat();
  const k = slopes.reduce((top, slope, i) => (Math.abs(slope) > Math.abs(slopes[top]) ? i : top), 0);
  if (slopes[k] === 0) return "No slope is left.";
  const row = Math.floor(k / CLASSES.length) + 1;
  return `The steepest slope in a logit is ${short(slopes[k])}, for ${CLASSES[k % CLASSES.length]} in row ${row}: a step downhill ${slopes[k] < 0 ? "raises" : "lowers"} it.`;
}

/** What no library can notice, a reader can be told. */
function twice({ given }, { as }) {
  const like = (row) => row.every((p) => p >= 0 && p <= 1) && Math.abs(total(row) - 1) < 1e-6;
  return as === "logits" && given.every(like) ? "These logits look like probabilities; softmax may have been taken before." : "";
}

function spread({ y }) {
  const rows = ROWS.filter((n) => isSpread(y[n - 1]));
  if (!rows.length) return "";
  return rows.length === 1
    ? `The label of row ${rows[0]} is spread over several classes, so its point (hollow) need not be on the curve.`
    : `The labels of rows ${rows.join(" and ")} are spread over several classes, so their points (hollow) need not be on the curve.`;
}
