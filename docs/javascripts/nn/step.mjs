// Loss and gradient of a batch, as Network.loss and Network.backward have them, in arrays that are used again and again.
// Nothing is allocated after the first call. The slopes are the textbook's, in terms of the activation: 1 - a^2 for tanh,
// a (1 - a) for the sigmoid, as in nnref's own fast step; they lose digits where they are small beside the sum over the batch.
import { blocks } from "./layers.mjs";

// In place over `length` numbers: the activation of z, and delta times the slope at the activations `a`.
const KERNELS = {
  linear: { activate() {}, slope() {} },
  sigmoid: {
    activate(z, length) {
      for (let k = 0; k < length; k++) z[k] = 1 / (1 + Math.exp(-z[k]));
    },
    slope(a, delta, length) {
      for (let k = 0; k < length; k++) delta[k] *= a[k] * (1 - a[k]);
    },
  },
  tanh: {
    activate(z, length) {
      for (let k = 0; k < length; k++) z[k] = Math.tanh(z[k]);
    },
    slope(a, delta, length) {
      for (let k = 0; k < length; k++) delta[k] *= 1 - a[k] * a[k];
    },
  },
  relu: {
    activate(z, length) {
      for (let k = 0; k < length; k++) if (z[k] <= 0) z[k] = 0;
    },
    slope(a, delta, length) {
      for (let k = 0; k < length; k++) if (a[k] <= 0) delta[k] *= 0;
    },
  },
  leaky_relu: {
    activate(z, length) {
      for (let k = 0; k < length; k++) if (z[k] <= 0) z[k] *= 0.1;
    },
    slope(a, delta, length) {
      for (let k = 0; k < length; k++) if (a[k] <= 0) delta[k] *= 0.1;
    },
  },
};

/** Forward, loss and gradient of batches of up to `examples` examples; `gradient` is flat, laid out as the parameters. */
export class Step {
  #parameters;
  #output;
  #layers;

  constructor(network, examples, gradient = new Float64Array(network.parameters.length)) {
    this.#parameters = network.parameters;
    this.#output = network.output;
    this.gradient = gradient;
    this.#layers = blocks(network.layer_sizes).map((block, l) => ({
      ...block,
      kernel: KERNELS[network.hidden[l] ?? "linear"],
      a: new Float64Array(examples * block.n_out),
      delta: new Float64Array(examples * block.n_out),
    }));
  }

  /** Y_hat of `count` examples, which lie row by row in the Float64Array `x`; the next call overwrites the answer. */
  predict(x, count) {
    const z = this.#forward(x, count);
    const { n_out } = this.#layers.at(-1);
    if (this.#output === "softmax") for (let n = 0; n < count; n++) exponentials(z, n * n_out, n_out, z, true);
    return z.length === count * n_out ? z : z.subarray(0, count * n_out);
  }

  /** A^l of the last call, row by row; l counts from 1. The output's is Z^L after `run`, Y_hat after `predict`. */
  activations(l) {
    return this.#layers[l - 1].a;
  }

  /** The mean loss of `count` examples. y: targets, row by row. */
  loss(x, y, count) {
    const z = this.#forward(x, count);
    const last = this.#layers.at(-1);
    const lossAndDelta = this.#output === "softmax" ? crossEntropy : squaredError;
    return lossAndDelta(z, y, last.delta, count, last.n_out);
  }

  /** The mean loss of `count` examples, as `loss` has it; its gradient is then in `gradient`. */
  run(x, y, count) {
    const loss = this.loss(x, y, count);
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      const layer = this.#layers[l];
      const below = this.#layers[l - 1];
      weightGradient(below ? below.a : x, layer, this.gradient, count);
      if (!below) break;
      // delta^{l-1} = (delta^l (W^l)^T) * f'(Z^{l-1})
      deltaBelow(layer, this.#parameters, below.delta, count);
      below.kernel.slope(below.a, below.delta, count * below.n_out);
    }
    return loss;
  }

  #forward(x, count) {
    let a = x;
    for (const layer of this.#layers) {
      affine(a, layer, this.#parameters, count);
      layer.kernel.activate(layer.a, count * layer.n_out);
      a = layer.a;
    }
    return a;
  }
}

// Z = A W + b, into the layer's `a`
function affine(a_in, { n_in, n_out, start, a }, parameters, count) {
  const bias = start + n_in * n_out;
  for (let n = 0; n < count; n++) {
    const out = n * n_out;
    for (let j = 0; j < n_out; j++) a[out + j] = parameters[bias + j];
    for (let i = 0; i < n_in; i++) {
      const factor = a_in[n * n_in + i];
      const row = start + i * n_out;
      for (let j = 0; j < n_out; j++) a[out + j] += factor * parameters[row + j];
    }
  }
}

// dL/dW = A^T delta, and under it dL/db = the sum of delta over the examples
function weightGradient(a_in, { n_in, n_out, start, delta }, gradient, count) {
  const bias = start + n_in * n_out;
  gradient.fill(0, start, bias + n_out);
  for (let n = 0; n < count; n++) {
    const from = n * n_out;
    for (let i = 0; i < n_in; i++) {
      const factor = a_in[n * n_in + i];
      const row = start + i * n_out;
      for (let j = 0; j < n_out; j++) gradient[row + j] += factor * delta[from + j];
    }
    for (let j = 0; j < n_out; j++) gradient[bias + j] += delta[from + j];
  }
}

// delta W^T, into the layer below
function deltaBelow({ n_in, n_out, start, delta }, parameters, below, count) {
  for (let n = 0; n < count; n++) {
    const from = n * n_out;
    for (let i = 0; i < n_in; i++) {
      const row = start + i * n_out;
      let sum = 0;
      for (let j = 0; j < n_out; j++) sum += delta[from + j] * parameters[row + j];
      below[n * n_in + i] = sum;
    }
  }
}

// L = the mean of ln(sum_j e^{z_j}) - sum_i y_i z_i; delta = (y_hat - y) / N
function crossEntropy(z, y, delta, count, n_out) {
  let loss = 0;
  for (let n = 0; n < count; n++) {
    const from = n * n_out;
    const peak = largest(z, from, n_out);
    const total = exponentials(z, from, n_out, delta, false);
    loss += Math.log(total);
    for (let i = from; i < from + n_out; i++) {
      loss -= y[i] * (z[i] - peak);
      delta[i] = (delta[i] / total - y[i]) / count;
    }
  }
  return loss / count;
}

// e^{z_i - z_m} of one row into `out`, or their shares of the sum; the sum is returned
function exponentials(z, from, n_out, out, shares) {
  const peak = largest(z, from, n_out);
  let total = 0;
  for (let i = from; i < from + n_out; i++) total += out[i] = Math.exp(z[i] - peak);
  if (shares) for (let i = from; i < from + n_out; i++) out[i] /= total;
  return total;
}

function largest(z, from, n_out) {
  let peak = z[from];
  for (let i = from + 1; i < from + n_out; i++) if (z[i] > peak) peak = z[i];
  return peak;
}

// L = the mean of (y_hat - y)^2 over examples and outputs; delta = 2 (y_hat - y) / (N n_L)
function squaredError(z, y, delta, count, n_out) {
  const elements = count * n_out;
  let loss = 0;
  for (let k = 0; k < elements; k++) {
    const difference = z[k] - y[k];
    loss += difference * difference;
    delta[k] = difference * (2 / elements);
  }
  return loss / elements;
}
