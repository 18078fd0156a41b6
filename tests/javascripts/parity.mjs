// Holds nn.mjs to nnref's fixtures. Knows neither Node nor a page: Node's test runner and Chromium run the same comparisons.
import { compareNumbers, refuses, same, thrown } from "./nearness.mjs";

export { read } from "./nearness.mjs";

/** The largest relative error of a case; it throws where that is too large, or where anything else differs. */
export function compare(nn, one) {
  return KINDS[one.kind](nn, one);
}

/** Every case: { errors: the largest relative error by kind, failures: [{ id, message }] }. */
export function compareAll(nn, cases) {
  const errors = {};
  const failures = [];
  for (const one of cases) {
    try {
      errors[one.kind] = Math.max(errors[one.kind] ?? 0, compare(nn, one));
    } catch (error) {
      failures.push({ id: one.id, message: error.message });
    }
  }
  return { errors, failures };
}

/** The parts of nn.mjs that a case calls by name: for the test that every export is held to something. */
export function namesIn(one) {
  const names = [one.call?.split(".")[0], one.optimizer?.name, ...(USED[one.kind] ?? [])];
  if (one.kind === "network") {
    const { initializer = "glorot_uniform" } = one.network;
    names.push(typeof initializer === "object" ? Object.keys(initializer)[0] : initializer);
  }
  return names.filter(Boolean);
}

const USED = {
  network: ["Network", "Step", "layer_norms", "get_initializer", "initializers"],
  draw: ["default_rng", "Generator"],
  training: ["train", "Training"],
  diverging: ["train", "FloatingPointError"],
};

const KINDS = {
  call: (nn, { call, args, options, expected, near }) =>
    compareNumbers(found(nn, call)(...args, ...given(options)), expected, near, call),

  each: (nn, { call, args: [numbers, ...others], expected, near }) =>
    compareNumbers(numbers.map((z) => found(nn, call)(z, ...others)), expected, near, call),

  draw(nn, { call, args: [seed, ...others], expected, near }) {
    const rng = nn.default_rng(seed);
    const drawn = call in rng ? rng[call](...others) : nn[call](rng, ...others);
    return compareNumbers(typeof drawn === "number" ? [drawn] : drawn, expected, near, call);
  },

  dataset(nn, { call, args: [seed, n], expected, near }) {
    const { x, y } = found(nn, call)(nn.default_rng(seed), n);
    compareNumbers(y, expected.y, "same", "labels");
    return compareNumbers(x, expected.x, near, "points");
  },

  network(nn, { network: spec, x, y, expected, near }) {
    const network = make(nn, spec);
    const errors = [compareNumbers(network.parameters, expected.start, near, "first weights")];
    network.parameters.set(spec.parameters);
    const { z, a } = network.forward(x);
    const gradients = network.backward(x, y);
    const answers = { z, a, predict: network.predict(x), loss: network.loss(x, y), ...gradients };
    for (const [name, value] of Object.entries(answers)) errors.push(compareLayers(value, expected[name], name));
    return Math.max(...errors, compareStep(nn, network, x, y, expected));
  },

  updates(nn, { optimizer: spec, x, y, expected, near }) {
    const optimizer = makeOptimizer(nn, spec);
    const parameters = Float64Array.from(x);
    same(optimizer.velocity ?? optimizer.moments ?? null, null, "memory before the first step");
    const errors = y.map((gradient, number) => {
      if (number === y.length / 2) optimizer.learning_rate /= 2;
      optimizer.update(parameters, Float64Array.from(gradient));
      return compareNumbers(parameters, expected.path[number], near, `step ${number + 1}`);
    });
    const { t = y.length, m, v } = optimizer.moments ?? {};
    same(t, y.length, "number of steps");
    const kept = spec.name === "SGD" ? [optimizer.velocity] : [m, v];
    return Math.max(...errors, ...kept.map((array, i) => compareNumbers(array, expected.kept[i], near, "memory")));
  },

  training(nn, { network: spec, x, y, optimizer, training, expected, near }) {
    const network = make(nn, spec);
    const history = nn.train(network, x, y, { ...training, optimizer: makeOptimizer(nn, optimizer) });
    compareSteps(nn, spec, x, y, { ...training, optimizer: makeOptimizer(nn, optimizer) }, network.parameters);
    const answers = { parameters: network.parameters, ...history };
    return Math.max(...Object.entries(answers).map(([name, value]) => compareNumbers(value, expected[name], near, name)));
  },

  diverging(nn, { network: spec, x, y, optimizer, training, expected, near }) {
    const network = make(nn, spec);
    const error = thrown(() => nn.train(network, x, y, { ...training, optimizer: makeOptimizer(nn, optimizer) }));
    same(error instanceof nn.FloatingPointError, true, `a FloatingPointError (${error})`);
    same(error.message, expected.message.replace("became inf.", "became Infinity."), "message");
    const after = compareNumbers(network.parameters, expected.parameters, near, "parameters");
    return Math.max(after, compareSecondTry(nn, spec, x, y, training, makeOptimizer(nn, optimizer)));
  },

  "refused call": (nn, one) => refuses(one, () => found(nn, one.call)(...one.args, ...given(one.options))),
  "refused network": (nn, one) => refuses(one, () => make(nn, one.network)),
  "refused optimizer": (nn, one) => refuses(one, () => makeOptimizer(nn, one.optimizer)),
  "refused updates": (nn, one) =>
    refuses(one, () => {
      const optimizer = makeOptimizer(nn, one.optimizer);
      const vectors = [...one.x, ...one.y].map((vector) => (Array.isArray(vector) ? Float64Array.from(vector) : vector));
      for (let i = 0; i < vectors.length; i += 2) optimizer.update(vectors[i], vectors[i + 1]);
    }),
  "refused loss": (nn, one) => refuses(one, () => make(nn, one.network).loss(one.x, one.y)),
  "refused backward": (nn, one) => refuses(one, () => make(nn, one.network).backward(one.x, one.y)),
  "refused train": (nn, one) =>
    refuses(one, () => {
      const { optimizer } = one.training;
      const made = typeof optimizer === "object" ? makeOptimizer(nn, optimizer) : optimizer;
      nn.train(make(nn, one.network), one.x, one.y, { ...one.training, optimizer: made });
    }),
};

