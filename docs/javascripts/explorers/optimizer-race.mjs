// SGD, momentum and Adam from one start down one surface: where they are after so many steps, and at what loss.
import * as nn from "../nn.mjs";
import { contours } from "../kit/contours.mjs";
import { short } from "../kit/format.mjs";
import { LEFT, labels, RIGHT } from "../kit/labels.mjs";
import { choice, field, player, slider } from "../kit/parameters.mjs";
import { curve, frame, inside, picture, pixel, point, spaced } from "../kit/plot.mjs";
import { isInside, PLACES, RACERS } from "./optimizer-race/places.mjs";
import { summary } from "./optimizer-race/summary.mjs";

const OPTIMISERS = {
  sgd: (learning_rate) => new nn.SGD({ learning_rate }),
  momentum: (learning_rate, momentum) => new nn.SGD({ learning_rate, momentum }),
  adam: (learning_rate) => new nn.Adam({ learning_rate }),
};

const GRID = [81, 41];
const STEPS = 200;
const AWAY = 1e6; // who is that far off will not come back
const BELOW = -0.5; // who is that low on the saddle has left it

const parameters = {
  surface: choice({
    kind: "tabs",
    label: "Surface",
    options: { bowl: "bowl", valley: "valley", saddle: "saddle", rosenbrock: "Rosenbrock" },
    value: "valley",
  }),
  step: player({ label: "Steps", max: STEPS, value: 60 }),
  mu: slider({ label: "Momentum, <i>μ</i>", min: 0, max: 0.99, step: 0.01, value: 0.9 }),
};
const relevant = {};
for (const [surface, { plane, start, rates }] of Object.entries(PLACES)) {
  const own = {};
  ["w1", "w2"].forEach((weight, i) => {
    const [min, max] = plane[i];
    const name = `Start, ${weight === "w1" ? "w₁" : "w₂"}`;
    own[`${surface}_${weight}`] = field({ label: name, min, max, step: 0.01, value: start[i] });
  });
  Object.entries(RACERS).forEach(([racer, name], i) => {
    const rate = { min: 1e-4, max: 3, scale: "log", step: 0.01, value: rates[i] };
    own[`${surface}_${racer}`] = slider({ label: `${name[0].toUpperCase()}${name.slice(1)}, <i>η</i>`, ...rate });
  });
  for (const key of Object.keys(own)) relevant[key] = (state) => state.surface === surface;
  Object.assign(parameters, own);
}

const heights = new Map();

/** The surface on the grid of its plane. */
function heightsOf(surface) {
  if (!heights.has(surface)) {
    const [w1s, w2s] = PLACES[surface].plane.map(([low, high], i) => spaced(low, high, GRID[i]));
    const { f } = nn.surfaces[surface];
    heights.set(surface, { w1s, w2s, values: w2s.map((w2) => w1s.map((w1) => f(w1, w2))) });
  }
  return heights.get(surface);
}

/** The whole race, or what of it is within reach. */
function race({ f, prime }, optimizer, start) {
  const w = Float64Array.from(start);
  const path = [start];
  const losses = [f(...start)];
  for (let step = 1; step <= STEPS && Math.max(...w.map(Math.abs)) <= AWAY; step++) {
    optimizer.update(w, Float64Array.from(prime(...w)));
    path.push([...w]);
    losses.push(f(...w));
  }
  return { path, losses };
}

function model(state) {
  const { surface, mu, step } = state;
  const start = [state[`${surface}_w1`], state[`${surface}_w2`]];
  const racers = {};
  for (const [racer, make] of Object.entries(OPTIMISERS)) {
    const whole = race(nn.surfaces[surface], make(state[`${surface}_${racer}`], mu), start);
    const [path, losses] = [whole.path, whole.losses].map((list) => list.slice(0, step + 1));
    racers[racer] = { path, losses, end: whole.losses.at(-1), left: losses.findIndex((loss) => loss < BELOW) };
  }
  return { heights: heightsOf(surface), flat: nn.surfaces[surface].flat, racers };
}

