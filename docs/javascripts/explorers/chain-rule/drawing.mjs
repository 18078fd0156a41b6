// The network as a picture: a card a unit, a line a weight, and from the chosen parameter every path to the loss.
import { pixel } from "../../kit/plot.mjs";
import { EDGES, SLOPES, UNITS, chosen, sign } from "./edges.mjs";
import { four } from "./numbers.mjs";
import { LOSS, foot, places } from "./places.mjs";

const TITLES = ["inputs", "hidden", "outputs"];
const DIGIT = 8.5; // px, the widest

/** The SVG in a column of some width. */
export function drawing(numbers, state, width) {
  const at = places(width);
  const lit = lights(state);
  const weights = EDGES.filter(({ from }) => from);
  const biases = EDGES.filter(({ from }) => !from);
  const units = [0, 1, 2].flatMap((layer) => UNITS.map((unit) => [layer, unit]));
  const parts = [
    ...weights.map((edge) => connection(at, edge, lit)),
    ...UNITS.map((k) => line(at.leaves(2, k), at.enters(LOSS, 1), lit, `to loss ${k}`)),
    ...biases.map((edge) => stub(at, edge, state, lit)),
    ...units.map(([layer, unit]) => card(at.box(layer, unit), ROWS[layer](numbers, state, unit), lit, `${layer} ${unit}`)),
    card(at.box(LOSS, 1), [["L", numbers.loss, "loss", "loss"]], lit, "loss"),
    ...weights.map((edge) => weight(at, edge, state, lit)),
    ...TITLES.map((title, layer) => text(at.title(layer), title, "tick", "middle")),
  ];
  return `<svg viewBox="0 0 ${width} ${at.height}" width="${width}" height="${at.height}" aria-hidden="true">${parts.join("")}</svg>`;
}

/** What lies on a path from the chosen parameter to the loss, and the numbers that are factors of its derivative. */
function lights(state) {
  const { key, layer, from, to } = chosen(state);
  const ends = layer === 1 ? UNITS : [to];
  const lit = ["loss", key, `${layer} ${to}`, ...ends.flatMap((k) => [`2 ${k}`, `to loss ${k}`, `delta 2 ${k}`])];
  if (layer === 1) lit.push(`prime ${to}`, ...ends.map((k) => `w2_${to}${k}`));
  if (from) lit.push(`${layer - 1} ${from}`, `a ${layer - 1} ${from}`);
  return Object.assign(new Set(lit), { chosen: key });
}

/** The lines of a unit's card by layer: a name, a number, its quantity, and how `lights` calls it. */
const ROWS = [
  ({ x }, _, i) => [[sign("x", i), x[i - 1], "function", `a 0 ${i}`]],
  ({ z, a, primes, deltas }, { hidden }, j) => [
    [sign("z", j, 1), z[0][j - 1], "", ""],
    [sign("a", j, 1), a[1][j - 1], "function", `a 1 ${j}`],
    [SLOPES[hidden], primes[j - 1], "derivative", `prime ${j}`],
    [sign("δ", j, 1), deltas[0][j - 1], "gradient", ""],
  ],
  ({ z, a, y, deltas }, _, k) => [
    [sign("z", k, 2), z[1][k - 1], "", ""],
    [sign("ŷ", k), a[2][k - 1], "function", ""],
    [sign("y", k), y[k - 1], "", ""],
    [sign("δ", k, 2), deltas[1][k - 1], "gradient", `delta 2 ${k}`],
  ],
];

function card(box, rows, lit, name) {
  const { x, y, w, h } = box;
  const frame = `<rect class="chain-card${lit.has(name) ? " lit" : ""}" x="${pixel(x)}" y="${pixel(y)}" width="${w}" height="${h}" rx="4"/>`;
  const lines = rows.map(([label, value, quantity, light], n) => {
    const names = `chain-number${quantity ? ` q-${quantity}` : ""}${lit.has(light) ? " lit" : ""}`;
    const [start, end] = [x + 7, x + w - 7].map((side) => ({ x: side, y: foot(box, n) }));
    return text(start, label, names) + text(end, four(value), names, "end");
  });
  return frame + lines.join("");
}

function line(start, end, lit, name) {
  const look = lit.has(name) ? `curve q-gradient${lit.chosen === name ? " chosen" : ""}` : "chain-edge";
  return `<line class="${look}" ${ends(start, end)}/>`;
}

/** A weight's line, with room around it for a finger. */
function connection(at, edge, lit) {
  const [start, end] = endsOf(at, edge);
  return `<g data-set="${edge.key}"><line class="chain-reach" ${ends(start, end)}/>${line(start, end, lit, edge.key)}</g>`;
}

function weight(at, edge, state, lit) {
  const [start, end] = endsOf(at, edge);
  const along = (share) => ({ x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y) });
  const { anchor, on, ...place } = at.name(edge, along);
  const number = four(state[edge.key]);
  const below = { x: place.x, y: place.y + 15 };
  const left = place.x - { start: 0, middle: 26, end: 52 }[anchor];
  const reach = `<rect class="chain-reach" x="${pixel(left)}" y="${pixel(place.y - 13)}" width="52" height="32"/>`;
  const ground = on ? plate(place, Math.max(30, DIGIT * number.length) + 4) : "";
  return `<g data-set="${edge.key}">${ground}${reach}${text(place, edge.sign, look(edge, lit), anchor)}${text(below, number, look(edge, lit), anchor)}</g>`;
}

/** Paper behind a name and its number: a line that ran on between them would look like a minus. */
function plate({ x, y }, wide) {
  return `<rect class="chain-plate" x="${pixel(x - wide / 2)}" y="${pixel(y - 12)}" width="${pixel(wide)}" height="31"/>`;
}

/** A bias: a short line into its unit, with its name and number in one line of words. */
function stub(at, edge, state, lit) {
  const { x, start, end, text: place } = at.bias(edge);
  const left = place.x - { start: 0, middle: 36, end: 72 }[place.anchor];
  const reach = `<rect class="chain-reach" x="${pixel(left)}" y="${pixel(place.y - 17)}" width="72" height="26"/>`;
  const mark = line({ x, y: start }, { x, y: end }, lit, edge.key);
  return `<g data-set="${edge.key}">${reach}${mark}${text(place, `${edge.sign} ${four(state[edge.key])}`, look(edge, lit), place.anchor)}</g>`;
}

function look(edge, lit) {
  return `chain-weight${lit.has(edge.key) ? " lit" : ""}${lit.chosen === edge.key ? " q-gradient" : ""}`;
}

function endsOf(at, { layer, from, to }) {
  return [at.leaves(layer - 1, from), at.enters(layer, to)];
}

function ends(start, end) {
  return `x1="${pixel(start.x)}" y1="${pixel(start.y)}" x2="${pixel(end.x)}" y2="${pixel(end.y)}"`;
}

function text({ x, y }, words, names, anchor = "start") {
  return `<text class="${names}" x="${pixel(x)}" y="${pixel(y)}" text-anchor="${anchor}">${words}</text>`;
}
