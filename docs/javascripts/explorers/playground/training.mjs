// The playground's numbers: a network trained step by step, and all that is told of it at one of the steps.
import * as nn from "../../nn.mjs";
import { spaced } from "../../kit/plot.mjs";
import { CONSTANT, MOMENTUM, REACH, setting } from "./setting.mjs";

export const NODES = 41; // the plane is looked at in NODES x NODES places
const EVERY = { first: 100, then: 10 }; // the loss is told at each of the first steps, then at every tenth

const OPTIMIZERS = {
  sgd: (learning_rate) => new nn.SGD({ learning_rate }),
  momentum: (learning_rate) => new nn.SGD({ learning_rate, momentum: MOMENTUM }),
  adam: (learning_rate) => new nn.Adam({ learning_rate }),
};

let run = null;

/** All that the playground shows in a state. The last training is kept: to go on from it costs the new steps alone. */
export function model(state) {
  const wanted = setting(state);
  const key = JSON.stringify(wanted);
  if (run?.key !== key) run = new Run(wanted, key);
  return run.at(state.t);
}

/** One training. The parameters of each step are kept, so that an earlier step is there at once. */
class Run {
  #training = null;
  #losses = [];

  constructor(wanted, key) {
    this.key = key;
    const { sizes, hidden, whole, own } = wanted;
    const rng = nn.default_rng(wanted.seed);
    const { x, y } = own ? { x: own.map(([x1, x2]) => [x1, x2]), y: own.map((point) => point[2]) } : nn.datasets[wanted.data](rng, wanted.examples);
    const initializer = wanted.initializer === "constant" ? nn.constant(CONSTANT) : wanted.initializer;
    const network = new nn.Network(sizes, { hidden, initializer, rng });
    if (x.length > 0) {
      const optimizer = OPTIMIZERS[wanted.optimizer](wanted.rate);
      this.#training = new nn.Training(network, x, y, { optimizer, batch_size: wanted.batch, shuffle: !whole, rng });
    }
    Object.assign(this, { x, y, sizes, whole, network, kept: [network.parameters.slice()] });
    // What is shown is another network, so that the training is not disturbed.
    this.shown = new nn.Network(sizes, { hidden, initializer: "zeros" });
    this.pass = new nn.Step(this.shown, Math.max(x.length, NODES * NODES));
    this.flat = { x: Float64Array.from(x.flat()), y: Float64Array.from(y.flatMap((label) => Array.from(nn.one_hot(label, 2)))) };
  }

  /** What is told of step t, or of the last one before it whose numbers are all finite. */
  at(t) {
    this.#train(t);
    let step = Math.min(t, this.kept.length - 1);
    while (step > 0 && !this.#isFinite(step)) step -= 1;
    const steps = Array.from({ length: step + 1 }, (_, k) => k).filter((k) => k <= EVERY.first || k % EVERY.then === 0 || k === step);
    const losses = this.x.length > 0 ? steps.map((k) => this.#loss(k)) : [];
    return {
      x: this.x,
      y: this.y,
      step,
      steps: losses.length > 0 ? steps : [],
      losses,
      guess: nn.categorical_crossentropy([0.5, 0.5], [0.5, 0.5]),
      ...this.#look(step),
    };
  }

  #train(t) {
    while (this.#training && this.kept.length <= t) {
      try {
        const loss = this.#training.step();
        if (this.whole) this.#losses[this.kept.length - 1] = loss; // of all points, before the step
      } catch (error) {
        if (!(error instanceof nn.FloatingPointError)) throw error;
        this.#training = null; // it ends here, whatever step is asked for
        return;
      }
      this.kept.push(this.network.parameters.slice());
    }
  }

  #isFinite(step) {
    return this.kept[step].every(Number.isFinite) && (this.x.length === 0 || Number.isFinite(this.#loss(step)));
  }

  // The mean loss of all points, whatever the batches are.
  #loss(step) {
    if (this.#losses[step] === undefined) {
      this.shown.parameters.set(this.kept[step]);
      this.#losses[step] = this.pass.loss(this.flat.x, this.flat.y, this.x.length);
    }
    return this.#losses[step];
  }

  #look(step) {
    this.shown.parameters.set(this.kept[step]);
    const known = this.x.length > 0;
    const loss = known ? this.pass.run(this.flat.x, this.flat.y, this.x.length) : null;
    const norms = known ? nn.layer_norms(this.pass.gradient, this.sizes) : [];
    const found = this.pass.predict(this.flat.x, this.x.length);
    const right = this.y.filter((label, n) => (found[2 * n + 1] > found[2 * n]) === (label === 1)).length;
    const chances = this.pass.predict(PLACES, NODES * NODES);
    return {
      loss,
      norms,
      right,
      plane: Array.from({ length: NODES * NODES }, (_, n) => chances[2 * n + 1]),
      weights: this.shown.weights.map((W) => W.map((row) => Array.from(row))),
      biases: this.shown.biases.map((b) => Array.from(b)),
    };
  }
}

// Row by row from below, each from the left.
const LINE = spaced(-REACH, REACH, NODES);
const PLACES = Float64Array.from(LINE.flatMap((x2) => LINE.flatMap((x1) => [x1, x2])));
