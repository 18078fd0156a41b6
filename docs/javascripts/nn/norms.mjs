// Sizes of vectors and matrices: what a gradient's fading is measured in, and what bounds it.
import { checkNotEmpty, isList, printed, shapeOf } from "./arrays.mjs";
import { blocks } from "./layers.mjs";

/** The Euclidean norm of all numbers of a nested list (Frobenius's for a matrix), without overflow or underflow on the way. */
export function norm(value) {
  const numbers = ArrayBuffer.isView(value) ? value : flat(value);
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  if (!(largest > 0 && largest < Infinity)) return largest;
  return largest * Math.sqrt(numbers.reduce((sum, number) => sum + (number / largest) ** 2, 0));
}

/** The Euclidean norm layer by layer, biases included, of a flat vector laid out as the parameters: of their gradient, say. */
export function layer_norms(vector, layer_sizes) {
  return blocks(layer_sizes).map(({ n_in, n_out, start }) => norm(vector.subarray(start, start + (n_in + 1) * n_out)));
}

/** The largest singular value of a matrix W, given as rows: the most by which a W can stretch a vector. */
export function spectral_norm(W) {
  const shape = shapeOf(W, "W");
  if (shape.length !== 2) {
    throw new RangeError(`\`W\`: expected a matrix, shape (rows, columns), got shape ${printed(shape)}. Pass a list of rows.`);
  }
  checkNotEmpty(shape, "W");
  let largest = 0;
  for (const row of W) for (let j = 0; j < row.length; j++) largest = Math.max(largest, Math.abs(row[j]));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  return largest * Math.sqrt(largestEigenvalue(square(W, shape, largest)));
}

// Of W W^T and W^T W the smaller one, with W first divided by its largest element, so that nothing overflows.
function square(W, [rows, columns], largest) {
  const vectors = Array.from({ length: Math.min(rows, columns) }, () => new Float64Array(Math.max(rows, columns)));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (rows <= columns) vectors[i][j] = W[i][j] / largest;
      else vectors[j][i] = W[i][j] / largest;
    }
  }
  const products = vectors.map(() => new Float64Array(vectors.length));
  for (let i = 0; i < vectors.length; i++) {
    for (let j = 0; j <= i; j++) products[i][j] = products[j][i] = dot(vectors[i], vectors[j]);
  }
  return products;
}

// Of a symmetric positive semidefinite matrix: made tridiagonal, then by bisection on the number of eigenvalues below.
function largestEigenvalue(matrix) {
  const { diagonal, beside } = tridiagonal(matrix);
  const reach = (i) => Math.abs(beside[i - 1] ?? 0) + Math.abs(beside[i] ?? 0);
  let low = Math.max(...diagonal);
  let high = Math.max(...diagonal.map((d, i) => d + reach(i)));
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (allBelow(middle, diagonal, beside)) high = middle;
    else low = middle;
  }
  return high;
}

// Sylvester's law of inertia: all eigenvalues lie below x when every pivot of T - x is negative.
function allBelow(x, diagonal, beside) {
  let pivot = diagonal[0] - x;
  for (let i = 1; i < diagonal.length; i++) {
    if (!(pivot < 0)) return false;
    pivot = diagonal[i] - x - beside[i - 1] ** 2 / pivot;
  }
  return pivot < 0;
}

// Householder (1958): a reflection a column, in place, which leaves the eigenvalues alone and makes what lies below `beside` 0.
function tridiagonal(A) {
  const v = new Float64Array(A.length);
  const room = new Float64Array(A.length);
  const beside = [];
  for (let k = 0; k < A.length - 1; k++) {
    for (let i = 0; i < A.length; i++) v[i] = i > k ? A[i][k] : 0;
    const length = Math.sqrt(dot(v, v));
    const alpha = v[k + 1] > 0 ? -length : length;
    beside.push(alpha);
    v[k + 1] -= alpha;
    const size = dot(v, v);
    if (size > 0) reflect(A, v, size, k + 1, room);
  }
  return { diagonal: A.map((row, i) => row[i]), beside };
}

// A = H A H with H = I - 2 v v^T / (v^T v), on the rows and columns that are still to come: with p = 2 A v / (v^T v) and
// q = p - (p^T v) v / (v^T v) it is A - v q^T - q v^T. `q` is room for both.
function reflect(A, v, size, from, q) {
  for (let i = from; i < A.length; i++) q[i] = (2 * dot(A[i], v)) / size;
  const share = dot(q, v) / size;
  for (let i = from; i < A.length; i++) q[i] -= share * v[i];
  for (let i = from; i < A.length; i++) {
    const row = A[i];
    for (let j = from; j < A.length; j++) row[j] -= v[i] * q[j] + q[i] * v[j];
  }
}

function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function flat(value) {
  return isList(value) ? Array.from(value).flatMap((item) => (isList(item) ? flat(item) : [item])) : [value];
}
