// Training: many small steps against the gradient, batch by batch.
import { checkCount, isList, printed, shown } from "./arrays.mjs";
import { checkInputs, checkTargets } from "./layers.mjs";
import { Network } from "./network.mjs";
import { default_rng, permutation } from "./random.mjs";
import { oneHotRow } from "./rows.mjs";
import { Step } from "./step.mjs";

/** A loss or a parameter that is no finite number any more. */
export class FloatingPointError extends Error {
  name = "FloatingPointError";
}

/**
 * Train a network in place; return { loss, validation_loss }, lists with one number an epoch.
 *
 * An epoch shows every example once, in batches; each makes one step along the gradient of its mean loss. `loss` is the mean
 * over the epoch's examples, each as it was met. With `shuffle` each epoch takes them in the order `permutation(rng, N)`.
 */
export function train(network, x, y, { epochs, validation_data = null, ...options }) {
  checkCount(epochs, "epochs", "Pass a whole number such as 32.");
  const training = new Training(network, x, y, options);
  if (validation_data !== null) checkValidation(network, validation_data);
  const history = { loss: [], validation_loss: [] };
  for (let epoch = 0; epoch < epochs; epoch++) {
    history.loss.push(training.epoch());
    if (validation_data !== null) history.validation_loss.push(network.loss(...validation_data));
  }
  return history;
}

/** The same training a step at a time. */
export class Training {
  #x;
  #y;
  #batch;
  #order = null;
  #next = 0;
  #total = 0;
  #good;
  #step;

  /** options: optimizer, batch_size (32; N or more is one batch), shuffle (true), rng (a generator or a seed of the order). */
  constructor(network, x, y, { optimizer, batch_size = 32, shuffle = true, rng = null } = {}) {
    checkKinds(network, optimizer, shuffle);
    checkCount(batch_size, "batch_size", "Pass a whole number such as 32.");
    const examples = checkExamples(network, x, y, "x", "y");
    Object.assign(this, { network, optimizer, examples, batch_size: Math.min(batch_size, examples), shuffle });
    this.rng = shuffle ? default_rng(rng) : null;
    this.#x = Float64Array.from(Array.from(x, (row) => Array.from(row)).flat());
    this.#y = Float64Array.from(Array.from(y, (target) => row(target, network.layer_sizes.at(-1))).flat());
    // One batch in the order given needs no copy.
    this.#batch = shuffle || this.batch_size < examples ? this.#room() : null;
    this.#step = new Step(network, this.batch_size);
    this.#good = network.parameters.slice();
    this.epochs = 0;
    this.steps = 0;
  }

  /** The gradient of the last step's batch, flat, laid out as the parameters. */
  get gradient() {
    return this.#step.gradient;
  }

  /** One batch: one step of the optimiser. Returns the batch's mean loss, before the step. */
  step() {
    const first = this.#next === 0;
    if (first && this.shuffle) this.#order = permutation(this.rng, this.examples);
    const count = Math.min(this.batch_size, this.examples - this.#next);
    const [x, y] = this.#take(count);
    const loss = this.#step.run(x, y, count);
    if (!Number.isFinite(loss)) this.#stop(`the loss became ${loss}`);
    if (first) this.#good.set(this.network.parameters);
    this.optimizer.update(this.network.parameters, this.gradient);
    this.steps += 1;
    this.#total = (first ? 0 : this.#total) + loss * count;
    this.#next += count;
    if (this.#next === this.examples) this.#end();
    return loss;
  }

  /** The steps to the end of the epoch. Returns the mean loss over its examples, each as it was met. */
  epoch() {
    do this.step();
    while (this.#next !== 0);
    return this.#total / this.examples;
  }

  #end() {
    // The last step's parameters have met no loss yet.
    if (!this.network.parameters.every(Number.isFinite)) this.#stop("a parameter became NaN or infinite");
    this.#next = 0;
    this.epochs += 1;
  }

  #stop(what) {
    const batch = Math.min(Math.floor(this.#next / this.batch_size) + 1, Math.ceil(this.examples / this.batch_size));
    this.network.parameters.set(this.#good);
    this.#next = 0;
    throw new FloatingPointError(
      `Training stopped at epoch ${this.epochs + 1}, step ${batch}: ${what}. The parameters are back where the last epoch ` +
        "began whose first loss was finite. Try a learning rate ten times smaller, or examples scaled to mean 0 and standard " +
        "deviation 1.",
    );
  }

  #room() {
    const numbers = (all) => new Float64Array((all.length / this.examples) * this.batch_size);
    return [numbers(this.#x), numbers(this.#y)];
  }

  // The batch's examples and targets, row by row.
  #take(count) {
    if (this.#batch === null) return [this.#x, this.#y];
    for (const [all, room] of [[this.#x, this.#batch[0]], [this.#y, this.#batch[1]]]) {
      const width = all.length / this.examples;
      for (let n = 0; n < count; n++) {
        const from = (this.#order === null ? this.#next + n : this.#order[this.#next + n]) * width;
        for (let i = 0; i < width; i++) room[n * width + i] = all[from + i];
      }
    }
    return this.#batch;
  }
}

function row(target, outputs) {
  return isList(target) ? Array.from(target) : oneHotRow(target, outputs);
}

function checkKinds(network, optimizer, shuffle) {
  if (!(network instanceof Network)) {
    throw new TypeError(`\`network\`: expected a Network, got ${shown(network)}. Make one first.`);
  }
  if (typeof optimizer?.update !== "function") {
    throw new TypeError(
      `\`optimizer\`: expected an optimiser with a method update(parameters, gradient), got ${shown(optimizer)}. ` +
        "Pass new Adam() or new SGD({ learning_rate: 0.1 }).",
    );
  }
  if (typeof shuffle !== "boolean") {
    throw new TypeError(`\`shuffle\`: expected true or false, got ${shown(shuffle)}. The seed of the order goes to \`rng\`.`);
  }
}

// Returns how many examples there are.
function checkExamples(network, x, y, xName, yName) {
  const shape = checkInputs(x, network.layer_sizes[0], xName);
  if (shape.length !== 2) {
    throw new RangeError(
      `\`${xName}\`: expected one example a row, shape (examples, ${shape[0]}), got shape ${printed(shape)}. ` +
        `For a single example put it in a list: [${xName}], and its target too.`,
    );
  }
  checkTargets(y, [shape[0], network.layer_sizes.at(-1)], network.output, yName);
  checkFinite(x, xName);
  checkFinite(y, yName);
  return shape[0];
}

function checkFinite(value, name) {
  const numbers = Array.from(value, (row) => (isList(row) ? Array.from(row) : row)).flat();
  const bad = numbers.find((number) => !Number.isFinite(number));
  if (bad === undefined) return;
  throw new RangeError(
    `\`${name}\`: expected finite numbers, got ${bad}. Leave such examples out, or fill the gaps, before training.`,
  );
}

function checkValidation(network, validation_data) {
  if (!isList(validation_data) || validation_data.length !== 2) {
    throw new TypeError(
      `\`validation_data\`: expected a pair [x, y], got ${shown(validation_data)}. Pass examples and their targets.`,
    );
  }
  checkExamples(network, ...validation_data, "validation_data[0]", "validation_data[1]");
}
