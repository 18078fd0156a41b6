// Exercises on vanishing gradients: the factor of one step, how many steps it takes, and a raised learning rate.
import { relu_prime, sigmoid_prime } from "../../nn.mjs";
import { choice, decimal, integer } from "../draws.mjs";

const factor = {
  draw: (random) => ({ n: choice(random, [20, 50, 64, 80, 100]), s: choice(random, [0.02, 0.05, 0.1]) }),
  values({ n, s }) {
    const v = Math.round(s * s * 10_000) / 10_000;
    const slope = sigmoid_prime(0);
    return {
      v,
      nv: Math.round(n * v * 10_000) / 10_000,
      factor: Math.sqrt(n * v * slope ** 2),
      slopes_left_out: Math.sqrt(n * v),
      root_forgotten: n * v * slope ** 2,
      deviation: Math.sqrt(n * s * slope ** 2),
      slope_not_squared: Math.sqrt(n * v * slope),
      one_weight: s * slope,
    };
  },
};

const steps = {
  draw(random) {
    const n = choice(random, [16, 32, 64, 128]);
    return { n, s: choice(random, [0.01, 0.02, 0.05]), k: integer(random, 4, 9) };
  },
  values({ n, s, k }) {
    const halfOpen = (relu_prime(1) ** 2 + relu_prime(-1) ** 2) / 2;
    const squared = n * s * s * halfOpen;
    const ratio = -k / Math.log10(Math.sqrt(squared));
    return {
      factor: Math.sqrt(squared),
      ratio,
      steps: Math.ceil(ratio),
      one_less: Math.floor(ratio),
      all_open: Math.ceil(-k / Math.log10(Math.sqrt(n * s * s))),
      root_forgotten: Math.ceil(-k / Math.log10(squared)),
      sigmoids: Math.ceil(-k / Math.log10(Math.sqrt(n * s * s) * sigmoid_prime(0))),
      natural: Math.ceil(-k / Math.log(Math.sqrt(squared))),
    };
  },
};

const raisedRate = {
  draw(random) {
    const m = integer(random, 2, 9);
    return { m, last: decimal(random, 0.1, 0.9), move: choice(random, [0.01, 0.02, 0.05]) };
  },
  values({ m, last, move }) {
    const first = m / 10 ** 4;
    return {
      eta: move / first,
      thrown: (move / first) * last,
      ratio: last / first,
      same: move,
      at_a_rate_of_one: last,
    };
  },
};

export const exercises = { factor, steps, "raised-rate": raisedRate };