function view(numbers, state, width) {
  return {
    plane: plane(numbers, state, width),
    losses: losses(numbers, state, width),
    readout: readout(numbers),
    summary: summary(numbers, state),
  };
}

function planeFrame({ surface }, width) {
  const [x, y] = PLACES[surface].plane;
  return frame({ width, height: width < 500 ? 280 : 370, x, y, xlabel: "w₁", room: { left: 40, top: 26 } });
}

function plane(numbers, state, width) {
  const at = planeFrame(state, width);
  const [start, flat] = [numbers.racers.sgd.path[0], numbers.flat];
  const [names, tracks] = [[], []];
  const paths = Object.entries(numbers.racers).map(([racer, { path }]) => {
    const last = path.findLastIndex((w) => isInside(w, state));
    const shown = path.slice(0, last + 2); // who is out is seen to leave
    const text = isInside(path.at(-1), state) ? RACERS[racer] : `${RACERS[racer]} is out`;
    const onward = path[last][0] < start[0] ? [LEFT, RIGHT] : [RIGHT, LEFT];
    names.push({ x: at.x(path[last][0]), y: at.y(path[last][1]), text, quantity: racer, sides: onward, spare: true });
    tracks.push(shown.map(([w1, w2]) => [at.x(w1), at.y(w2)]));
    const [w1s, w2s] = [0, 1].map((i) => shown.map((w) => w[i]));
    return curve(at, w1s, w2s, racer) + marks(at, racer, w1s, w2s);
  });
  const still = state.surface === "saddle" ? "saddle" : "lowest";
  names.push({ x: at.x(start[0]), y: at.y(start[1]), text: "start", sides: [RIGHT, LEFT], spare: true });
  names.push({ x: at.x(flat[0]), y: at.y(flat[1]), text: still, quantity: "loss", sides: [RIGHT, LEFT], spare: true });
  return picture(
    at,
    `<text class="axis" x="4" y="14">w₂</text>`,
    lines(at, numbers.heights, state.surface),
    point(at, ...flat, "loss", { hollow: true }),
    inside(at, paths),
    point(at, ...start, "start", { drag: "start" }),
    labels(at, names, tracks),
  );
}

const drawn = new WeakMap();

/** The contour lines, which are drawn once for a width. */
function lines(at, heights, surface) {
  if (!drawn.has(heights)) drawn.set(heights, new Map());
  const kept = drawn.get(heights);
  if (!kept.has(at.width)) {
    const { w1s, w2s, values } = heights;
    const { levels } = PLACES[surface];
    // Where nothing is below 0, roots are nearly straight from one place of the grid to the next, and so are the lines.
    const bend = Math.min(...levels) > 0 ? Math.sqrt : (height) => height;
    const bent = values.map((row) => row.map(bend));
    const found = levels.flatMap((level) => contours(w1s, w2s, bent, bend(level)));
    const path = found.map(sparse).map((line) => `M${line.map(([w1, w2]) => `${pixel(at.x(w1))} ${pixel(at.y(w2))}`).join("L")}`);
    kept.set(at.width, `<path class="curve contour q-loss" d="${path.join("")}"/>`);
  }
  return kept.get(at.width);
}

// Every second point is smooth enough, and half as much to load.
function sparse(line) {
  return line.filter((_, k) => k % 2 === 0 || k === line.length - 1);
}

