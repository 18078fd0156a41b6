// How the training went: the loss against the step, and how much gradient reaches each layer.
import { curve, frame, label, picture, pixel, segment } from "../../kit/plot.mjs";
import { short } from "../../kit/format.mjs";

const ENDS = [100, 200, 500, 1000, 2000]; // the axis ends at the first that is not passed
const ROW = 21;
const BESIDE = 300; // px of width from which the names of both lines stand side by side

export function course(numbers, width) {
  return losses(numbers, width) + norms(numbers, width);
}

function losses({ steps, losses, step, loss, guess }, width) {
  const end = ENDS.find((each) => step <= each);
  const finite = losses.filter((each) => Number.isFinite(each) && each > 0);
  const power = (value) => Math.log10(value);
  const low = Math.min(-2, Math.floor(power(Math.min(guess, ...finite))));
  const high = Math.max(0, Math.ceil(power(Math.max(guess, ...finite))));
  const row = width < BESIDE ? 15 : 0;
  const at = frame({
    width,
    height: 184 + row,
    x: [0, end],
    y: [10 ** Math.max(-8, low), 10 ** Math.min(300, high)],
    ylog: true,
    xlabel: "step",
    room: { left: 42, top: 24 + row, right: 10 },
  });
  const right = width - at.right;
  return picture(
    at,
    label(at.left, 13, "loss of all points", "loss"),
    segment(at, [0, guess], [end, guess], "guess", { extra: 'data-thin=""' }),
    // Named above the frame, with a piece of it: there is no room between it and the frame, and below comes the loss.
    label(right - 27, 13 + row, "guessing: ln 2", "", { anchor: "end", small: true }),
    `<line class="curve q-guess" data-thin="" x1="${right - 22}" x2="${right}" y1="${9 + row}" y2="${9 + row}"/>`,
    curve(at, steps, losses, "loss", { extra: 'data-solid=""' }),
    loss === null ? "" : `<circle class="point q-loss" cx="${pixel(at.x(step))}" cy="${pixel(at.y(loss))}" r="4.5"/>`,
  );
}

function norms({ norms }, width) {
  if (norms.length === 0) return "";
  const bottom = 30;
  const at = frame({
    width,
    height: 26 + norms.length * ROW + bottom,
    x: [1e-8, 10],
    y: [0, 1],
    xlog: true,
    room: { left: 54, top: 22, right: 62, bottom },
  });
  at.y.ticks = [];
  const bars = norms.map((norm, l) => {
    const top = at.top + 4 + l * ROW;
    const end = pixel(at.x(Math.min(10, norm)));
    return `<path class="bar q-gradient" d="M${at.left} ${top}H${end}v${ROW - 8}H${at.left}z"/>${label(at.left - 6, top + 11, `layer ${l + 1}`, "", { anchor: "end", small: true })}${label(width - 4, top + 11, norm === 0 ? "0" : short(norm, 2), "", { anchor: "end", small: true })}`;
  });
  return picture(at, label(0, 13, "norm of the gradient, layer by layer", "gradient"), bars);
}
