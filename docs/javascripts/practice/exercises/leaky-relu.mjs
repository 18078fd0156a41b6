// Exercises on leaky ReLU: the slopes on a path, a unit on its negative side, and the inverse.
import { leaky_relu, leaky_relu_prime, mean_squared_error_prime } from "../../nn.mjs";
import { choice, decimal, integer } from "../draws.mjs";

const SIGNS = [
  [-1, 1, -1, 1],
  [-1, -1, 1, -1],
  [1, -1, -1, 1],
  [-1, 1, -1, -1],
  [1, -1, 1, -1],
];

const product = (factors) => factors[0] * factors[1] * factors[2] * factors[3];

const message = {
  draw(random) {
    const alpha = choice(random, [0.1, 0.2, 0.3]);
    const [z1, z2, z3, z4] = choice(random, SIGNS).map((sign) => sign * decimal(random, 0.3, 2.5, { without: [1] }));
    return { alpha, z1, z2, z3, z4 };
  },
  values({ alpha, z1, z2, z3, z4 }) {
    const z = [z1, z2, z3, z4];
    const slopes = z.map((z) => leaky_relu_prime(z, alpha));
    return {
      leaks: z.filter((z) => z < 0).length,
      factor: product(slopes),
      left_x: product(z.map((z) => (z < 0 ? z : 1))),
      shut: 0,
      all: alpha ** 4,
      single: alpha,
      added: slopes[0] + slopes[1] + slopes[2] + slopes[3],
      forward: product(z.map((z) => leaky_relu(z, alpha))),
    };
  },
};

const wayBack = {
  draw(random) {
    const w = -decimal(random, 0.5, 3);
    const b = decimal(random, -2, 2, { without: [0] });
    const x = integer(random, 2, 4);
    return { w, b, x, y: integer(random, 1, 4), alpha: choice(random, [0.1, 0.2]) };
  },
  values({ w, b, x, y, alpha }) {
    const z = Math.round((w * x + b) * 10) / 10;
    const a = leaky_relu(z, alpha);
    const slope = leaky_relu_prime(z, alpha);
    const [error, ofZero, ofZ] = [a, 0, z].map((answer) => mean_squared_error_prime([y], [answer])[0]);
    return {
      z,
      a,
      slope: error * slope * x,
      value_for_slope: error * z * x,
      shut: 0,
      open: error * x,
      relus_answer: ofZero * slope * x,
      unlearnt: ofZ * slope * x,
      halved: (error / 2) * slope * x,
      bias: error * slope,
    };
  },
};

const inverse = {
  draw: (random) => ({ alpha: choice(random, [0.1, 0.3, 0.4]), a: -decimal(random, 0.1, 2) }),
  values({ alpha, a }) {
    return { z: a / alpha, forward: leaky_relu(a, alpha), unscaled: a, forgotten: 0, one_less: a - alpha };
  },
};

export const exercises = { message, "way-back": wayBack, inverse };
