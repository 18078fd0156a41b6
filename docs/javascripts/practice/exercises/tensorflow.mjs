// Exercises on TensorFlow: a network's parameters, the shapes of its weights, and a sum in place of a mean.
import { Network, categorical_crossentropy_from_logits_prime } from "../../nn.mjs";
import { choice, integer } from "../draws.mjs";

const parameters = {
  draw: (random) => ({
    n0: integer(random, 2, 9),
    n1: integer(random, 4, 12),
    n2: integer(random, 3, 9),
    n3: integer(random, 2, 6),
  }),
  values({ n0, n1, n2, n3 }) {
    const network = new Network([n0, n1, n2, n3], { initializer: "zeros" });
    const sizes = network.weights.map((W) => W.length * W[0].length);
    const [first, second, third] = sizes.map((size, l) => size + network.biases[l].length);
    const kernels = sizes[0] + sizes[1] + sizes[2];
    return {
      first,
      second,
      third,
      parameters: network.parameters.length,
      kernels,
      one_bias_each: kernels + 3,
      biased_inputs: network.parameters.length + n0,
      without_output: first + second,
      units: n0 + n1 + n2 + n3,
    };
  },
};

const shapes = {
  draw(random) {
    const n_in = integer(random, 3, 9);
    return { n_in, n_out: integer(random, 2, 9, { without: [n_in] }) };
  },
  values: () => ({}),
};

const sum = {
  draw: (random) => ({ n: choice(random, [8, 16, 20, 32, 40, 64]), eta: choice(random, [0.1, 0.2, 0.4, 0.5, 0.8]) }),
  values({ n, eta }) {
    const labels = Array(n).fill(0);
    const logits = labels.map(() => [0, 0]);
    const ofMean = categorical_crossentropy_from_logits_prime(labels, logits)[0][0];
    const ofSum = categorical_crossentropy_from_logits_prime(labels, logits, { reduction: "sum" })[0][0];
    const rate = (eta * ofMean) / ofSum;
    return { rate, times: eta * n, root: eta / Math.sqrt(n), twice: rate / n };
  },
};

export const exercises = { parameters, shapes, sum };
