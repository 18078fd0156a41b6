// Exercises on the optimisers: a step of SGD, and two with momentum.
import { SGD } from "../../nn.mjs";
import { choice, decimal, integer, tidy } from "../draws.mjs";

/** Where a weight stands before the first step and after each one. */
function walk(optimizer, start, slopes) {
  const w = Float64Array.of(start);
  const places = [start];
  for (const slope of slopes) {
    optimizer.update(w, Float64Array.of(slope(w[0])));
    places.push(w[0]);
  }
  return places;
}

const step = {
  draw: (random) => ({
    curvature: integer(random, 2, 4),
    w0: choice(random, [-1, 1]) * decimal(random, 0.5, 3),
    eta: decimal(random, 0.05, 0.2, { digits: 2 }),
  }),
  values({ curvature, w0, eta }) {
    const g1 = tidy(curvature * w0, 1);
    const [, w1] = walk(new SGD({ learning_rate: eta }), w0, [(w) => curvature * w]);
    return {
      g1,
      w1: tidy(w1, 3),
      uphill: w0 + eta * g1,
      new_weight: w0 / (1 + eta * curvature),
      change: w1 - w0,
      whole: w0 - g1,
    };
  },
};

const momentum = {
  draw: (random) => ({
    curvature: integer(random, 1, 4),
    w0: choice(random, [-1, 1]) * integer(random, 1, 5),
    eta: choice(random, [0.1, 0.2]),
    mu: choice(random, [0.5, 0.6, 0.7, 0.8, 0.9]),
  }),
  values({ curvature, w0, eta, mu }) {
    const slope = (w) => curvature * w;
    const firstSlope = () => slope(w0);
    const second = (options, slopes = [slope, slope]) => walk(new SGD(options), w0, slopes)[2];
    const usual = { learning_rate: eta, momentum: mu };
    const [, w1, w2] = walk(new SGD(usual), w0, [slope, slope]);
    const [u1, g2] = [w1 - w0, slope(w1)];
    return {
      g1: slope(w0),
      u1: tidy(u1, 2),
      w1: tidy(w1, 2),
      g2: tidy(g2, 2),
      u2: tidy(w2 - w1, 3),
      w2: tidy(w2, 3),
      no_memory: second({ learning_rate: eta }),
      old_gradient: second(usual, [firstSlope, firstSlope]),
      averaged: second({ ...usual, learning_rate: eta * (1 - mu) }),
      ahead: second({ ...usual, nesterov: true }),
      all_slowed: w1 + mu * (u1 - eta * g2),
    };
  },
};

export const exercises = { step, momentum };
