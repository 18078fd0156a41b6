// An explorer with a control of every kind, sound as it stands: the checks of explorers are tried on it, and on spoilt copies.
import * as nn from "../nn.mjs";
import { short } from "../kit/format.mjs";
import { choice, field, hidden, player, seed, slider, toggle } from "../kit/parameters.mjs";
import { curve, frame, picture, point, spaced } from "../kit/plot.mjs";

const REACH = 4;

const parameters = {
  f: choice({ kind: "tabs", label: "Function", options: { sigmoid: "sigmoid", tanh: "tanh" }, value: "sigmoid" }),
  colour: choice({ label: "Colour", options: { function: "blue", loss: "pink", bound: "ochre" }, value: "function" }),
  z: slider({ label: "<i>z</i>", min: -REACH, max: REACH, step: 0.1, value: 1 }),
  rate: slider({ label: "Rate", min: 0.001, max: 1, scale: "log", value: 0.1 }),
  round: player({ label: "Round", max: 300 }),
  start: seed({}),
  w: field({ label: "Weight", min: -10, max: 10, value: 2 }),
  steep: toggle({ label: "Steeper", value: false }),
  by: slider({ label: "By", min: 1, max: 5, step: 0.5, value: 2 }),
  mark: hidden({
    value: 0.5,
    read(text) {
      const value = text.trim() ? Number(text) : NaN;
      if (value >= 0 && value <= 1) return value;
      throw new Error(`mark: expected a number from 0 to 1, got ${text.slice(0, 30) || "nothing"}.`);
    },
    write: String,
  }),
};

function model(state) {
  const zs = spaced(-REACH, REACH, 81);
  const factor = state.steep ? state.by : 1;
  return {
    zs,
    values: zs.map((z) => nn[state.f](factor * z)),
    value: nn[state.f](factor * state.z) * state.w,
    left: state.rate * 0.99 ** state.round,
    drawn: nn.default_rng(state.start).random(),
    mark: state.mark,
  };
}

function at(width) {
  return frame({ width, height: 200, x: [-REACH, REACH], y: [-1.2, 1.2] });
}

function view(numbers, state, width) {
  const place = at(width);
  const { value, left, drawn, mark } = numbers;
  return {
    plot: picture(
      place,
      curve(place, numbers.zs, numbers.values, state.colour),
      point(place, state.z, -1, "derivative", { drag: "z" }),
      point(place, -2, mark, "loss", { drag: "mark" }),
    ),
    table: `<p>${short(left)}, ${short(drawn)}, ${short(mark)}</p>`,
    summary: `The value is ${short(value)}, after ${state.round} rounds ${short(left)} is left of the rate, and ${short(drawn)} was drawn.`,
  };
}

export default {
  name: "planted-one",
  title: "A planted explorer",
  prompt: "Drag the point.",
  parameters,
  samples: [{ f: "tanh" }, { steep: true }, { z: -2 }, { round: 20 }],
  relevant: { by: ({ steep }) => steep },
  model,
  view,
  layout: ({ control, plot, slot }) =>
    `<div class="explorer-controls">${Object.keys(parameters).map(control).join("")}<button type="button" data-set="far">Far</button></div>${plot("plot")}${slot("table")}`,
  drag: (name, place, state, width) =>
    name === "z" ? { z: at(width).x.invert(place.x) } : { mark: Math.min(1, Math.max(0, at(width).y.invert(place.y))) },
  buttons: { far: ({ z }) => ({ z: z === REACH ? -REACH : REACH }) },
};