function found(nn, path) {
  return path.split(".").reduce((place, name) => place[name], nn);
}

function given(options) {
  return options && Object.keys(options).length > 0 ? [options] : [];
}

function make(nn, { layer_sizes, parameters, ...options }) {
  if (typeof options.initializer === "object") {
    const [[factory, number]] = Object.entries(options.initializer);
    options.initializer = nn[factory](number);
  }
  return new nn.Network(layer_sizes, options);
}

function makeOptimizer(nn, { name, ...options }) {
  return new nn[name](options);
}

// The same training step by step, which must be the same to the last bit.
function compareSteps(nn, spec, x, y, options, parameters) {
  const network = make(nn, spec);
  const training = new nn.Training(network, x, y, options);
  same(training.examples, x.length, "examples");
  const steps = options.epochs * Math.ceil(x.length / training.batch_size);
  for (let step = 1; step <= steps; step++) {
    training.step();
    same(training.steps, step, "steps");
    same(training.epochs, Math.floor((step * options.epochs) / steps), "epochs");
  }
  compareNumbers(network.parameters, Array.from(parameters), "same", "parameters, step by step");
}

// After it has stopped, a training begins its epoch again.
function compareSecondTry(nn, spec, x, y, options, optimizer) {
  const network = make(nn, spec);
  const training = new nn.Training(network, x, y, { ...options, optimizer });
  thrown(() => {
    while (true) training.step();
  });
  optimizer.learning_rate = 0;
  return compareNumbers(training.epoch(), network.loss(x, y), "each", "loss of the second try");
}

// The fast step's loss, gradient and prediction, beside those of the network that is written to be read.
function compareStep(nn, network, x, y, expected) {
  const rows = Array.isArray(x[0]) ? x : [x];
  const n_out = network.layer_sizes.at(-1);
  const oneHot = (label) => Array.from({ length: n_out }, (_, i) => Number(i === label));
  const targets = (Array.isArray(x[0]) ? y : [y]).map((target) => (Array.isArray(target) ? target : oneHot(target)));
  const step = new nn.Step(network, rows.length);
  const flat = Float64Array.from(rows.flat());
  const loss = step.run(flat, Float64Array.from(targets.flat()), rows.length);
  const gradient = expected.weights.flatMap((W, l) => [...W.flat(), ...expected.biases[l]]);
  const reached = [...expected.a.slice(1, -1), expected.z.at(-1)];
  const inside = reached.map((a, l) => compareNumbers(step.activations(l + 1), [a].flat(2), "largest", `fast a[${l + 1}]`));
  const prediction = [expected.predict].flat(2);
  const first = compareNumbers(step.predict(flat, 1), prediction.slice(0, n_out), "largest", "the fast prediction of one");
  return Math.max(
    compareNumbers(loss, expected.loss, "each", "the fast step's loss"),
    compareNumbers(step.gradient, gradient, "largest", "the fast step's gradient"),
    compareNumbers(nn.layer_norms(step.gradient, network.layer_sizes), expected.layer_norms, "largest", "layer norms"),
    compareNumbers(step.predict(flat, rows.length), prediction, "largest", "the fast prediction"),
    first,
    ...inside,
  );
}

// A sum over units or examples may cancel, so a number of it is as exact as the largest of its layer.
function compareLayers(value, expected, name) {
  if (!Array.isArray(expected)) return compareNumbers(value, expected, "each", name);
  if (!Array.isArray(expected[0])) return compareNumbers(value, expected, "largest", name);
  same(value.length, expected.length, `number of layers of ${name}`);
  return Math.max(...expected.map((layer, l) => compareNumbers(value[l], layer, "largest", `${name}[${l}]`)));
}
