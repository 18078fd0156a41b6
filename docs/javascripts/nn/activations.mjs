// Activation functions, each with its derivative right under it; both take one number z. NaN goes through.
// A formula in a comment is the textbook's; where that loses digits, the code computes another that equals it in real numbers.
import { checkNumber } from "./arrays.mjs";
import { linear, linear_prime } from "./linear.mjs";

/** sigma(z) = 1 / (1 + e^-z), without overflow on either side. */
export function sigmoid(z) {
  const e = Math.exp(-Math.abs(checkNumber(z, "z")));
  return (z >= 0 ? 1 : e) / (1 + e);
}

/** sigma'(z) = sigma(z) (1 - sigma(z)), computed as e / (1 + e)^2 with e = e^-|z|: nothing cancels. */
export function sigmoid_prime(z) {
  const e = Math.exp(-Math.abs(checkNumber(z, "z")));
  return e / ((1 + e) * (1 + e));
}

/** tanh(z) = (e^z - e^-z) / (e^z + e^-z). */
export function tanh(z) {
  return Math.tanh(checkNumber(z, "z"));
}

/** tanh'(z) = 1 - tanh(z)^2, computed as (2 e / (1 + e^2))^2 with e = e^-|z|: nothing cancels, and e stays normal. */
export function tanh_prime(z) {
  const e = Math.exp(-Math.abs(checkNumber(z, "z")));
  const root = (2 * e) / (1 + e * e);
  return root * root;
}

/** ReLU(z) = max(0, z). */
export function relu(z) {
  return Math.max(0, checkNumber(z, "z"));
}

/** ReLU'(z) = 1 where z > 0, else 0; at 0 it is 0, TensorFlow's and PyTorch's choice. */
export function relu_prime(z) {
  return Number.isNaN(checkNumber(z, "z")) ? z : Number(z > 0);
}

/** LReLU(z) = z where z > 0, else alpha z, with alpha in [0, 1]. */
export function leaky_relu(z, negative_slope = 0.1) {
  const alpha = checkSlope(negative_slope);
  if (alpha === 0) return relu(z); // where z is -Infinity, the product would be NaN
  return Math.max(alpha * checkNumber(z, "z"), z);
}

/** LReLU'(z) = 1 where z > 0, else alpha; at 0 it is alpha. */
export function leaky_relu_prime(z, negative_slope = 0.1) {
  const alpha = checkSlope(negative_slope);
  return Number.isNaN(checkNumber(z, "z")) ? z : z > 0 ? 1 : alpha;
}

/** name -> { f, prime }, functions of z alone; leaky ReLU's slope is the default. */
export const activations = {
  linear: { f: linear, prime: linear_prime },
  sigmoid: { f: sigmoid, prime: sigmoid_prime },
  tanh: { f: tanh, prime: tanh_prime },
  relu: { f: relu, prime: relu_prime },
  leaky_relu: { f: (z) => leaky_relu(z), prime: (z) => leaky_relu_prime(z) },
};

/** The same table in float32, as nnref has it: z is rounded, computed with in float64, and the outcome rounded. */
export const float32 = {
  ...Object.fromEntries(
    Object.entries(activations).map(([name, { f, prime }]) => [name, { f: rounded(f), prime: rounded(prime) }]),
  ),
  leaky_relu: { f: leakyRounded(leaky_relu), prime: leakyRounded(leaky_relu_prime) },
};

function rounded(f) {
  return (z) => Math.fround(f(Math.fround(checkNumber(z, "z"))));
}

// The slope is a float32 too, as any number beside a float32 array is in NumPy.
function leakyRounded(f) {
  return (z, negative_slope = 0.1) => {
    const alpha = Math.fround(checkSlope(negative_slope));
    return Math.fround(f(Math.fround(checkNumber(z, "z")), alpha));
  };
}

function checkSlope(negative_slope) {
  const alpha = checkNumber(negative_slope, "negative_slope", "0.1");
  if (alpha >= 0 && alpha <= 1) return alpha;
  throw new RangeError(
    `\`negative_slope\`: expected a number in [0, 1], got ${alpha}. ` +
      "Give the slope itself, 0.1 rather than -0.1 or 10 (percent).",
  );
}
