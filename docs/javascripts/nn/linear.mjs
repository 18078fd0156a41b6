// The linear activation, and why a stack of linear layers is one linear layer.
import { checkNotEmpty, checkNumber, isList, printed, sameShape, shapeOf, shown } from "./arrays.mjs";

/** f(z) = z. */
export function linear(z) {
  return checkNumber(z, "z");
}

/** f'(z) = 1; NaN stays NaN. */
export function linear_prime(z) {
  return Number.isNaN(checkNumber(z, "z")) ? z : 1;
}

/**
 * Compose affine maps a -> a W + b, applied first to last, into one pair [W, b].
 *
 * W = W^1 W^2 ... W^L and b = sum_l b^l W^{l+1} ... W^L. Each map is a pair [W, b] of a matrix of shape (inputs, outputs)
 * and a row of shape (outputs,), or of two numbers.
 */
export function compose_linear(maps) {
  if (!isList(maps) || maps.length === 0) {
    throw new RangeError(
      "`maps`: expected at least one pair [W, b], got none. Pass a list with one pair a layer, first layer first.",
    );
  }
  const shapes = Array.from(maps, checkMap);
  shapes.slice(1).forEach((shape, index) => checkFit(shapes[index], shape, index + 1));
  const [first, ...others] = maps;
  const numbers = shapes[0].length === 0;
  const start = numbers ? [[[first[0]]], [first[1]]] : [first[0].map((row) => Array.from(row)), Array.from(first[1])];
  const [W, b] = others.reduce(([W, b], [W_next, b_next]) => {
    const [matrix, row] = numbers ? [[[W_next]], [b_next]] : [W_next, b_next];
    return [W.map((weights) => times(weights, matrix)), times(b, matrix).map((sum, j) => sum + row[j])];
  }, start);
  return numbers ? [W[0][0], b[0]] : [W, b];
}

// A row times a matrix: sum_i row_i M_ij for each column j.
function times(row, matrix) {
  return Array.from(matrix[0], (_, j) => row.reduce((sum, factor, i) => sum + factor * matrix[i][j], 0));
}

function checkMap(pair, index) {
  const number = index + 1;
  if (!isList(pair) || pair.length !== 2) {
    throw new TypeError(
      `map ${number}: expected a pair [W, b], got ${shown(pair)}. Write compose_linear([[W1, b1], [W2, b2]]).`,
    );
  }
  const [W, b] = [shapeOf(pair[0], `W${number}`), shapeOf(pair[1], `b${number}`)];
  checkNotEmpty(W, `W${number}`);
  if (W.length !== 0 && W.length !== 2) {
    throw new RangeError(
      `\`W${number}\`: expected a number or a matrix of shape (inputs, outputs), got shape ${printed(W)}. ` +
        `Reshape it: a layer of one input has shape (1, outputs).`,
    );
  }
  if (!sameShape(b, W.slice(1))) {
    throw new RangeError(
      `\`b${number}\`: expected shape ${printed(W.slice(1))}, one bias for each output of W${number} of shape ${printed(W)}, ` +
        `got ${printed(b)}. Pass one number a column of W${number}.`,
    );
  }
  return W;
}

function checkFit(before, after, number) {
  if (sameShape(before.slice(1), after.slice(0, 1))) return;
  throw new RangeError(
    `maps ${number} and ${number + 1}: expected W${number + 1} to take the outputs of W${number}, got shapes ` +
      `${printed(before)} and ${printed(after)}. Numbers go with numbers; for matrices the columns of W${number} must equal ` +
      `the rows of W${number + 1}: pass the first layer first, and transpose (outputs, inputs) matrices.`,
  );
}
