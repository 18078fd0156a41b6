// A network of any number of layers: forward, loss and backward, as the derivation has them, written to be read.
// Examples are rows, layers count from 1, the input is layer 0; layer l's weights are weights[l - 1]. nn/step.mjs is faster.
import { activations } from "./activations.mjs";
import { mapRows } from "./arrays.mjs";
import { get_initializer } from "./initializers.mjs";
import { checkHidden, checkInputs, checkLayerSizes, checkOutput, checkTargets, numberOfParameters, views } from "./layers.mjs";
import { categorical_crossentropy_from_logits, categorical_crossentropy_from_logits_prime } from "./losses.mjs";
import { default_rng } from "./random.mjs";
import { softmax } from "./softmax.mjs";
import { mean_squared_error, mean_squared_error_prime } from "./squared_error.mjs";

const OUTPUTS = {
  softmax: { f: softmax, loss: categorical_crossentropy_from_logits, prime: categorical_crossentropy_from_logits_prime },
  linear: { f: (z) => z, loss: mean_squared_error, prime: mean_squared_error_prime },
};

/**
 * A fully connected network: Z^l = A^{l-1} W^l + b^l and A^l = f_l(Z^l).
 *
 * All parameters lie in one flat Float64Array, `parameters`: per layer a block of shape (n_{l-1} + 1, n_l) whose last row is
 * the bias. `weights` (lists of rows) and `biases` are views into it: `network.weights[0][1][2] = 5` changes the network.
 */
export class Network {
  /**
   * layer_sizes: n_0, ..., n_L. hidden: one activation's name, or one a hidden layer. output: "softmax" with cross-entropy in
   * nats, or "linear" with squared error. initializer: a name or a function of nn/initializers.mjs. rng: a generator or a seed.
   */
  constructor(layer_sizes, { hidden = "tanh", output = "softmax", initializer = "glorot_uniform", rng = null } = {}) {
    this.output = checkOutput(output);
    this.layer_sizes = Object.freeze(checkLayerSizes(layer_sizes, output));
    this.hidden = Object.freeze(checkHidden(hidden, this.layer_sizes.length - 2));
    this.parameters = new Float64Array(numberOfParameters(this.layer_sizes));
    Object.assign(this, views(this.parameters, this.layer_sizes));
    const initialize = get_initializer(initializer);
    const generator = default_rng(rng);
    for (const W of this.weights) {
      initialize(W.length, W[0].length, { rng: generator }).forEach((row, i) => W[i].set(row));
    }
  }

  /** Every pre-activation and activation: z[l - 1] is Z^l, a[l] is A^l, a[0] the input; for a single example, single rows. */
  forward(x) {
    const shape = checkInputs(x, this.layer_sizes[0]);
    const z = [];
    const a = [mapRows(shape, x, (row) => Array.from(row))];
    this.weights.forEach((W, l) => {
      z.push(mapRows(shape, a[l], (row) => affine(row, W, this.biases[l])));
      const name = this.hidden[l];
      a.push(name ? mapRows(shape, z[l], (row) => row.map((z) => activations[name].f(z))) : OUTPUTS[this.output].f(z[l]));
    });
    return { z, a };
  }

  /** y_hat = A^L: probabilities for softmax, numbers for a linear output. */
  predict(x) {
    return this.forward(x).a.at(-1);
  }

  /** The mean loss over the examples. y: labels or rows of probabilities for softmax, rows of targets for a linear output. */
  loss(x, y) {
    const z = this.#logits(this.forward(x), y);
    return OUTPUTS[this.output].loss(y, z);
  }

  /**
   * The gradient of `loss`: { weights, biases, deltas }, lists of fresh arrays, first layer first.
   *
   * delta^L = (Y_hat - Y) / N for softmax, 2 / (N n_L) (Y_hat - Y) for a linear output;
   * delta^l = (delta^{l+1} (W^{l+1})^T) * f_l'(Z^l); dL/dW^l = (A^{l-1})^T delta^l; dL/db_j^l = sum_m delta_mj^l.
   */
  backward(x, y) {
    const pass = this.forward(x);
    const single = isNumber(pass.z[0][0]);
    const [z, a] = [pass.z, pass.a].map((layers) => (single ? layers.map((row) => [row]) : layers));
    const outputDelta = OUTPUTS[this.output].prime(y, this.#logits(pass, y));
    const deltas = [single ? [outputDelta] : outputDelta];
    for (let l = this.hidden.length; l >= 1; l--) {
      const { prime } = activations[this.hidden[l - 1]];
      const ofExample = (delta, m) => back(delta, this.weights[l]).map((sum, i) => sum * prime(z[l - 1][m][i]));
      deltas.unshift(deltas[0].map(ofExample));
    }
    const weights = deltas.map((delta, l) => outerSum(a[l], delta));
    const biases = deltas.map((delta) => delta[0].map((_, j) => delta.reduce((sum, row) => sum + row[j], 0)));
    return { weights, biases, deltas: single ? deltas.map(([delta]) => delta) : deltas };
  }

  // Z^L, once the targets are known to go with it.
  #logits({ z }, y) {
    const last = z.at(-1);
    checkTargets(y, isNumber(last[0]) ? [last.length] : [last.length, last[0].length], this.output);
    return last;
  }
}

// a W + b for one example; plain loops, as in all that runs once a number
function affine(a, W, b) {
  const z = new Array(b.length).fill(0);
  for (let i = 0; i < W.length; i++) for (let j = 0; j < z.length; j++) z[j] += a[i] * W[i][j];
  for (let j = 0; j < z.length; j++) z[j] += b[j];
  return z;
}

// delta W^T for one example
function back(delta, W) {
  const sums = new Array(W.length).fill(0);
  for (let i = 0; i < W.length; i++) for (let j = 0; j < delta.length; j++) sums[i] += delta[j] * W[i][j];
  return sums;
}

// A^T delta: the sum over the examples m of a_mi delta_mj
function outerSum(a, delta) {
  const sums = a[0].map(() => new Array(delta[0].length).fill(0));
  for (let m = 0; m < a.length; m++) {
    for (let i = 0; i < sums.length; i++) for (let j = 0; j < sums[i].length; j++) sums[i][j] += a[m][i] * delta[m][j];
  }
  return sums;
}

function isNumber(value) {
  return typeof value === "number";
}
