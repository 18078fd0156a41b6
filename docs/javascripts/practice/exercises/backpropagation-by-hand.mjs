// Exercises on backpropagation by hand: a hidden unit's delta, and the slope of a weight.
import { Network, sigmoid_prime } from "../../nn.mjs";
import { choice, decimal, integer } from "../draws.mjs";

const OTHER = 0.4; // what the hidden unit answered that is not asked for
const UNITS = [1, 2];
const PAIRS = ["11", "12", "21", "22"];

const named = (names, make) => Object.fromEntries(names.map((name) => [name, make(name)]));

// A network that answers so, its example, and targets that bring these errors.
function networkOf(drawn) {
  const answers = UNITS.map((unit) => (unit === drawn.i ? drawn.height : OTHER));
  const network = new Network([1, 2, 2], { hidden: "sigmoid", output: "linear", initializer: "zeros" });
  network.biases[0].set(answers.map((a) => Math.log(a / (1 - a))));
  UNITS.forEach((i) => network.weights[1][i - 1].set(UNITS.map((j) => drawn[`w${i}${j}`])));
  const prediction = network.predict([0]);
  return { network, x: [0], y: [prediction[0] - drawn.d1, prediction[1] - drawn.d2] };
}

const delta = {
  draw(random) {
    const i = integer(random, 1, 2);
    const height = decimal(random, 0.55, 0.95, { digits: 2 });
    const weights = named(
      PAIRS.map((pair) => `w${pair}`),
      () => decimal(random, -1.5, 1.5, { without: [0, 1, -1] }),
    );
    const deltas = named(["d1", "d2"], () => choice(random, [-1, 1]) * decimal(random, 0.2, 0.9));
    return { i, height, ...weights, ...deltas };
  },
  values(drawn) {
    const { i, height, d1, d2 } = drawn;
    const { network, x, y } = networkOf(drawn);
    const slope = sigmoid_prime(network.forward(x).z[0][i - 1]);
    const [wi1, wi2] = [drawn[`w${i}1`], drawn[`w${i}2`]];
    const collected = wi1 * d1 + wi2 * d2;
    return {
      wi1,
      wi2,
      slope,
      delta: network.backward(x, y).deltas[0][i - 1],
      swapped: (drawn[`w1${i}`] * d1 + drawn[`w2${i}`] * d2) * slope,
      first_path: wi1 * d1 * slope,
      second_path: wi2 * d2 * slope,
      no_slope: collected,
      value_for_slope: collected * height,
      slope_of_the_answer: collected * sigmoid_prime(height),
    };
  },
};

const weight = {
  draw(random) {
    const i = integer(random, 1, 2);
    const answers = named(["a1", "a2"], () => decimal(random, 0.1, 0.9, { digits: 2 }));
    const deltas = named(["d1", "d2"], () => choice(random, [-1, 1]) * decimal(random, 0.1, 0.9, { digits: 2 }));
    return { i, j: 3 - i, ...answers, ...deltas, weight: decimal(random, -1.5, 1.5, { without: [0, 1, -1] }) };
  },
  values(drawn) {
    const { i, j, weight } = drawn;
    const [ai, aj, di, dj] = [`a${i}`, `a${j}`, `d${i}`, `d${j}`].map((name) => drawn[name]);
    return {
      ai,
      dj,
      slope: ai * dj,
      swapped: aj * di,
      forward: ai * weight,
      message: weight * dj,
      bias: dj,
      both_targets: ai * (di + dj),
    };
  },
};

export const exercises = { delta, weight };
