// What a network is made of: its sizes, the names of its activations, and one flat vector in which each layer has a block.
// Layer l's block has shape (n_{l-1} + 1, n_l): the weights, and the biases as its last row.
import { activations } from "./activations.mjs";
import { checkInteger, checkNotEmpty, isList, printed, sameShape, shapeOf, shown } from "./arrays.mjs";
import { targetRows } from "./rows.mjs";

/** For each layer { n_in, n_out, start }, with `start` the place of its block in the flat vector. */
export function blocks(layer_sizes) {
  let start = 0;
  return layer_sizes.slice(1).map((n_out, l) => {
    const block = { n_in: layer_sizes[l], n_out, start };
    start += (block.n_in + 1) * n_out;
    return block;
  });
}

/** How many weights and biases these layers have. */
export function numberOfParameters(layer_sizes) {
  return blocks(layer_sizes).reduce((sum, { n_in, n_out }) => sum + (n_in + 1) * n_out, 0);
}

/** Views into a flat vector, a layer each: `weights`, lists of rows of W^l, and `biases`, b^l. */
export function views(vector, layer_sizes) {
  const row = ({ n_out, start }, i) => vector.subarray(start + i * n_out, start + (i + 1) * n_out);
  const layers = blocks(layer_sizes);
  return {
    weights: layers.map((layer) => Array.from({ length: layer.n_in }, (_, i) => row(layer, i))),
    biases: layers.map((layer) => row(layer, layer.n_in)),
  };
}

/** Return the sizes, the input first. */
export function checkLayerSizes(layer_sizes, output) {
  if (!isList(layer_sizes)) {
    throw new TypeError(
      `\`layer_sizes\`: expected a list of integers, got ${shown(layer_sizes)}. ` +
        "Name the inputs, each hidden layer and the outputs, such as [2, 3, 2].",
    );
  }
  const sizes = Array.from(layer_sizes, (size, index) => checkInteger(size, `layer_sizes[${index}]`));
  if (sizes.length < 2) {
    throw new RangeError(
      `\`layer_sizes\`: expected at least two numbers, the inputs and the outputs, got [${sizes}]. ` +
        "For a network without hidden layers write [inputs, outputs].",
    );
  }
  const small = sizes.findIndex((size) => size < 1);
  if (small >= 0) {
    throw new RangeError(
      `\`layer_sizes[${small}]\`: expected at least 1 unit, got ${sizes[small]}. ` +
        "Leave out a layer that should not be there.",
    );
  }
  if (output === "softmax" && sizes.at(-1) === 1) {
    throw new RangeError(
      "`layer_sizes[-1]`: expected at least 2 units for a softmax, got 1, whose probability is always 1. " +
        "Give two classes two units, or choose output: 'linear'.",
    );
  }
  return sizes;
}

/** Return one activation's name for each of `number` hidden layers. */
export function checkHidden(hidden, number) {
  if (typeof hidden !== "string" && !isList(hidden)) {
    throw new TypeError(
      `\`hidden\`: expected the name of an activation or a list of names, got ${shown(hidden)} (${typeof hidden}). ` +
        "Pass text such as 'tanh'.",
    );
  }
  const names = typeof hidden === "string" ? Array(number).fill(hidden) : Array.from(hidden);
  for (const name of typeof hidden === "string" ? [hidden] : names) {
    if (typeof name === "string" && Object.hasOwn(activations, name)) continue;
    const known = Object.keys(activations).join(", ");
    const hint = name === "softmax" ? "Softmax is for the output: output: 'softmax'." : "Pass one of these names, as text.";
    throw new RangeError(`\`hidden\`: expected one of ${known}, got ${shown(name)}. ${hint}`);
  }
  if (names.length !== number) {
    throw new RangeError(
      `\`hidden\`: expected one name for each of the ${number} hidden layers, got ${names.length}: [${names}]. ` +
        "The input and the output have none; one name alone, not in a list, serves all layers.",
    );
  }
  return names;
}

/** Return the output's name if there is such an output. */
export function checkOutput(output) {
  if (output === "softmax" || output === "linear") return output;
  throw new RangeError(
    "`output`: expected 'softmax' (with cross-entropy) or 'linear' (with mean squared error), " +
      `got ${shown(output)}. Take 'softmax' for classes and 'linear' for numbers.`,
  );
}

/** The shape of examples of `n_in` numbers, as rows or as a single one. */
export function checkInputs(x, n_in, name = "x") {
  const shape = shapeOf(x, name);
  if (shape.length !== 1 && shape.length !== 2) {
    const repair = shape.length === 0 ? `Put the number in a list: [${name}].` : "Make each example one row.";
    throw new RangeError(
      `\`${name}\`: expected one example a row, shape (examples, ${n_in}), or one example, shape (${n_in},), ` +
        `got shape ${printed(shape)}. ${repair}`,
    );
  }
  if (shape.at(-1) !== n_in) {
    const isColumn = n_in === 1 && shape.length === 1;
    throw new RangeError(
      `\`${name}\`: expected ${n_in} numbers an example, the network's inputs, got ${shape.at(-1)} ` +
        `(shape ${printed(shape)}). ` +
        (isColumn ? "Put each number in a list of its own." : "Check the columns, or give the network another first size."),
    );
  }
  checkNotEmpty(shape, name);
  return shape;
}

/** Refuse targets that do not go with predictions of `shape`. */
export function checkTargets(y, shape, output, name = "y") {
  if (output === "linear") {
    const given = shapeOf(y, name);
    if (sameShape(given, shape)) return;
    throw new RangeError(
      `\`${name}\`: expected targets of shape ${printed(shape)}, one for every output of every example, ` +
        `got ${printed(given)}. Reshape them: shapes are never broadcast here.`,
    );
  }
  targetRows(y, shape, name);
}
