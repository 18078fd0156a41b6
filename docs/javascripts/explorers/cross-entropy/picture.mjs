// Each row's loss as a point over the probability of its true class, on the curve of the chosen logarithm.
import { short } from "../../kit/format.mjs";
import { curve, frame, inside, label, picture, point, segment } from "../../kit/plot.mjs";
import { BASES, isSpread, ROWS, truth } from "./rows.mjs";

const TOP = 5; // in any unit: a smaller one is seen as a higher curve
const QUARTER = 16; // the point of a curve at p = 1/4, where its name stands
const LOGARITHMS = { log10: "log₁₀", ln: "ln", log2: "log₂" };

/** The scales of the picture, for a column's width. */
export function scales(width) {
  return frame({
    width,
    height: width < 500 ? 280 : 320,
    x: [0, 1],
    y: [0, TOP],
    xlabel: width < 500 ? "p of the true class" : "p, the probability given to the true class",
    room: { left: 32, right: 18, top: 24, bottom: 38 },
  });
}

function places({ y, y_hat, losses }) {
  return ROWS.map((n) => {
    const [labels, loss] = [y[n - 1], losses[n - 1]];
    return { n, loss, p: y_hat[n - 1][truth(labels)], height: Math.min(TOP, loss), hollow: isSpread(labels) };
  });
}

/** The picture as SVG. */
export function drawn(numbers, state, width) {
  const at = scales(width);
  const { curves } = numbers;
  const others = Object.keys(BASES).filter((log) => log !== state.log);
  return picture(
    at,
    inside(
      at,
      others.map((log) => curve(at, curves.ps, curves[log], "other", { extra: 'data-thin=""' })),
      curve(at, curves.ps, curves[state.log], "loss"),
    ),
    others.map((log) => named(log, curves, at)),
    label(at.width - at.right, at.top + 14, `loss of a row = −${LOGARITHMS[state.log]} p`, "loss", { anchor: "end" }),
    marks(places(numbers), at),
  );
}

/** A curve's name: above it, but for the lowest one, which others would cross. */
function named(log, { ps, [log]: losses }, at) {
  const below = log === "log10";
  const [x, y] = [at.x(ps[QUARTER]), at.y(losses[QUARTER])];
  return label(x + (below ? -3 : 3), y + (below ? 14 : -6), LOGARITHMS[log], "other", { anchor: below ? "end" : "start" });
}

function marks(points, at) {
  const taken = [];
  const names = [...points]
    .sort((one, other) => one.height - other.height)
    .map(({ n, p, loss, height }) => {
      const left = p > 0.8;
      const y = free(taken, at.x(p), at.y(height) - 10);
      return label(at.x(p) + (left ? -8 : 8), y, `row ${n}${beyond(loss)}`, "loss", { anchor: left ? "end" : "start" });
    });
  const heights = points.map(({ p, height }) => segment(at, [p, 0], [p, height], "loss", { extra: 'data-thin=""' }));
  const handles = points.map(({ n, p, height, hollow }) => point(at, p, height, "loss", { drag: `row${n}`, hollow }));
  return [...heights, ...handles, ...names];
}

function beyond(loss) {
  if (loss <= TOP) return "";
  return loss === Infinity ? ": ∞" : `: ${short(loss, 3)} ↑`;
}

/** The nearest height, upwards, at which no other name stands; at the top, downwards. */
function free(taken, x, y) {
  const pace = y < 60 ? 15 : -15;
  const blocked = (other) => Math.abs(other.x - x) < 90 && Math.abs(other.y - y) < 15;
  for (let other = taken.find(blocked); other; other = taken.find(blocked)) y = other.y + pace;
  taken.push({ x, y });
  return y;
}
