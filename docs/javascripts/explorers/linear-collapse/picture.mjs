// Two lines with their handles, and what they make together.
import { short } from "../../kit/format.mjs";
import { frame, inside, label, picture, point, segment } from "../../kit/plot.mjs";
import { formula, plain, wholeName } from "./words.mjs";

const HEIGHT = 10; // of the picture above and below 0, as long as no more than two lines are stacked
const HANDLE = 1; // where a line's slope is dragged
const DASHES = ["8 4", "11 3 3 3", "1.5 3"]; // of f, of g, and of what they make without ReLU
const REACHES = [10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6];

/** The scales of the picture; many layers make steep lines, which are shown whole. */
export function scales(width, numbers = null) {
  const { ns, reach } = { ns: numbers?.ns ?? [-2.5, 2.5], reach: numbers ? fitting(numbers) : HEIGHT };
  return frame({
    width,
    height: width < 500 ? 280 : 340,
    x: [ns[0], ns.at(-1)],
    y: [-reach, reach],
    xlabel: "n",
    room: { left: 52 },
  });
}

function fitting({ layers, values }) {
  if (layers.length <= 2) return HEIGHT;
  const size = Math.max(...values.map(Math.abs));
  return REACHES.find((reach) => reach >= size) ?? REACHES.at(-1);
}

/** What a handle sets when it is dragged to a place. */
export function dragged(handle, { y }, state, width) {
  const height = scales(width).y.invert(y);
  if (handle.startsWith("b")) return { [handle]: height };
  return { [handle]: (height - state[`b${handle[1]}`]) / HANDLE };
}

/** The picture as SVG. */
export function drawn(numbers, state, width) {
  const at = scales(width, numbers);
  const { ns, f, g, straight, values } = numbers;
  const near = at.y.domain[1] === HEIGHT;
  const alone = state.layers === 1;
  const bent = state.relu && !alone;
  const others = near && !alone ? [f, g] : [];
  const names = bent ? bendNames(at, numbers) : [];
  const knobs = near ? knobsOf(at, state) : [];
  if (near && !alone) names.push(...handleNames(at, numbers, state, [f, g, values, ...(bent ? [straight] : [])], [...knobs, ...names]));
  names.push(beside(at, ns, values, others, [...knobs, ...names], wholeName(state), "function"));
  if (bent) names.push(beside(at, ns, straight, [...others, values], [...knobs, ...names], `${plain(formula(...numbers.line))} without ReLU`, "other"));
  return picture(
    at,
    inside(
      at,
      others.map((line, k) => across(at, ns, line, DASHES[k])),
      bent ? across(at, ns, straight, DASHES[2]) : "",
      whole(at, numbers),
    ),
    seen(numbers).map(({ n, height }) => point(at, n, height, "function", { hollow: true })),
    near ? handles(at, state) : "",
    names.filter(Boolean).map(({ x, y, text, quantity, anchor }) => label(x, y, text, quantity, { anchor })),
  );
}

function across(at, ns, values, dash) {
  const extra = `data-thin="" stroke-dasharray="${dash}"`;
  return segment(at, [ns[0], values[0]], [ns.at(-1), values.at(-1)], "other", { extra });
}

/** What the layers make: a straight piece from bend to bend. */
function whole(at, numbers) {
  const { ns, values } = numbers;
  const corners = [[ns[0], values[0]], ...seen(numbers).map(({ n, height }) => [n, height]), [ns.at(-1), values.at(-1)]];
  return corners.slice(1).map((corner, k) => segment(at, corners[k], corner, "function", { extra: 'stroke-linecap="round"' }));
}

/** The bends within the picture, each with the slopes beside it. */
function seen({ ns, bends, pieces: { slopes } }) {
  return bends.ns
    .map((n, k) => ({ n, height: bends.heights[k], before: slopes[k], after: slopes[k + 1] }))
    .filter(({ n }) => n > ns[0] && n < ns.at(-1));
}

/** A bend's name stands on its level side, above a bend upwards; where the frame is in the way, on the opposite side. */
function bendNames(at, numbers) {
  return seen(numbers).map(({ n, height, before, after }) => {
    const x = at.x(n);
    const level = Math.abs(before) <= Math.abs(after);
    const left = level ? x > at.left + 96 : x > at.width - at.right - 96;
    const above = after > before === (left === level);
    return { x: x + (left ? -8 : 8), y: at.y(height) + (above ? -9 : 20), text: `bend at ${short(n, 3)}`, quantity: "function", anchor: left ? "end" : "start" };
  });
}

