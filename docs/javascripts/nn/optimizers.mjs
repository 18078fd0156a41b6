// How the parameters move: one rule a class, with nnref's (and Keras's) argument names, defaults and formulas.
// update(parameters, gradient) changes `parameters` in place. What an optimiser remembers belongs to one network.
import { checkNumber, shown } from "./arrays.mjs";

/**
 * Gradient descent: w = w - eta g. With momentum mu the velocity u remembers: u = mu u - eta g, w = w + u;
 * Nesterov's looks one velocity ahead: w = w + mu u - eta g.
 */
export class SGD {
  #memory = null;

  constructor({ learning_rate = 0.01, momentum = 0, nesterov = false } = {}) {
    this.learning_rate = checkLearningRate(learning_rate);
    this.momentum = checkFraction(momentum, "momentum");
    if (typeof nesterov !== "boolean") {
      throw new TypeError(`\`nesterov\`: expected true or false, got ${shown(nesterov)}. The size goes to \`momentum\`.`);
    }
    this.nesterov = nesterov;
  }

  /** The velocity u, once there has been a step. */
  get velocity() {
    return this.#memory?.arrays[0] ?? null;
  }

  /** Take one step, in place. */
  update(parameters, gradient) {
    const memory = (this.#memory = memoryFor(this.#memory, parameters, gradient, 1));
    const u = memory.arrays[0];
    const { learning_rate: eta, momentum: mu, nesterov } = this;
    for (let i = 0; i < parameters.length; i++) {
      const step = eta * gradient[i];
      if (mu === 0) {
        parameters[i] -= step;
        continue;
      }
      u[i] = mu * u[i] - step;
      parameters[i] = nesterov ? parameters[i] - step + mu * u[i] : parameters[i] + u[i];
    }
  }
}

/**
 * Adam: m = m + (1 - beta_1) (g - m), v = v + (1 - beta_2) (g^2 - v),
 * alpha = eta sqrt(1 - beta_2^t) / (1 - beta_1^t), w = w - alpha m / (sqrt(v) + epsilon).
 */
export class Adam {
  #memory = null;

  constructor({ learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-7 } = {}) {
    this.learning_rate = checkLearningRate(learning_rate);
    this.beta_1 = checkFraction(beta_1, "beta_1");
    this.beta_2 = checkFraction(beta_2, "beta_2");
    this.epsilon = checkNumber(epsilon, "epsilon");
    if (epsilon > 0) return;
    throw new RangeError(
      `\`epsilon\`: expected a number above 0, got ${epsilon}. The usual one is 1e-7; 0 would divide 0 by 0 where a ` +
        "parameter has had no gradient yet.",
    );
  }

  /** { t, m, v }: the number of steps and both running means, once there has been a step. */
  get moments() {
    return this.#memory && { t: this.#memory.steps, m: this.#memory.arrays[0], v: this.#memory.arrays[1] };
  }

  /** Take one step, in place. */
  update(parameters, gradient) {
    const memory = (this.#memory = memoryFor(this.#memory, parameters, gradient, 2));
    const [m, v] = memory.arrays;
    const t = memory.steps;
    const { beta_1, beta_2, epsilon } = this;
    const alpha = (this.learning_rate * Math.sqrt(1 - beta_2 ** t)) / (1 - beta_1 ** t);
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i];
      m[i] += (1 - beta_1) * (g - m[i]);
      v[i] += (1 - beta_2) * (g * g - v[i]);
      parameters[i] -= alpha * (m[i] / (Math.sqrt(v[i]) + epsilon));
    }
  }
}

function memoryFor(memory, parameters, gradient, arrays) {
  for (const [vector, name] of [[parameters, "parameters"], [gradient, "gradient"]]) {
    if (vector instanceof Float64Array) continue;
    throw new TypeError(
      `\`${name}\`: expected a Float64Array, to be changed in place, got ${shown(vector)}. ` +
        `Convert it once, before the first step: Float64Array.from(${name}).`,
    );
  }
  const kept = memory ?? { steps: 0, arrays: Array.from({ length: arrays }, () => new Float64Array(parameters.length)) };
  const size = kept.arrays[0].length;
  if (parameters.length !== size || gradient.length !== size) {
    throw new RangeError(
      `\`gradient\`: expected parameters and gradient of shape (${size},), got (${parameters.length},) and ` +
        `(${gradient.length},). Pass vectors of one size, and make a new optimiser for each network.`,
    );
  }
  kept.steps += 1;
  return kept;
}

function checkLearningRate(value) {
  if (checkNumber(value, "learning_rate") >= 0 && value < Infinity) return value;
  throw new RangeError(
    `\`learning_rate\`: expected a finite number of at least 0, got ${value}. ` +
      "The minus sign is in the formula; 0.01 is a usual size.",
  );
}

function checkFraction(value, name) {
  if (checkNumber(value, name) >= 0 && value < 1) return value;
  throw new RangeError(
    `\`${name}\`: expected a number in [0, 1), got ${value}. With 1 or more the past would never fade; 0.9 is a usual size.`,
  );
}
