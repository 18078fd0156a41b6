// The plane: how sure the network is of which class, the line where it is undecided, and the points.
import { axes, frame, pixel } from "../../kit/plot.mjs";
import { regions } from "./regions.mjs";
import { REACH } from "./setting.mjs";
import { NODES } from "./training.mjs";

const LEVELS = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];
const HALF = 0.5;
const ROOM = { left: 26, right: 6, top: 6, bottom: 24 };
const GREATEST = 420;

/** The frame of the plane in a column of this width: a square. */
export function planeFrame(width) {
  const side = Math.min(GREATEST, width) - ROOM.left - ROOM.right;
  const [across, down] = [ROOM.left + side + ROOM.right, ROOM.top + side + ROOM.bottom];
  const at = frame({ width: across, height: down, x: [-REACH, REACH], y: [-REACH, REACH], room: ROOM });
  at.x.ticks = at.y.ticks = [-1, 0, 1];
  return at;
}

/** The picture; `open` tells that it takes points from the reader. */
export function plane({ x, y, plane: chances }, width, open) {
  const at = planeFrame(width);
  const side = at.width - at.left - at.right;
  const found = regions(chances, NODES, side, LEVELS);
  const half = found[LEVELS.indexOf(HALF)];
  const bands = found.map(({ fill }, n) => (fill ? `<path class="band-${n + 1}" d="${fill}"/>` : ""));
  const hatch = `playground-hatch-${at.width}`;
  return `<svg viewBox="0 0 ${at.width} ${at.height}" width="${at.width}" height="${at.height}" aria-hidden="true"${open ? ' class="open"' : ""}>${axes(at)}<text class="axis" x="${at.left - 5}" y="${at.top + 12}" text-anchor="end">x₂</text><text class="axis" x="${at.width - at.right}" y="${at.height - 7}" text-anchor="end">x₁</text><pattern id="${hatch}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0v7"/></pattern><g transform="translate(${at.left} ${at.top})"><rect class="band-0" width="${side}" height="${side}"/>${bands.join("")}<path fill="url(#${hatch})" d="${half.fill}"/><path class="undecided" d="${half.border}"/></g>${points(at, x, y)}</svg>`;
}

function points(at, x, y) {
  const drawn = ["", ""];
  x.forEach(([x1, x2], n) => {
    const [across, down] = [at.x(x1), at.y(x2)];
    drawn[y[n]] += y[n] === 0 ? `M${pixel(across - 3)} ${pixel(down)}a3 3 0 1 0 6 0a3 3 0 1 0-6 0` : `M${pixel(across)} ${pixel(down - 4)}l-3.7 6.4h7.4z`;
  });
  return drawn.map((path, label) => (path ? `<path class="sample class-${label}" d="${path}"/>` : "")).join("");
}