/** The lines that the reader sets, each with the height of its slope's handle. */
function own({ w1, b1, w2, b2, layers }) {
  return [
    { number: 1, name: "f", slope: w1, b: b1, end: w1 * HANDLE + b1 },
    { number: 2, name: "g", slope: w2, b: b2, end: w2 * HANDLE + b2 },
  ].slice(0, layers);
}

function handles(at, state) {
  return own(state).map(({ number, b, end }) => [
    point(at, 0, b, "other", { drag: `b${number}`, radius: 4 }),
    point(at, HANDLE, end, "other", { drag: `w${number}`, radius: 4 }),
  ]);
}

/** The room that handles take, as if they were names. */
function knobsOf(at, state) {
  const spots = own(state).flatMap(({ b, end }) => [[0, b], [HANDLE, end]]);
  return spots.map(([n, height]) => ({ x: at.x(n) - 8, y: at.y(height) + 4.5, text: "()", anchor: "start" }));
}

/** The upper line's name stands above its handle, the lower one's below, on the side from which the line leads away; or near by. */
function handleNames(at, { ns }, state, curves, taken) {
  const lines = own(state);
  const upper = lines.reduce((one, other) => (other.end >= one.end ? other : one));
  const names = [];
  for (const line of lines) {
    const above = line === upper;
    const side = line.slope >= 0 === above ? -1 : 1;
    const downs = above ? [-7, -11, 18, 22, 4] : [18, 22, -7, -11, 4];
    const places = [9, 20].flatMap((far) =>
      downs.flatMap((down) =>
        [side, -side].map((way) => ({
          x: at.x(HANDLE) + far * way,
          y: at.y(line.end) + down,
          text: line.name,
          quantity: "other",
          anchor: way < 0 ? "end" : "start",
        })),
      ),
    );
    const clear = (name) => fits(at, name) && !curves.some((values) => crosses(at, ns, values, name)) && ![...taken, ...names].some((other) => overlap(name, other));
    names.push(places.find(clear) ?? places[0]);
  }
  return names;
}

/** A line's name where the other lines are furthest away and no other name stands, on the side that the line leaves free. */
function beside(at, ns, values, others, names, text, quantity) {
  const places = ns.map((n, k) => {
    const [x, y] = [at.x(n), at.y(values[k])];
    const rising = values[Math.min(k + 1, ns.length - 1)] >= values[Math.max(k - 1, 0)];
    const left = x > at.width * 0.62;
    const name = { x: x + (left ? -8 : 8), y: y + (rising === left ? -8 : 16), text, quantity, anchor: left ? "end" : "start" };
    return { name, room: Math.min(at.height / 5, ...others.map((other) => Math.abs(at.y(other[k]) - y))) };
  });
  const clear = ({ name }) => fits(at, name) && !crosses(at, ns, values, name) && !names.some((other) => other && overlap(name, other));
  const open = places.filter((place) => clear(place) && !others.some((other) => crosses(at, ns, other, place.name)));
  const free = open.length ? open : places.filter(clear);
  return free.reduce((best, place) => (place.room > (best?.room ?? -1) ? place : best), null)?.name;
}

function box({ x, y, text, anchor }) {
  const width = 8 * text.length;
  return { from: anchor === "end" ? x - width : x, to: anchor === "end" ? x : x + width, top: y - 13, low: y + 4 };
}

function fits(at, name) {
  const { from, to, top, low } = box(name);
  return from > at.left && to < at.width - at.right && top > at.top && low < at.height - at.bottom;
}

function crosses(at, ns, values, name) {
  const { from, to, top, low } = box(name);
  return values.slice(1).some((value, k) => {
    const [start, end] = [ns[k], ns[k + 1]].map(at.x);
    const [first, last] = [Math.max(start, from), Math.min(end, to)];
    if (first > last) return false;
    const [one, other] = [first, last].map((x) => at.y(values[k] + ((value - values[k]) * (x - start)) / (end - start)));
    return Math.max(one, other) > top && Math.min(one, other) < low;
  });
}

function overlap(one, other) {
  const [a, b] = [box(one), box(other)];
  return a.from < b.to && b.from < a.to && a.top < b.low && b.top < a.low;
}
