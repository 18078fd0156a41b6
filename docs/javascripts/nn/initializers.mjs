// Where the weights of a layer start: functions (n_in, n_out, { rng }) that return the rows of W, of shape (n_in, n_out).
// The numbers are nnref's from the same seed. Of nnref's initializers those are here that draw uniformly, or not at all.
import { checkCount, checkNumber, shown } from "./arrays.mjs";

/** All weights 0: hidden units then never differ. */
export function zeros(n_in, n_out) {
  return rows(n_in, n_out, () => 0);
}

/** An initializer that makes all weights one number. */
export function constant(value) {
  checkFinite(value, "value");
  return (n_in, n_out) => rows(n_in, n_out, () => value);
}

/** w ~ U(-r, r) whatever the size of the layer; nnref takes it as a function, `scripts.shared_random.uniform(limit)`. */
export function uniform(limit) {
  if (!(checkFinite(limit, "limit") >= 0)) {
    throw new RangeError(`\`limit\`: expected 0 or more, got ${limit}. Pass r, the largest size of a weight.`);
  }
  return (n_in, n_out, { rng }) => rows(n_in, n_out, () => rng.uniform(-limit, limit));
}

/** Glorot's: r^2 = 6 / (n_in + n_out), Keras's default for a dense layer. */
export function glorot_uniform(n_in, n_out, { rng }) {
  return ofVariance(2 / (n_in + n_out), n_in, n_out, rng);
}

/** He's: r^2 = 6 / n_in, for layers of rectifiers. */
export function he_uniform(n_in, n_out, { rng }) {
  return ofVariance(2 / n_in, n_in, n_out, rng);
}

/** name -> initializer. */
export const initializers = { zeros, glorot_uniform, he_uniform };

/** The initializer of a name; a function is returned as it is. */
export function get_initializer(initializer) {
  if (typeof initializer === "function") return initializer;
  if (typeof initializer === "string" && Object.hasOwn(initializers, initializer)) return initializers[initializer];
  const names = Object.keys(initializers).map(shown).join(", ");
  const message =
    `\`initializer\`: expected one of ${names}, or a function (n_in, n_out, { rng }), ` + `got ${shown(initializer)}. `;
  if (typeof initializer !== "string") throw new TypeError(`${message}Pass a name such as 'glorot_uniform'.`);
  throw new RangeError(`${message}For weights that are all alike pass constant(value), for another size uniform(limit).`);
}

function ofVariance(variance, n_in, n_out, rng) {
  return uniform(Math.sqrt(3 * variance))(n_in, n_out, { rng });
}

// Row by row, in NumPy's order.
function rows(n_in, n_out, draw) {
  for (const [name, size] of Object.entries({ n_in, n_out })) {
    checkCount(size, name, "Pass the number of units of the layer.");
  }
  return Array.from({ length: n_in }, () => Float64Array.from({ length: n_out }, draw));
}

function checkFinite(value, name) {
  if (Number.isFinite(checkNumber(value, name, "0.05"))) return value;
  throw new RangeError(`\`${name}\`: expected a finite number, got ${value}. Pass a number such as 0.05.`);
}
