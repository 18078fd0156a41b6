// Exercises on the first weights: Glorot's limit, He's deviation, and what many layers make of a variance.
import { glorot_uniform, he_uniform, relu } from "../../nn.mjs";
import { choice, decimal, integer } from "../draws.mjs";

const WIDTHS = [20, 30, 40, 50, 64, 80, 100, 120, 150];
const NEAR_LEVEL = [
  [64, 0.11, 0.24],
  [100, 0.09, 0.19],
  [200, 0.06, 0.14],
  [256, 0.06, 0.12],
  [400, 0.05, 0.1],
];

// Draws the upper end of every interval, so that an initialiser shows its limit.
const upperEnd = { uniform: (low, high) => high };
const limitOf = (initializer, n_in, n_out) => initializer(n_in, n_out, { rng: upperEnd })[0][0];

const glorot = {
  draw: (random) => ({ n_in: choice(random, WIDTHS), n_out: choice(random, WIDTHS) }),
  values({ n_in, n_out }) {
    const limit = limitOf(glorot_uniform, n_in, n_out);
    const variance = (limit * limit) / 3;
    return {
      limit,
      deviation: Math.sqrt(variance),
      variance,
      hes: limitOf(he_uniform, n_in, n_out),
      forward: limitOf(glorot_uniform, n_in, n_in),
      backward: limitOf(glorot_uniform, n_out, n_out),
      width: 2 * limit,
    };
  },
};

const he = {
  draw: (random) => ({ n_out: choice(random, WIDTHS), n_in: choice(random, WIDTHS) }),
  values({ n_in, n_out }) {
    const limit = limitOf(he_uniform, n_in, n_out);
    const variance = (limit * limit) / 3;
    return {
      deviation: Math.sqrt(variance),
      variance,
      limit,
      wrong_side: limitOf(he_uniform, n_out, n_in) / Math.sqrt(3),
      glorots: limitOf(glorot_uniform, n_in, n_out) / Math.sqrt(3),
      halves_kept: Math.sqrt(variance / 2),
    };
  },
};

const layers = {
  draw(random) {
    const [n, low, high] = choice(random, NEAR_LEVEL);
    return { n, s: decimal(random, low, high, { digits: 2 }), l: integer(random, 3, 5) };
  },
  values({ n, s, l }) {
    const half = (relu(1) ** 2 + relu(-1) ** 2) / 2;
    const factor = Math.round(half * n * s * s * 10000) / 10000;
    return {
      factor,
      after: factor ** l,
      moves: factor < 1 ? "falls" : "grows",
      level: limitOf(he_uniform, n, 1) / Math.sqrt(3),
      both_halves: (n * s * s) ** l,
      unsquared: (half * n * s) ** l,
      root: Math.sqrt(factor ** l),
      single: factor,
      one_less: factor ** (l - 1),
      added: l * factor,
    };
  },
};

export const exercises = { glorot, he, layers };