// A mark every ten steps, and a larger one at the end.
const SHAPES = {
  sgd: (r) => `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`,
  momentum: (r) => `m${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
  adam: (r) => `m0 ${-1.3 * r}l${1.2 * r} ${2.1 * r}h${-2.4 * r}z`,
};

function marks(at, racer, xs, ys) {
  const last = xs.length - 1;
  const path = xs.map((x, step) => {
    if (step % 10 && step !== last) return "";
    const [across, up] = [at.x(x), at.y(ys[step])];
    const seen = across >= 0 && across <= at.width && up >= 0 && up <= at.height;
    return seen ? `M${pixel(across)} ${pixel(up)}${SHAPES[racer](step === last ? 5 : 2.5)}` : "";
  });
  return `<path class="mark q-${racer}" d="${path.join("")}"/>`;
}

function losses(numbers, state, width) {
  const until = [50, 100, 200].find((steps) => state.step <= steps);
  const all = Object.values(numbers.racers).flatMap((racer) => racer.losses);
  const first = numbers.racers.sgd.losses[0];
  const linear = state.surface === "saddle";
  const at = frame({
    width,
    height: width < 500 ? 190 : 220,
    x: [0, until],
    y: linear ? [-2, Math.max(2, Math.ceil(first))] : decades(all, first),
    ylog: !linear,
    xlabel: "step",
    room: { left: 46, right: 102, top: 26 },
  });
  const steps = spaced(0, STEPS, STEPS + 1);
  const [ends, tracks] = [[], []];
  const curves = Object.entries(numbers.racers).map(([racer, { losses }]) => {
    const seen = losses.findLastIndex((loss) => loss >= at.y.domain[0] && loss <= at.y.domain[1]);
    const last = Math.max(0, seen);
    ends.push({ x: at.x(last), y: at.y(losses[last]), text: RACERS[racer], quantity: racer, sides: [RIGHT, LEFT] });
    const xs = steps.slice(0, losses.length);
    tracks.push(xs.map((x, step) => [at.x(x), at.y(losses[step])]));
    return curve(at, xs, losses, racer) + marks(at, racer, xs, losses);
  });
  return picture(
    at,
    `<text class="axis" x="4" y="14">loss</text>`,
    inside(at, curves),
    labels(at, ends, tracks),
  );
}

/** Powers of ten around the losses, a thousand times the first one at most: who climbs higher leaves the picture. */
function decades(losses, first) {
  const least = 1e-20; // a race from the lowest point stays at 0, which has no power of ten
  const high = Math.max(least, Math.min(Math.max(...losses), 1e3 * Math.max(first, 1e-3)));
  const low = Math.max(least, Math.min(...losses));
  const bottom = Math.min(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)) - 2);
  return [10 ** bottom, 10 ** Math.ceil(Math.log10(high))];
}

function readout({ racers }) {
  const rows = Object.entries(racers).map(
    ([racer, { losses }]) => `<div><dt class="q-${racer}">${RACERS[racer]}’s loss</dt><dd>${short(losses.at(-1))}</dd></div>`,
  );
  return `<dl>${rows.join("")}</dl>`;
}

export default {
  name: "optimizer-race",
  title: "Three optimisers on one slope",
  prompt: "Raise SGD’s learning rate from 0.019 to 0.021, past the limit of 2/100: it leaps out of the valley.",
  parameters,
  samples: [
    { valley_sgd: 0.021, step: 150 },
    { surface: "bowl", step: 45, mu: 0.5, bowl_momentum: 0.3 },
    { surface: "bowl", step: 200, bowl_sgd: 2.2, bowl_adam: 3, bowl_w1: -2.5, bowl_w2: 0 },
    { surface: "saddle", step: 110 },
    { surface: "saddle", step: 200, saddle_w2: 0 },
    { surface: "rosenbrock", step: 200 },
    { surface: "rosenbrock", step: 30, rosenbrock_sgd: 0.02, rosenbrock_momentum: 0.003, mu: 0 },
    { step: 0, valley_w1: -3, valley_w2: -0.4 },
  ],
  relevant,
  model,
  view,
  layout: ({ control, plot, slot }) => {
    const own = (...keys) => Object.keys(PLACES).flatMap((surface) => keys.map((key) => control(`${surface}_${key}`)));
    const row = (...controls) => `<div class="explorer-controls">${controls.join("")}</div>`;
    const rates = row(...own("sgd"), ...own("momentum"), ...own("adam"), control("mu"));
    return `${row(control("surface"))}${rates}${plot("plane")}${row(control("step"))}${plot("losses")}${slot("readout")}${row(...own("w1", "w2"))}`;
  },
  drag: (_, at, state, width) => {
    const { x, y } = planeFrame(state, width);
    return { [`${state.surface}_w1`]: x.invert(at.x), [`${state.surface}_w2`]: y.invert(at.y) };
  },
};
