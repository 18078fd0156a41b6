// Labels beside points, where they touch no line, no point and no other label.
import { label, pixel } from "./plot.mjs";

export const [LEFT, MIDDLE, RIGHT] = [-1, 0, 1];
const CELL = 2; // px, of the raster that knows what is drawn where
const POINT = 6; // px around its middle, which no label touches
const GAPS = [11, 30, 52]; // from the point to a side of the label
const SHIFTS = [0, -16, 16, -32, 32, -48, 48, -64, 64, -80, 80, -96, 96]; // and up or down
const [NEAR, FAR] = [20, 56]; // px: from here on a label is not seen to be the point's, not even by its colour
const [TEXT, AROUND] = [6, 7.5]; // half of a label's height, without and with the room above and below it
const LETTERS = [[/[mw=−∞]/, 13.5], [/[ iltrf:.,₀₁₂]/, 6.5], [/[A-Z]/, 10.8]]; // px, in a broad face

/**
 * Labels, each at the nearest place that is free; those that come first choose first.
 * `names`: { text, quantity, x, y, sides }, with `sides` LEFT and RIGHT, the better one first; or with `places` of its own,
 * { x, y, side }, instead of a point. Where no place near by is free, a label goes farther off, or where it covers least: one
 * that `leads` has a line to its point then, and one that is `spare` is left out. `lines`: what else is drawn, each a list of
 * points [x, y].
 */
export function labels(at, names, lines = []) {
  const raster = rasterOf(at);
  for (const line of lines) for (let i = 1; i < line.length; i++) raster.draw(line[i - 1], line[i]);
  const points = names.filter(({ places }) => !places);
  for (const { x, y } of points) raster.fill(x - POINT, x + POINT, y - POINT, y + POINT);
  const leaders = [];
  const shown = names.map((name) => {
    let found = null;
    for (const place of places(name)) {
      const { left, right, y, far } = place;
      if (left < at.left || right > at.width || y < at.top || y > at.height - at.bottom - AROUND) continue;
      const mistaken = points.some((other) => distance(other, place) < Math.min(far, NEAR) - 1);
      const covered = raster.count(left - 1, right + 1, y - AROUND, y + AROUND) + (mistaken ? 9 : 0);
      if (!found || covered < found.covered) found = { ...place, covered };
      if (covered === 0) break;
    }
    if (!found || (name.spare && (found.covered || found.far > FAR))) return "";
    const { left, right, y, side } = found;
    raster.fill(left, right, y - TEXT, y + TEXT);
    const [x, anchor] = { [LEFT]: [right, "end"], [MIDDLE]: [(left + right) / 2, "middle"], [RIGHT]: [left, "start"] }[side];
    if (name.leads && found.far > NEAR) leaders.push(leader(name, found));
    return label(x, y + 4.5, name.text, name.quantity, { anchor });
  });
  return [...leaders, ...shown];
}

/** A label's own places; or those beside its point, above and below it, the nearest first. */
function places({ text, x, y, sides, places: own }) {
  const wide = [...text].reduce((sum, letter) => sum + (LETTERS.find(([like]) => like.test(letter))?.[1] ?? 9.4), 0);
  const placed = (side, x, y) => {
    const left = { [LEFT]: x - wide, [MIDDLE]: x - wide / 2, [RIGHT]: x }[side];
    return { side, left, right: left + wide, y, far: 0 };
  };
  if (own) return own.map((one) => placed(one.side, one.x, one.y));
  const found = SHIFTS.flatMap((shift) => [
    ...sides.flatMap((side) => GAPS.map((gap) => placed(side, x + side * gap, y + shift))),
    ...(shift ? [placed(MIDDLE, x, y + shift + 2 * Math.sign(shift))] : []), // a side is better
  ]);
  for (const place of found) place.far = distance({ x, y }, place);
  return found.sort((one, other) => one.far - other.far);
}

/** The spot of a label that is nearest to a point, and how far that is. */
const nearest = ({ x, y }, place) => [
  Math.min(place.right, Math.max(place.left, x)),
  Math.min(place.y + TEXT, Math.max(place.y - TEXT, y)),
];

function distance(point, place) {
  const [x, y] = nearest(point, place);
  return Math.hypot(x - point.x, y - point.y);
}

function leader(name, place) {
  const [x, y] = nearest(name, place);
  return `<line class="curve leader q-${name.quantity}" data-thin="" x1="${pixel(name.x)}" y1="${pixel(name.y)}" x2="${pixel(x)}" y2="${pixel(y)}"/>`;
}

/** The cells of a picture, some of which are taken. */
function rasterOf({ width, height, left, right, top, bottom }) {
  const columns = Math.ceil(width / CELL);
  const taken = new Uint8Array(columns * Math.ceil(height / CELL));
  const cells = (low, high, end) => [Math.max(0, Math.floor(low / CELL)), Math.min(end / CELL, Math.floor(high / CELL))];

  /** How many cells of a box are taken; with `value`, all of them are. */
  function box(low, high, from, to, value) {
    let sum = 0;
    const [first, last] = cells(low, high, width - 1);
    const [upper, lower] = cells(from, to, height - 1);
    for (let row = upper; row <= lower; row++) {
      for (let k = row * columns + first; k <= row * columns + last; k++) sum += value ? (taken[k] = 1) : taken[k];
    }
    return sum;
  }

  /** A straight line, as far as it is inside the frame, which it may leave by far. */
  function draw([x, y], [toX, toY]) {
    const [across, down] = [toX - x || 1e-9, toY - y || 1e-9];
    const [a, b] = [(left - x) / across, (width - right - x) / across];
    const [c, d] = [(top - y) / down, (height - bottom - y) / down];
    const from = Math.max(0, Math.min(a, b), Math.min(c, d));
    const part = Math.min(1, Math.max(a, b), Math.max(c, d)) - from;
    const paces = Math.ceil((part * Math.hypot(across, down)) / CELL);
    for (let pace = 0; part >= 0 && pace <= paces; pace++) {
      const there = from + (part * pace) / (paces || 1);
      taken[Math.floor((y + there * down) / CELL) * columns + Math.floor((x + there * across) / CELL)] = 1;
    }
  }

  return { draw, fill: (...edges) => box(...edges, true), count: box };
}
