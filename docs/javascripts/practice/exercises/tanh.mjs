// Exercises on tanh: its slope, the sigmoid within it, and its inverse.
import { sigmoid, tanh, tanh_prime } from "../../nn.mjs";
import { choice, decimal } from "../draws.mjs";

const signed = (random) => ({ z: choice(random, [-1, 1]) * decimal(random, 0.3, 1.6) });

const slope = {
  draw: signed,
  values({ z }) {
    const value = tanh(z);
    return {
      minus_z: -z,
      value,
      slope: tanh_prime(z),
      unsquared: 1 - value,
      sigmoids: value * (1 - value),
      of_z: 1 - z * z,
      steepest: tanh_prime(0),
    };
  },
};

const fromSigmoid = {
  draw: signed,
  values({ z }) {
    const s = sigmoid(2 * z);
    return {
      double: 2 * z,
      s,
      value: tanh(z),
      not_lowered: 2 * s,
      not_stretched: s - 0.5,
      not_squeezed: 2 * sigmoid(z) - 1,
    };
  },
};

const inverse = {
  draw: (random) => ({ a: choice(random, [-1, 1]) * decimal(random, 0.2, 0.9) }),
  values({ a }) {
    const share = (1 + a) / 2;
    const z = Math.log(share / (1 - share)) / 2;
    return {
      share: Math.round(share * 100) / 100,
      z,
      double: 2 * z,
      forward: tanh(a),
      yes_alone: Math.log(1 + a) / 2,
      decimal: z / Math.log(10),
      reciprocal: 1 / tanh(a),
    };
  },
};

export const exercises = { slope, "from-sigmoid": fromSigmoid, inverse };
