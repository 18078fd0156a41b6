// Where probabilities on a square grid are at least a level: paths to fill, and the line around.
import { contours } from "../../kit/contours.mjs";

const RIM = -1; // below every level, so that each line around a region comes back to where it began

/** For each level the path of its region and that of its border, which leaves out the edges of the square; `size` in pixels. */
export function regions(chances, nodes, size, levels) {
  const places = [0, ...Array.from({ length: nodes }, (_, i) => (size * i) / (nodes - 1)), size];
  const rim = places.map(() => RIM);
  const row = (j) => [RIM, ...chances.slice(j * nodes, (j + 1) * nodes), RIM];
  const heights = [rim, ...Array.from({ length: nodes }, (_, j) => row(j)), rim];
  const end = Math.round(10 * size);
  const alongEdge = ([x1, y1], [x2, y2]) => [[x1, x2], [y1, y2]].some(([a, b]) => a === b && (a === 0 || a === end));
  return levels.map((level) => {
    const loops = contours(places, places, heights, level)
      .map((line) => straightened(line.map(([x, y]) => [Math.round(10 * x), Math.round(10 * (size - y))])))
      .filter((loop) => loop.length > 3);
    return {
      fill: loops.map((loop) => `${path(loop.slice(0, -1))}z`).join(""),
      border: loops.map((loop) => path(loop, alongEdge)).join(""),
    };
  });
}

// Without points that say nothing: repeated ones, and those between two others on a horizontal or vertical line. In tenths of a pixel.
function straightened(points) {
  const kept = [];
  for (const [x, y] of points) {
    const [last, before] = [kept.at(-1), kept.at(-2)];
    if (last && last[0] === x && last[1] === y) continue;
    if (before && ((before[0] === x && last[0] === x) || (before[1] === y && last[1] === y))) kept.pop();
    kept.push([x, y]);
  }
  return kept;
}

// Relative lines, in pixels; a move where `isLeftOut`.
function path(points, isLeftOut = () => false) {
  let text = "";
  let drawing = false;
  for (let n = 1; n < points.length; n++) {
    const [[x1, y1], [x2, y2]] = [points[n - 1], points[n]];
    if (isLeftOut(points[n - 1], points[n])) {
      drawing = false;
      continue;
    }
    text += `${drawing ? "" : `M${x1 / 10} ${y1 / 10}l`}${pair(x2 - x1, y2 - y1, drawing)}`;
    drawing = true;
  }
  return text;
}

function pair(dx, dy, spaced) {
  return `${spaced && dx >= 0 ? " " : ""}${dx / 10}${dy >= 0 ? " " : ""}${dy / 10}`;
}
