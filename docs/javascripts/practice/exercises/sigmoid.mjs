// Exercises on the sigmoid: its slope, its inverse, and the product of many slopes.
import { sigmoid, sigmoid_prime } from "../../nn.mjs";
import { choice, decimal, integer } from "../draws.mjs";

const slope = {
  draw: (random) => ({ z: choice(random, [-1, 1]) * decimal(random, 0.4, 2.6) }),
  values({ z }) {
    const [value, slope] = [sigmoid(z), sigmoid_prime(z)];
    return { value, slope, minus: -slope, unsquashed: z * (1 - z), tanhs: 1 - value * value, quadrupled: 4 * slope };
  },
};

const inverse = {
  draw(random) {
    const [low, high] = choice(random, [
      [0.05, 0.4],
      [0.6, 0.95],
    ]);
    return { p: decimal(random, low, high, { digits: 2 }) };
  },
  values({ p }) {
    const odds = p / (1 - p);
    const z = Math.log(odds);
    return { odds, z, swapped: -z, decimal: Math.log10(odds), yes_alone: Math.log(p), forward: sigmoid(p) };
  },
};

const product = {
  draw: (random) => ({ n: integer(random, 3, 7) }),
  values({ n }) {
    const steepest = sigmoid_prime(0);
    return { bound: steepest ** n, one: 1, halves: sigmoid(0) ** n, summed: n * steepest, single: steepest };
  },
};

export const exercises = { slope, inverse, product };
