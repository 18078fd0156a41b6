// Pictures as text: a scale for each axis, and the SVG of axes, curves and points. Colours are the quantities' classes.
import { short, superscript } from "./format.mjs";

const ROOM = { left: 46, right: 14, top: 12, bottom: 34 };

/** A linear scale from `domain` to `range`, with ticks at round numbers. */
export function linear([low, high], [from, to], count = 6) {
  const scale = (value) => from + ((value - low) / (high - low)) * (to - from);
  scale.invert = (pixels) => low + ((pixels - from) / (to - from)) * (high - low);
  scale.domain = [low, high];
  scale.ticks = roundNumbers(low, high, count);
  scale.told = (value) => short(value, 6);
  return scale;
}

/** A logarithmic scale; what is not above 0 stands at its lower end. */
export function log([low, high], [from, to], count = 6) {
  const [bottom, top] = [Math.log10(low), Math.log10(high)];
  const scale = (value) =>
    from + ((Math.max(bottom, Math.log10(Math.max(value, Number.MIN_VALUE))) - bottom) / (top - bottom)) * (to - from);
  scale.invert = (pixels) => 10 ** (bottom + ((pixels - from) / (to - from)) * (top - bottom));
  scale.domain = [low, high];
  const pace = [1, 2, 3, 5, 10, 20, 30, 50, 100].find((powers) => (top - bottom) / powers <= count) ?? 200;
  scale.ticks = [];
  for (let power = Math.ceil(bottom / pace - 1e-9) * pace; power <= top + 1e-9; power += pace) scale.ticks.push(10 ** power);
  scale.told = (value) => `10${superscript(Math.round(Math.log10(value)))}`;
  return scale;
}

/** The scales of a picture, and the functions that draw in it; `xlog` and `ylog` make an axis logarithmic. */
export function frame({ width, height, x, y, xlog = false, ylog = false, xlabel = "", ylabel = "", room = {} }) {
  const { left, right, top, bottom } = { ...ROOM, ...room };
  const [acrossCount, upCount] = [Math.max(3, Math.round(width / 85)), Math.max(3, Math.round(height / 55))];
  const across = (xlog ? log : linear)(x, [left, width - right], acrossCount);
  const up = (ylog ? log : linear)(y, [height - bottom, top], upCount);
  return { width, height, left, right, top, bottom, x: across, y: up, xlabel, ylabel };
}

/** The SVG of a picture: axes first, then what is drawn in it. */
export function picture(at, ...parts) {
  return `<svg viewBox="0 0 ${at.width} ${at.height}" width="${at.width}" height="${at.height}" aria-hidden="true">${axes(at)}${parts.flat().join("")}</svg>`;
}

/** What may leave the frame, cut at its edges. */
export function inside(at, ...parts) {
  const [width, height] = [at.width - at.left - at.right, at.height - at.top - at.bottom];
  const box = `${at.left} ${at.top} ${width} ${height}`;
  return `<svg class="inside" x="${at.left}" y="${at.top}" width="${width}" height="${height}" viewBox="${box}">${parts.flat().join("")}</svg>`;
}

/** Grid, ticks and names of both axes. */
export function axes(at) {
  const [left, right, low] = [at.left, at.width - at.right, at.height - at.bottom];
  const columns = at.x.ticks.map(
    (tick) =>
      `<line class="grid" x1="${pixel(at.x(tick))}" x2="${pixel(at.x(tick))}" y1="${at.top}" y2="${low}"/><text class="tick" x="${pixel(at.x(tick))}" y="${low + 16}" text-anchor="middle">${at.x.told(tick)}</text>`,
  );
  const rows = at.y.ticks.map(
    (tick) =>
      `<line class="grid" x1="${left}" x2="${right}" y1="${pixel(at.y(tick))}" y2="${pixel(at.y(tick))}"/><text class="tick" x="${left - 7}" y="${pixel(at.y(tick) + 4)}" text-anchor="end">${at.y.told(tick)}</text>`,
  );
  const names = [
    at.xlabel && `<text class="axis" x="${right}" y="${at.height - 3}" text-anchor="end">${at.xlabel}</text>`,
    at.ylabel && `<text class="axis" x="${left + 4}" y="${at.top + 9}">${at.ylabel}</text>`,
  ];
  return columns.join("") + rows.join("") + names.filter(Boolean).join("");
}

/** A curve through points; it is broken where a number is not finite. */
export function curve(at, xs, ys, quantity, { extra = "" } = {}) {
  let path = "";
  let begun = false;
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [at.x(xs[i]), at.y(ys[i])];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      begun = false;
      continue;
    }
    path += `${begun ? "L" : "M"}${pixel(x)} ${pixel(Math.min(1e5, Math.max(-1e5, y)))}`;
    begun = true;
  }
  return `<path class="curve q-${quantity}" d="${path}" ${extra}/>`;
}

/** A straight line between two points. */
export function segment(at, [x1, y1], [x2, y2], quantity, { extra = "" } = {}) {
  return `<line class="curve q-${quantity}" x1="${pixel(at.x(x1))}" y1="${pixel(at.y(y1))}" x2="${pixel(at.x(x2))}" y2="${pixel(at.y(y2))}" ${extra}/>`;
}

/** A point; with `drag` a handle that the reader can move, with room around it for a finger. */
export function point(at, x, y, quantity, { drag = "", hollow = false, radius = 5 } = {}) {
  const [cx, cy] = [pixel(at.x(x)), pixel(at.y(y))];
  const dot = `<circle class="point q-${quantity}${hollow ? " hollow" : ""}" cx="${cx}" cy="${cy}" r="${drag ? radius + 2 : radius}"/>`;
  return drag ? `<g class="handle" data-drag="${drag}"><circle class="reach" cx="${cx}" cy="${cy}" r="22"/>${dot}</g>` : dot;
}

/** Words in a picture, in the colour of what they name; `small` for what is told of many things at once. */
export function label(x, y, text, quantity = "", { anchor = "start", small = false } = {}) {
  return `<text class="label${small ? " small" : ""}${quantity ? ` q-${quantity}` : ""}" x="${pixel(x)}" y="${pixel(y)}" text-anchor="${anchor}">${text}</text>`;
}

/** Equally spaced numbers, both ends included. */
export function spaced(low, high, count) {
  return Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

/** A place in the picture, to a tenth of a pixel. */
export function pixel(value) {
  return Math.round(value * 10) / 10;
}

function roundNumbers(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999);
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) ticks.push(Number((k * step).toPrecision(12)));
  return ticks;
}
