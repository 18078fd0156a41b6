// The derivative of the chosen parameter in HTML: a line a path, each factor by its name and then by its number.
import { EDGES, SLOPES, UNITS, chosen, named } from "./edges.mjs";
import { equals, factor, four } from "./numbers.mjs";

/** All lines, from the rule to the errors in which the paths end. */
export function product(numbers, state) {
  const edge = chosen(state);
  const value = numbers.gradient[EDGES.indexOf(edge)];
  const ends = edge.layer === 1 ? UNITS : [edge.to];
  const along = edge.layer === 1 ? [sum(numbers, edge, value, state)] : [];
  return [rule(numbers, edge, value), ...along, errors(numbers, ends)].join("");
}

/** What the source sent times what the target is blamed for; a bias has no source. */
function rule({ a, deltas }, { layer: l, from, to }, value) {
  const delta = deltas[l - 1][to - 1];
  const derivative = coloured(`∂<i>L</i>/∂${from ? named("w", `${from}${to}`, l) : named("b", to, l)}`, "gradient");
  const blame = deltaOf(to, l);
  if (!from) return line(derivative, `= ${blame}`, result(value));
  const sent = a[l - 1][from - 1];
  const source = l === 1 ? [`= ${coloured(named("x", from), "function")} · ${blame}`] : [];
  const general = `= ${coloured(named("a", from, l - 1), "function")} · ${blame}`;
  return line(derivative, general, ...source, `${equals(sent, delta)} ${[sent, delta].map(factor).join(" · ")}`, result(value, sent, delta));
}

function sum({ factors, products }, edge, value, state) {
  const items = factors.map((path, n) => {
    const inserted = path.map(factor).join(" · ");
    const found = `${products[n] === 0 ? "=" : equals(...path, products[n])} <b>${four(products[n])}</b>`;
    return `<li>${line(`through output ${n + 1}:`, names(edge, n + 1, state), `${equals(...path)} ${inserted}`, found)}</li>`;
  });
  const [first, second] = products;
  const added = `${four(first)} ${second < 0 ? "−" : "+"} ${four(Math.abs(second))}`;
  return `<ol>${items.join("")}</ol>${line("The paths add up:", added, result(value, ...products))}`;
}

/** The factors' names along the path through output k, from the loss back, as the model has their numbers. */
function names({ from, to }, k, { hidden }) {
  const slope = coloured(`${SLOPES[hidden].replace("σ", "<i>σ</i>")}(${named("z", to, 1)})`, "derivative");
  const source = from ? [coloured(named("x", from), "function")] : [];
  return [deltaOf(k, 2), named("w", `${to}${k}`, 2), slope, ...source].join(" · ");
}

function errors({ a, y, deltas }, ends) {
  const each = ends.map((k) => {
    const [guess, target, delta] = [a[2][k - 1], y[k - 1], deltas[1][k - 1]];
    const difference = `${equals(guess, target)} ${four(guess)} − ${factor(target, 1)}`;
    return `${deltaOf(k, 2)} = ${named("ŷ", k)} − ${named("y", k)} ${difference} ${equals(guess, target, delta)} ${four(delta)}`;
  });
  const start = ends.length === 1 ? "The path starts at an error:" : "Each path starts at an error:";
  return line(start, ...each.map((text, n) => (n < each.length - 1 ? `${text},` : `${text}.`)));
}

function result(value, ...from) {
  return `${equals(...from, value)} <b>${coloured(four(value), "gradient")}</b>`;
}

function deltaOf(unit, layer) {
  return coloured(named("δ", unit, layer), "gradient");
}

function coloured(text, quantity) {
  return `<span class="q-${quantity}">${text}</span>`;
}

/** A line breaks between its parts, never in one that fits. */
function line(...parts) {
  return `<p>${parts.map((text) => `<span class="chain-part">${text}</span>`).join(" ")}</p>`;
}
