// Exercises on the last digits: the marks of floating-point numbers, and what a subtraction costs.
import { categorical_crossentropy_from_logits_prime } from "../../nn.mjs";
import { choice, decimal, integer } from "../draws.mjs";

const BITS = { float64: 52, float32: 23 }; // after the first one
const OTHER = { float64: "float32", float32: "float64" };

/** The power of 2 that is the step near x. */
const stepNear = (x, kind) => Math.floor(Math.log2(x)) - BITS[kind];

const marks = {
  draw: (random) => ({
    x: choice(random, [0.1, 0.3, 3, 5, 10, 50, 100, 300, 1000, 3000]),
    kind: choice(random, ["float64", "float32"]),
  }),
  values({ x, kind }) {
    const bits = BITS[kind];
    const k = stepNear(x, kind);
    return {
      bits,
      other: OTHER[kind],
      k,
      below: k + bits,
      next: k + bits + 1,
      at_one: stepNear(1, kind),
      next_doubling: k + 1,
      other_kind: stepNear(x, OTHER[kind]),
    };
  },
};

const cancelled = {
  draw(random) {
    const [kind, low, high] = choice(random, [
      ["float64", 8, 34],
      ["float32", 4, 14],
    ]);
    return { kind, z: integer(random, low, high) };
  },
  values({ kind, z }) {
    const digits = (BITS[kind] + 1) * Math.log10(2);
    const slope = categorical_crossentropy_from_logits_prime(0, [z, 0])[0];
    const cost = -Math.log10(-slope);
    return {
      held: kind === "float64" ? "16" : "7",
      cost,
      bits: -Math.log2(-slope),
      left: digits - cost,
      multiplied: z * Math.log(10),
    };
  },
};

const rounded = {
  draw: (random) => ({ y: decimal(random, 0.99, 0.999, { digits: 4 }) }),
  values({ y }) {
    const half = 0.00005;
    const rest = Math.round((1 - y) * 10000) / 10000;
    return {
      half,
      rest,
      part: half / rest,
      unit: (2 * half) / rest,
      before: half / y,
      inverted: rest / half,
      times: y / rest,
    };
  },
};

export const exercises = { marks, cancelled, rounded };
