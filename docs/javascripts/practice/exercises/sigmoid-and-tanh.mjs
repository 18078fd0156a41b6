// Exercises on the slopes of many layers: the bound with the weights in it, and a chain of sigmoids.
import { norm, sigmoid, sigmoid_prime, spectral_norm, tanh_prime } from "../../nn.mjs";
import { choice, decimal, integer } from "../draws.mjs";

const diagonal = ([first, second]) => [
  [first, 0],
  [0, second],
];

const bound = {
  // Two diagonals; the entry of the larger size is negative in the first, and stands anywhere.
  draw(random) {
    const p = [-decimal(random, 2, 6), decimal(random, 0.5, 1.8)];
    const q = [decimal(random, 2, 6), decimal(random, 0.5, 1.8)];
    const [p1, p2] = choice(random, [p, [p[1], p[0]]]);
    const [q1, q2] = choice(random, [q, [q[1], q[0]]]);
    return { p1, p2, q1, q2, length: decimal(random, 0.2, 0.9) };
  },
  values({ p1, p2, q1, q2, length }) {
    const [p, q] = [
      [p1, p2],
      [q1, q2],
    ];
    const [n2, n3] = [p, q].map((entries) => spectral_norm(diagonal(entries)));
    const steepest = sigmoid_prime(0);
    return {
      p_big: Math.min(...p),
      n2: Math.round(n2 * 10) / 10,
      n3: Math.round(n3 * 10) / 10,
      bound: steepest ** 2 * n2 * n3 * length,
      no_quarters: n2 * n3 * length,
      quarter_more: steepest ** 3 * n2 * n3 * length,
      no_weights: steepest ** 2 * length,
      largest_entry: steepest ** 2 * Math.max(...p) * n3 * length,
      frobenius: steepest ** 2 * norm(p) * norm(q) * length,
      weights_added: steepest ** 2 * (n2 + n3) * length,
    };
  },
};

const chain = {
  draw(random) {
    const w = decimal(random, 2, 6);
    const z = choice(random, [-1, 1]) * decimal(random, 0.5, 1.6);
    return { w, z, layers: integer(random, 3, 6) };
  },
  values({ w, z, layers }) {
    const steps = layers - 1;
    const slope = sigmoid_prime(z);
    return {
      steps,
      slope,
      ratio: (w * slope) ** steps,
      forward: (w * sigmoid(z)) ** steps,
      best: (w * sigmoid_prime(0)) ** steps,
      one_more: (w * slope) ** layers,
      no_weights: slope ** steps,
      no_slopes: w ** steps,
      tanhs: (w * tanh_prime(z)) ** steps,
      single: w * slope,
    };
  },
};

export const exercises = { bound, chain };
