// Each row's loss as a point over the probability of its true class, on the curve of the chosen logarithm.
import { short } from "../../kit/format.mjs";
import { LEFT, labels, RIGHT } from "../../kit/labels.mjs";
import { curve, frame, inside, picture, point, segment } from "../../kit/plot.mjs";
import { BASES, isSpread, ROWS, truth } from "./rows.mjs";

const TOP = 5; // in any unit: a smaller one is seen as a higher curve
const NAMED = [16, 14, 12, 10, 8, 18, 20]; // the points of a curve, from p = 1/4, where its name can stand
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
  const points = places(numbers);
  const lines = [
    ...Object.keys(BASES).map((log) => curves.ps.map((p, k) => [at.x(p), at.y(curves[log][k])])),
    ...points.map(({ p, height }) => [[at.x(p), at.y(0)], [at.x(p), at.y(height)]]),
  ];
  return picture(
    at,
    inside(
      at,
      others.map((log) => curve(at, curves.ps, curves[log], "other", { extra: 'data-thin=""' })),
      curve(at, curves.ps, curves[state.log], "loss"),
    ),
    marks(points, at),
    labels(at, names(points, others, { curves, log: state.log, at }), lines),
  );
}

function marks(points, at) {
  const heights = points.map(({ p, height }) => segment(at, [p, 0], [p, height], "loss", { extra: 'data-thin=""' }));
  const handles = points.map(({ n, p, height, hollow }) => point(at, p, height, "loss", { drag: `row${n}`, hollow }));
  return [...heights, ...handles];
}

/** What the curve is comes first, in its corner; then the rows, the lowest point first; then the other curves. */
function names(points, others, { curves, log, at }) {
  const rows = [...points].sort((one, other) => one.height - other.height);
  return [
    {
      text: `loss of a row = −${LOGARITHMS[log]} p`,
      quantity: "loss",
      places: [0, 20, 40].map((away) => ({ side: LEFT, x: at.width - at.right - away, y: at.top + 9 })),
    },
    ...rows.map(({ n, p, loss, height }) => ({
      x: at.x(p),
      y: at.y(height),
      text: `row ${n}${beyond(loss)}`,
      quantity: "loss",
      sides: p > 0.8 ? [LEFT, RIGHT] : [RIGHT, LEFT],
      leads: true,
    })),
    ...others.map((other) => {
      const side = other === "log10" ? LEFT : RIGHT; // below the lowest curve, above the others
      const places = NAMED.map((k) => ({ side, x: at.x(curves.ps[k]) + 5 * side, y: at.y(curves[other][k]) - 11 * side }));
      return { text: LOGARITHMS[other], quantity: "other", places };
    }),
  ];
}

function beyond(loss) {
  if (loss <= TOP) return "";
  return loss === Infinity ? ": ∞" : `: ${short(loss, 3)} ↑`;
}
