// An experiment of the playground as a Python program that prints the same numbers; it needs NumPy and nnref alone.
import { CONSTANT, MOMENTUM, setting } from "./setting.mjs";

const WIDEST = 74;

/** The program, from the state alone. */
export function snippet(state) {
  const wanted = setting(state);
  if (wanted.examples === 0) return "# Place a point, and its program stands here.\n";
  const parts = [
    "import numpy as np\nimport nnref",
    wanted.own ? `${ownPoints(wanted.own)}\nrng = np.random.default_rng(${wanted.seed})` : `rng = np.random.default_rng(${wanted.seed})\n${GENERATORS[wanted.data](wanted.examples)}`,
    network(wanted),
    state.t > 0 ? training(wanted, state.t) : "",
    'print("loss", float(network.loss(x, y)))\nprint("accuracy", float(np.mean(network.predict(x).argmax(axis=1) == y)))',
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

// scripts/datasets.py, written out.
const GENERATORS = {
  xor: (n) => `k = np.arange(${n})
corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
first, second = rng.random((${n}, 2)), rng.random((${n}, 2))
x, y = 0.7 * corners[k % 4] + 0.6 * (first - second), k % 2`,
  circles: (n) => `y = np.arange(${n}) % 2
u, v = rng.random((${n}, 2)).T
radius, angle = 0.5 * u + 0.75 * y, 2 * np.pi * v
x = np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))`,
  spiral: (n) => `k = np.arange(${n})
y, along = k % 2, k / ${n}
radius, angle = 0.15 + 1.1 * along, np.pi * (3 * along + y)
x = np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))
x += 0.2 * (rng.random((${n}, 2)) - 0.5)`,
};

function ownPoints(points) {
  const places = points.map(([x1, x2]) => `[${x1}, ${x2}]`);
  const labels = points.map((point) => point[2]);
  return `${wrapped("x = np.array([", places, "])")}\n${wrapped("y = np.array([", labels, "])")}`;
}

function network({ sizes, hidden, initializer }) {
  const names = new Set(hidden).size === 1 ? quoted(hidden[0]) : `[${hidden.map(quoted).join(", ")}]`;
  const options = [
    hidden.length > 0 ? `hidden=${names}` : "",
    { glorot_uniform: "", constant: `initializer=nnref.initializers.constant(${CONSTANT})` }[initializer] ?? `initializer=${quoted(initializer)}`,
    "rng=rng",
  ];
  return wrapped("network = nnref.Network(", [`[${sizes.join(", ")}]`, ...options.filter(Boolean)], ")");
}

function training({ optimizer, rate, batch, whole, examples }, steps) {
  const made = { sgd: `SGD(learning_rate=${rate})`, momentum: `SGD(learning_rate=${rate}, momentum=${MOMENTUM})`, adam: `Adam(learning_rate=${rate})` }[optimizer];
  const first = `optimizer = nnref.${made}`;
  const call = (x, y, ...options) => ["network", x, y, "optimizer=optimizer", ...options, `batch_size=${batch}`, "shuffle=False"];
  if (whole) return `${first}\n${wrapped("nnref.train(", call("x", "y", `epochs=${steps}`), ")")}`;
  const stepsInEpoch = Math.ceil(examples / batch);
  const epoch = wrapped("nnref.train(", [...call("x[order]", "y[order]", "epochs=1"), "progress=False"], ")");
  return `${first}
for done in range(0, ${steps}, ${stepsInEpoch}):  # an epoch is ${stepsInEpoch} steps
    order = np.argsort(rng.random(${examples}), kind="stable")[: ${batch} * (${steps} - done)]
    ${epoch.replaceAll("\n", "\n    ")}`;
}

// A call or a list on one line, or on as many as it needs.
function wrapped(open, items, close) {
  const line = open + items.join(", ") + close;
  if (line.length <= WIDEST) return line;
  const lines = [""];
  for (const item of items) {
    const longer = `${lines.at(-1)}${lines.at(-1) ? ", " : ""}${item}`;
    if (longer.length > WIDEST - 5 && lines.at(-1)) lines.push(String(item));
    else lines[lines.length - 1] = longer;
  }
  return `${open}\n${lines.map((each) => `    ${each},\n`).join("")}${close}`;
}

function quoted(name) {
  return `"${name}"`;
}
